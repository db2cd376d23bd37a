import {
  AlignmentType,
  BorderStyle,
  LeaderType,
  Paragraph,
  Table,
  TableCell,
  TableLayoutType,
  TableRow,
  Tab,
  TabStopType,
  TextRun,
  WidthType,
} from 'docx'

/* The paragraphs of which official documents are made (Nghị định 30/2020/NĐ-CP, phụ lục I). Sizes are half points. */

export const FONT = 'Times New Roman'
/** Body: 14 points. Heads of the page: 13. Tables of an appendix: 11. */
export const SIZE = { body: 28, head: 26, table: 22 } as const
/** Twentieths of a point. */
const TWIPS_PER_MM = 1_440 / 25.4
export const mm = (millimetres: number): number => Math.round(millimetres * TWIPS_PER_MM)
const SIX_POINTS = 120
/** Of a sheet between its margins. */
const BODY_WIDTH_MM = 165

/** What is not known is left to be filled in. */
export const BLANK = '…………………………'
export interface Look {
  bold?: boolean
  italics?: boolean
  size?: number
  caps?: boolean
}

export function run(
  text: string,
  { bold = false, italics = false, size = SIZE.body, caps = false }: Look = {},
): TextRun {
  return new TextRun({ text: caps ? text.toLocaleUpperCase('vi') : text, bold, italics, size, font: FONT })
}

/** A paragraph of the body: justified, its first line indented by a centimetre. */
export function body(...runs: (string | TextRun)[]): Paragraph {
  return new Paragraph({
    alignment: AlignmentType.JUSTIFIED,
    indent: { firstLine: mm(10) },
    spacing: { before: SIX_POINTS, after: 0 },
    children: runs.map((part) => (typeof part === 'string' ? run(part) : part)),
  })
}

/** `1. Thời gian: 8 giờ`: what it is about in bold, the rest plain. */
export function heading(text: string, rest = ''): Paragraph {
  return new Paragraph({
    alignment: AlignmentType.JUSTIFIED,
    indent: { firstLine: mm(10) },
    spacing: { before: SIX_POINTS, after: 0 },
    keepNext: rest === '',
    children: [run(text, { bold: true }), run(rest)],
  })
}

export function centred(text: string, look: Look = {}): Paragraph {
  return new Paragraph({ alignment: AlignmentType.CENTER, children: [run(text, look)] })
}

export function left(text: string, look: Look = {}): Paragraph {
  return new Paragraph({ children: [run(text, look)] })
}

/** An empty line to be written on, dotted from edge to edge. */
export function lineToFill(): Paragraph {
  return new Paragraph({
    spacing: { before: SIX_POINTS },
    tabStops: [{ type: TabStopType.RIGHT, position: mm(BODY_WIDTH_MM), leader: LeaderType.DOT }],
    children: [new TextRun({ children: [new Tab()], size: SIZE.body, font: FONT })],
  })
}

/** The rule under a head: a part of its column wide. */
export function rule(indentMm: number): Paragraph {
  return new Paragraph({
    indent: { left: mm(indentMm), right: mm(indentMm) },
    border: { top: { style: BorderStyle.SINGLE, size: 6, space: 1, color: '000000' } },
    spacing: { line: 120, lineRule: 'exact' },
    children: [],
  })
}

const NO_LINE = { style: BorderStyle.NONE, size: 0, color: 'auto' } as const
const NO_BORDERS = {
  top: NO_LINE,
  bottom: NO_LINE,
  left: NO_LINE,
  right: NO_LINE,
  insideHorizontal: NO_LINE,
  insideVertical: NO_LINE,
} as const

/** Two columns without lines: the head of the page, the signatures. Widths in millimetres. */
export function sideBySide(
  columns: readonly [readonly Paragraph[], readonly Paragraph[]],
  widths: readonly [number, number],
): Table {
  return new Table({
    layout: TableLayoutType.FIXED,
    width: { size: mm(widths[0] + widths[1]), type: WidthType.DXA },
    columnWidths: widths.map(mm),
    borders: NO_BORDERS,
    rows: [
      new TableRow({
        cantSplit: true,
        children: columns.map(
          (children, index) =>
            new TableCell({
              width: { size: mm(widths[index] ?? 0), type: WidthType.DXA },
              borders: { top: NO_LINE, bottom: NO_LINE, left: NO_LINE, right: NO_LINE },
              children: [...children],
            }),
        ),
      }),
    ],
  })
}

export interface GridColumn {
  readonly head: string
  readonly weight: number
  readonly isNumber: boolean
}

/** A table with lines, whose head comes again on every page. @param widthMm of all columns together */
export function grid(
  columns: readonly GridColumn[],
  rows: readonly (readonly string[])[],
  widthMm: number,
): Table {
  const all = columns.reduce((sum, { weight }) => sum + weight, 0)
  const widths = columns.map(({ weight }) => mm((widthMm * weight) / all))
  const cell = (text: string, index: number, look: Look, alignment: 'center' | 'left' | 'right'): TableCell =>
    new TableCell({
      width: { size: widths[index] ?? 0, type: WidthType.DXA },
      margins: { left: mm(1), right: mm(1), top: mm(0.5), bottom: mm(0.5) },
      children: [new Paragraph({ alignment, children: [run(text, { size: SIZE.table, ...look })] })],
    })
  return new Table({
    layout: TableLayoutType.FIXED,
    width: { size: mm(widthMm), type: WidthType.DXA },
    columnWidths: widths,
    rows: [
      new TableRow({
        tableHeader: true,
        cantSplit: true,
        children: columns.map(({ head }, index) => cell(head, index, { bold: true }, 'center')),
      }),
      ...rows.map(
        (row) =>
          new TableRow({
            cantSplit: true,
            children: row.map((text, index) =>
              cell(text, index, {}, columns[index]?.isNumber === true ? 'right' : 'left'),
            ),
          }),
      ),
    ],
  })
}
