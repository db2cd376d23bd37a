import type { Report, ReportFormat, SessionId } from '@diem-cau/protocol'
import { cellText, reportTables, type ReportTable } from '@diem-cau/protocol/report'
import { strFromU8, unzipSync } from 'fflate'
import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { readCsv, readXlsx } from '../../../../server/src/adapters/spreadsheet/index.ts'
import type { RestClient } from '../../../support/RestClient.ts'

const DAY_MS = 86_400_000
/** By which a workbook counts: days from 1899-12-30, in the time of Vietnam. */
const EPOCH_DAYS = 25_569
const VIETNAM_OFFSET_MS = 7 * 3_600_000

const filled = (report: Report): ReportTable[] =>
  reportTables(report, 'vi').filter(({ rows }) => rows.length > 0)

async function fileOf(office: RestClient, sessionId: SessionId, format: ReportFormat): Promise<Uint8Array> {
  const response = await office.fetch(`/sessions/${sessionId}/report/file?format=${format}&language=vi`)
  expect(response.status, format).toBe(200)
  return new Uint8Array(await response.arrayBuffer())
}

/** Tables of which the page shows every line without a further press. */
const ON_PAGE = new Set([
  'summary',
  'branches',
  'byTier',
  'byGroup',
  'register',
  'votes',
  'incidents',
  'messages',
])

/** All that the page of a report says, with every column of every table. */
export async function allOf(page: Page): Promise<string> {
  const more = page.getByRole('button', { name: 'Hiện mọi cột' })
  while ((await more.count()) > 0) await more.first().click()
  return (await page.getByRole('main').innerText()).replaceAll(/\s+/g, ' ')
}

/** The page of a report has its figures, in the words of its files; the day is said once, above. */
export function checkPage(shown: string, report: Report): void {
  for (const { id, columns, rows } of filled(report).filter((table) => ON_PAGE.has(table.id))) {
    // What the summary calls its lines is the page's own affair.
    const first = id === 'summary' ? 1 : 0
    const words = rows.flatMap((row) =>
      row.slice(first).map((cell, index) => {
        const { kind } = columns[first + index] ?? { kind: 'text' }
        return cellText(cell, kind, 'vi', { wholeMoments: false })
      }),
    )
    for (const word of words) expect(shown, id).toContain(word)
  }
}

/** Reads the files of a report back: each has the figures of `report`. */
export async function checkFiles(office: RestClient, report: Report): Promise<void> {
  const { sessionId } = report
  checkCsv(report, await fileOf(office, sessionId, 'csv'))
  checkXlsx(report, await fileOf(office, sessionId, 'xlsx'))
  checkMinutes(report, await fileOf(office, sessionId, 'docx'))
}

function checkCsv(report: Report, file: Uint8Array): void {
  const lines = readCsv(file).rows.map(({ cells }) => cells.map(({ text }) => text))
  const width = Math.max(...lines.map(({ length }) => length))
  const padded = (cells: readonly string[]) =>
    [...cells, ...Array<string>(width).fill('')].slice(0, width).join('|')
  const all = new Set(lines.map(padded))
  for (const { id, columns, rows } of filled(report)) {
    for (const row of rows) {
      const cells = row.map((cell, index) => cellText(cell, columns[index]?.kind ?? 'text', 'vi'))
      expect(all, id).toContain(padded(cells))
    }
  }
}

function checkXlsx(report: Report, file: Uint8Array): void {
  const sheets = readXlsx(file)
  for (const [index, { id, columns, rows }] of filled(report).entries()) {
    expect(sheets[index]?.rows.length, id).toBe(rows.length + 1)
    for (const [line, row] of rows.entries()) {
      const cells = sheets[index]?.rows[line + 1]?.cells ?? []
      const read = row.map((cell, column) => valueOf(cells[column]?.text ?? '', columns[column]?.kind, cell))
      expect(read, `${id}, line ${line + 1}`).toEqual(row.map((cell) => cell ?? ''))
    }
  }
}

/** What a cell of a workbook holds, in the measure of the report. */
function valueOf(text: string, kind: string | undefined, meant: string | number | null): string | number {
  if (typeof meant !== 'number' || kind === 'text') return text
  const value = Number(text)
  if (kind === 'length') return Math.round(value * DAY_MS)
  if (kind === 'moment') return Math.round((value - EPOCH_DAYS) * DAY_MS) - VIETNAM_OFFSET_MS
  return Math.abs(value - meant) < 1e-9 ? meant : value
}

function checkMinutes(report: Report, file: Uint8Array): void {
  const xml = strFromU8(unzipSync(file)['word/document.xml'] ?? new Uint8Array())
  const lines = xml
    .split('</w:p>')
    .map((paragraph) =>
      [...paragraph.matchAll(/<w:t(?: [^>]*)?>([^<]*)<\/w:t>/g)].map(([, text]) => text).join(''),
    )
  const text = lines.join('\n').replaceAll('&quot;', '"').replaceAll('&apos;', "'").replaceAll('&amp;', '&')
  const { attendance, register, votes, incidents, head } = report
  expect(text).toContain(`Có mặt: ${attendance.totals.came}/${attendance.totals.sites} điểm cầu`)
  expect(text).toContain(head.title)
  const [yes, no, abstain] = votes[0]?.result?.votes ?? []
  expect(text).toContain(`Tán thành ${yes}, Không tán thành ${no}, Không biểu quyết ${abstain}`)
  const cells = new Set(text.split('\n'))
  for (const { stints, spokenMs } of register) {
    if (stints.length > 0) expect(cells).toContain(cellText(spokenMs, 'length', 'vi'))
  }
  for (const { connectedMs, name } of attendance.rows) {
    expect(cells).toContain(name)
    expect(cells).toContain(cellText(connectedMs, 'length', 'vi'))
  }
  for (const incident of incidents) expect(text).toContain(incident.text)
}
