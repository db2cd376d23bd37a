import type { ReportTable } from '@diem-cau/protocol/report'
import { expect, test } from 'vitest'
import { nextSorting, shownRows, type Sorting } from './reportTable.ts'

const TABLE: ReportTable = {
  id: 'register',
  columns: [
    { key: 'site', kind: 'text', weight: 1 },
    { key: 'spoken', kind: 'length', weight: 1 },
  ],
  rows: [
    ['Đồng Văn', 65_000],
    ['Bắc Mê', null],
    ['Mèo Vạc 10', 5_000],
    ['Mèo Vạc 9', 600_000],
  ],
}
const names = (text: string, sorting: Sorting = null): unknown[] =>
  shownRows(TABLE, { text, sorting, language: 'vi' }).map(({ cells }) => cells[0])

test('finds rows without accents, by any of their cells as they are shown', () => {
  expect(names('dong van')).toEqual(['Đồng Văn'])
  expect(names('meo 10')).toEqual(['Mèo Vạc 10', 'Mèo Vạc 9'])
  expect(names('nowhere')).toEqual([])
})

test('sorts numbers as numbers and names as people count them, empty cells last either way', () => {
  expect(names('', { column: 1, down: false })).toEqual(['Mèo Vạc 10', 'Đồng Văn', 'Mèo Vạc 9', 'Bắc Mê'])
  expect(names('', { column: 1, down: true })).toEqual(['Mèo Vạc 9', 'Đồng Văn', 'Mèo Vạc 10', 'Bắc Mê'])
  expect(names('', { column: 0, down: false })).toEqual(['Bắc Mê', 'Đồng Văn', 'Mèo Vạc 9', 'Mèo Vạc 10'])
})

test('a head that is pressed sorts up, then down, then not at all', () => {
  const up = nextSorting(null, 1)
  const down = nextSorting(up, 1)
  expect([up, down, nextSorting(down, 1), nextSorting(down, 0)]).toEqual([
    { column: 1, down: false },
    { column: 1, down: true },
    null,
    { column: 0, down: false },
  ])
})
