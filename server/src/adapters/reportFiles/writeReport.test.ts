import { cellText, reportTables, type ReportTable } from '@diem-cau/protocol/report'
import type { Report } from '@diem-cau/protocol'
import { strFromU8, unzipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import { buildReport } from '../../core/report/buildReport.ts'
import { aMeeting } from '../../core/report/testingMeeting.ts'
import { readCsv, readXlsx } from '../spreadsheet/index.ts'
import { writeReport } from './writeReport.ts'

const TIERS = ['Cấp tỉnh', 'Cấp huyện', 'Cấp xã'].map((vi, index) => ({
  tier: index + 1,
  name: { vi, en: `Tier ${index + 1}` },
}))
const NAMES = { sites: [], units: [], tiers: TIERS }
const whole = (): Report => buildReport(aMeeting(), NAMES, 0)
const filled = (report: Report, language: 'vi' | 'en'): ReportTable[] =>
  reportTables(report, language).filter(({ rows }) => rows.length > 0)

/** Cells as the page shows them. */
const shown = ({ columns, rows }: ReportTable, language: 'vi' | 'en'): string[][] =>
  rows.map((row) => row.map((cell, index) => cellText(cell, columns[index]?.kind ?? 'text', language)))

describe('the same figures in every file', () => {
  it.each(['vi', 'en'] as const)(
    'CSV has every cell of every table as on the page (%s)',
    async (language) => {
      const report = whole()
      const file = await writeReport(report, 'csv', language)
      expect(Array.from(file.slice(0, 3))).toEqual([0xef, 0xbb, 0xbf])
      const lines = readCsv(file).rows.map(({ cells }) => cells.map(({ text }) => text))
      const width = Math.max(...lines.map(({ length }) => length))
      const padded = (cells: readonly string[]) =>
        [...cells, ...Array(width).fill('')].slice(0, width).join('|')
      const all = new Set(lines.map(padded))
      for (const table of filled(report, language)) {
        for (const row of shown(table, language)) expect(all).toContain(padded(row))
      }
    },
  )

  it('CSV lets no text be taken for a formula', async () => {
    const text = strFromU8(await writeReport(whole(), 'csv', 'vi'))
    for (const cell of text.split(/[,\r\n]/)) expect(cell).not.toMatch(/^"?[=+\-@]/)
    expect(text).toContain("'=Thông qua chương trình")
    expect(text).toContain("'@Đứt cáp quang")
  })

  it('a workbook has numbers as numbers, times and lengths to the millisecond', async () => {
    const report = whole()
    const sheets = readXlsx(await writeReport(report, 'xlsx', 'vi'))
    const tables = filled(report, 'vi')
    expect(sheets.map(({ rows }) => rows.length)).toEqual(tables.map(({ rows }) => rows.length + 1))
    for (const [index, { columns, rows, id }] of tables.entries()) {
      for (const [line, row] of rows.entries()) {
        for (const [column, cell] of row.entries()) {
          const read = sheets[index]?.rows[line + 1]?.cells[column]
          const kind = columns[column]?.kind
          if (typeof cell !== 'number' || kind === 'text') {
            expect(read?.text ?? '', id).toBe(cell === null ? '' : String(cell))
            continue
          }
          expect(read?.kind).toBe('number')
          const value = Number(read?.text)
          if (kind === 'length') expect(Math.round(value * 86_400_000)).toBe(cell)
          else if (kind === 'moment') {
            expect(Math.round((value - 25_569) * 86_400_000) - 7 * 3_600_000).toBe(cell)
          } else expect(value).toBeCloseTo(cell, 9)
        }
      }
    }
  })
})

/** The texts of a document in order, a paragraph a line, cells included. */
function textOf(file: Uint8Array): { text: string; xml: string; parts: Record<string, string> } {
  const parts = Object.fromEntries(
    Object.entries(unzipSync(file)).map(([name, bytes]) => [name, strFromU8(bytes)]),
  )
  const xml = parts['word/document.xml'] ?? ''
  const lines = xml
    .split('</w:p>')
    .map((paragraph) =>
      [...paragraph.matchAll(/<w:t(?: [^>]*)?>([^<]*)<\/w:t>/g)].map(([, text]) => text).join(''),
    )
  const text = lines.join('\n').replaceAll('&quot;', '"').replaceAll('&apos;', "'").replaceAll('&amp;', '&')
  return { text, xml, parts }
}

describe('the draft minutes', () => {
  it('have the parts that the form prescribes, in its order', async () => {
    const { text } = textOf(await writeReport(whole(), 'docx', 'vi'))
    const parts = [
      'ĐƠN VỊ HUB',
      'Số: ……/BB-……',
      'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM',
      'Độc lập - Tự do - Hạnh phúc',
      '………………, ngày 15 tháng 11 năm 2023',
      'BIÊN BẢN',
      'Giao ban tháng 11',
      '1. Thời gian bắt đầu: 05 giờ 13 phút, ngày 15 tháng 11 năm 2023',
      '2. Địa điểm: Điểm cầu hub',
      '3. Thành phần tham dự',
      'Có mặt: 6/7 điểm cầu (Cấp tỉnh: 1/1; Cấp huyện: 2/2; Cấp xã: 3/4).',
      'Vắng: 1 điểm cầu, trong đó 1 có lý do: Điểm cầu 2-2 (Mất điện do bão).',
      '4. Chủ trì: Chủ tọa theo kế hoạch, Điểm cầu hub',
      '5. Thư ký: …',
      '6. Nội dung phiên họp',
      '6.1. Chương trình',
      '3) Kết luận: chưa tiến hành.',
      '6.2. Phát biểu',
      '6.3. Biểu quyết',
      'Tán thành 1, Không tán thành 0, Không biểu quyết 0. Kết quả: thông qua.',
      '6.4. Kết luận của chủ tọa',
      'Phiên họp kết thúc vào 06 giờ 43 phút, ngày 15 tháng 11 năm 2023./.',
      'THƯ KÝ',
      'Nơi nhận:',
      'CHỦ TỌA',
      'PHỤ LỤC',
    ]
    let from = 0
    for (const part of parts) {
      const at = text.indexOf(part, from)
      expect(at, part).toBeGreaterThanOrEqual(from)
      from = at
    }
  })

  it('leave what nobody knows to be filled in', async () => {
    const { text } = textOf(await writeReport(whole(), 'docx', 'vi'))
    expect(text).toContain('2) …………………………, Điểm cầu 1-1 (hỏi;')
    expect(text).toContain('Chất lượng đường truyền (mất gói, trễ, giật hình, điểm MOS): chưa đo.')
  })

  it('are of A4 with the margins, letters and page numbers that are prescribed', async () => {
    const { xml, parts } = textOf(await writeReport(whole(), 'docx', 'vi'))
    const [first, second] = [...xml.matchAll(/<w:sectPr[\s\S]*?<\/w:sectPr>/g)].map(([found]) => found)
    const mm = (millimetres: number): number => Math.round((millimetres * 1_440) / 25.4)
    expect(first).toContain(`<w:pgSz w:w="${mm(210)}" w:h="${mm(297)}" w:orient="portrait"/>`)
    for (const [side, millimetres] of [
      ['top', 20],
      ['right', 15],
      ['bottom', 20],
      ['left', 30],
    ] as const) {
      expect(first).toContain(`w:${side}="${mm(millimetres)}"`)
    }
    expect(first).toContain('<w:titlePg')
    expect(second).toContain('w:orient="landscape"')
    const headers = Object.entries(parts).filter(([name]) => /^word\/header\d+\.xml$/.test(name))
    expect(headers.some(([, header]) => header.includes('PAGE') && header.includes('w:val="center"'))).toBe(
      true,
    )
    const fonts = new Set([...xml.matchAll(/<w:rFonts[^>]*w:ascii="([^"]+)"/g)].map(([, font]) => font))
    expect([...fonts]).toEqual(['Times New Roman'])
  })

  it('have the figures of the tables in their appendix', async () => {
    const report = whole()
    const { text } = textOf(await writeReport(report, 'docx', 'vi'))
    const cells = new Set(text.split('\n'))
    for (const speech of report.register) {
      expect(cells).toContain(cellText(speech.spokenMs, 'length', 'vi'))
    }
    for (const site of report.attendance.rows) {
      expect(cells).toContain(cellText(site.connectedMs, 'length', 'vi'))
    }
  })
})
