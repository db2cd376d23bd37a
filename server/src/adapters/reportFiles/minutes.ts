import type { Report } from '@diem-cau/protocol'
import {
  AlignmentType,
  Document,
  Header,
  Packer,
  PageNumber,
  PageOrientation,
  Paragraph,
  TextRun,
  type FileChild,
} from 'docx'
import { appendix } from './appendix.ts'
import { minutesBody } from './minutesBody.ts'
import { FONT, mm, SIZE } from './paragraphs.ts'

/** A4, with the margins of phụ lục I of Nghị định 30/2020/NĐ-CP: 20, 15, 20 and, for the binding, 30 mm. */
const MARGIN = { top: mm(20), right: mm(15), bottom: mm(20), left: mm(30), header: mm(10), footer: mm(10) }
const A4 = { width: mm(210), height: mm(297) }

/**
 * Draft minutes (biên bản, mẫu 1.9 of Nghị định 30/2020/NĐ-CP) as far as the log knows the meeting. What it does not
 * know is left as dots to be filled in: names, what was said, what was concluded.
 */
export async function writeMinutes(report: Report): Promise<Uint8Array> {
  const document = new Document({
    title: `Biên bản: ${report.head.title}`,
    creator: '',
    styles: { default: { document: { run: { font: FONT, size: SIZE.body, language: { value: 'vi-VN' } } } } },
    sections: [
      section(minutesBody(report), PageOrientation.PORTRAIT, true),
      section(appendix(report), PageOrientation.LANDSCAPE, false),
    ],
  })
  return new Uint8Array(await Packer.toArrayBuffer(document))
}

function section(
  children: FileChild[],
  orientation: (typeof PageOrientation)[keyof typeof PageOrientation],
  hasFirstPage: boolean,
) {
  return {
    properties: {
      // The first page bears no number.
      titlePage: hasFirstPage,
      page: { size: { ...A4, orientation }, margin: MARGIN },
    },
    headers: { default: pageNumber(), ...(hasFirstPage ? { first: new Header({ children: [] }) } : {}) },
    children,
  }
}

/** Centred at the top, from the second page on. */
function pageNumber(): Header {
  return new Header({
    children: [
      new Paragraph({
        alignment: AlignmentType.CENTER,
        children: [new TextRun({ children: [PageNumber.CURRENT], font: FONT, size: SIZE.head })],
      }),
    ],
  })
}
