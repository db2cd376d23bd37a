import type { Shown } from './browser.ts'
import type { ServerFigures, UndoFigures } from './server.ts'

/** The result as it is printed; times in milliseconds, null where nothing was measured. */
export interface DirectoryReport extends ServerFigures, Shown, UndoFigures {
  readonly name: 'directory'
}

/** A search answers while one types. */
const SEARCH_LIMIT_MS = 100
/** The whole country of before 2025 has so many units, and one above them. */
const LEAST_UNITS = 11_000

export function passed({ units, searchP95Ms }: DirectoryReport): boolean {
  return units >= LEAST_UNITS && searchP95Ms !== null && searchP95Ms < SEARCH_LIMIT_MS
}

function ms(value: number | null): string {
  return value === null ? '–' : `${value} ms`
}

const percent = (ratio: number | null): string =>
  ratio === null ? '–' : `${Math.round(ratio * 1_000) / 10} %`

export function tableOf(report: DirectoryReport): string {
  const rows: [string, string][] = [
    ['đơn vị · units', String(report.units)],
    ['tệp Excel · workbook', `${report.fileKb} kB`],
    ['xem trước · preview', ms(report.previewMs)],
    ['áp dụng · import', ms(report.importMs)],
    ['máy chủ đứng lâu nhất · longest stall (xem trước · preview)', ms(report.previewStallMs)],
    ['máy chủ đứng lâu nhất · longest stall (áp dụng · import)', ms(report.importStallMs)],
    ['bộ nhớ lớn nhất · peak memory', `${report.peakMb} MB`],
    ['tìm kiếm p95 · search p95', ms(report.searchP95Ms)],
    ['sửa một đơn vị · change of one unit', ms(report.changeMs)],
    ['hoàn tác cả lần nhập · undo of the import', ms(report.undoMs)],
    ['máy chủ đứng lâu nhất · longest stall (hoàn tác · undo)', ms(report.undoStallMs)],
    ['hàng đầu tiên hiện ra · first paint', ms(report.firstPaintMs)],
    ['gõ để tìm p95 · search while typing p95', ms(report.typedSearchP95Ms)],
    ['cuộn · scroll', report.scrollFps === null ? '–' : `${report.scrollFps} fps`],
    ['khung hình lâu nhất khi cuộn · longest frame', ms(report.longestFrameMs)],
    ['khung hình trống khi cuộn · blank frames', percent(report.blankRatio)],
  ]
  return rows.map(([name, value]) => `${name.padEnd(64)}${value.padStart(12)}`).join('\n')
}
