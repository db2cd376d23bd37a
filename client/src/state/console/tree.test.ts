import { describe, expect, test } from 'vitest'
import { countByFilter, type SiteFilter } from './filters.ts'
import { statusReader } from './siteStatus.ts'
import { aBridge, aDirectory, aSession, aSiteRow } from './testing.ts'
import { treeMove, treeRows, type TreeRow } from './tree.ts'

const directory = aDirectory()
const statusOf = statusReader(
  aSession([
    aSiteRow('s-p', { isChair: true }),
    aSiteRow('s-dv', { floor: 'queued' }),
    aSiteRow('s-dv1', { presence: 'away', camera: 'missing' }),
    aSiteRow('s-dv2', { presence: 'absent' }),
    aSiteRow('s-mv1', { microphone: 'silent' }),
  ]),
  aBridge({ 'pairing:s-p': { siteId: 's-p', pairedAt: 0 } }),
)
const everything = new Set(['p', 'bodies:p', 'dv', 'mv'])

function rows(
  search: string,
  filter: SiteFilter = 'all',
  expanded: ReadonlySet<string> = new Set(),
): TreeRow[] {
  return treeRows(directory, { search, filter, expanded, statusOf })
}
const show = (row: TreeRow) =>
  row.kind === 'group' ? `${row.key} ${row.connected}/${row.invited}` : row.site.siteId

describe('the tree', () => {
  test('shows what is open, with how many sites of a branch are connected', () => {
    expect(rows('', 'all', new Set(['p'])).map(show)).toEqual([
      'p 3/5',
      's-p',
      'bodies:p 0/0',
      'dv 1/3',
      'mv 1/1',
    ])
  })

  test('puts rooms before the branches below, and communes with their district', () => {
    expect(rows('', 'all', everything).map(show)).toEqual([
      'p 3/5',
      's-p',
      'bodies:p 0/0',
      's-b',
      'dv 1/3',
      's-dv',
      's-dv1',
      's-dv2',
      'mv 1/1',
      's-mv',
      's-mv1',
      's-mv2',
    ])
  })

  test('says of each row how deep it is and which of its siblings it is', () => {
    const row = rows('', 'all', everything).find((entry) => entry.key === 'dv')
    expect(row).toMatchObject({ depth: 1, position: 3, siblings: 4 })
  })
})

describe('searching', () => {
  test('needs no accents, and a district’s name finds its communes', () => {
    expect(rows('dong van').map(show)).toEqual(['p 3/5', 'dv 1/3', 's-dv', 's-dv1', 's-dv2'])
  })

  test('works with accents, capitals and words in any order', () => {
    expect(rows('  VẠC Mèo').map(show)).toEqual(['p 3/5', 'mv 1/1', 's-mv', 's-mv1', 's-mv2'])
  })

  test('finds rooms of the same name in two districts', () => {
    expect(rows('ta lung').map(show)).toEqual(['p 3/5', 'dv 1/3', 's-dv2', 'mv 1/1', 's-mv1'])
  })

  test('the province’s own name does not find everything in it', () => {
    expect(rows('tinh ha giang').map(show)).toEqual(['p 3/5', 's-p'])
  })

  test('finds nothing when nothing has the name', () => {
    expect(rows('khong co')).toEqual([])
  })
})

describe('filters', () => {
  test.each<[SiteFilter, string[]]>([
    ['connected', ['s-p', 's-dv', 's-mv1']],
    ['away', ['s-dv1']],
    ['absent', ['s-dv2']],
    ['asked', ['s-dv']],
    ['fault', ['s-mv1']],
    ['unpaired', ['s-b', 's-dv', 's-dv1', 's-dv2', 's-mv', 's-mv1', 's-mv2']],
  ])('%s', (filter, expected) => {
    const found = rows('', filter).flatMap((row) => (row.kind === 'site' ? [row.site.siteId as string] : []))
    expect(found).toEqual(expected)
  })

  test('narrow a search further', () => {
    expect(rows('dong van', 'away').map(show)).toEqual(['p 3/5', 'dv 1/3', 's-dv1'])
  })

  test('are counted', () => {
    const counts = countByFilter(
      directory.sites.map((site) => site.siteId),
      statusOf,
    )
    expect(counts).toEqual({ all: 8, connected: 3, away: 1, absent: 1, asked: 1, fault: 1, unpaired: 7 })
  })
})

describe('keys in the tree', () => {
  const open = rows('', 'all', everything)
  const at = (key: string) => open.findIndex((row) => row.key === key)

  test('arrows, Home and End move within the rows', () => {
    expect(treeMove(open, 0, 'ArrowUp')).toEqual({ kind: 'focus', index: 0 })
    expect(treeMove(open, 0, 'ArrowDown')).toEqual({ kind: 'focus', index: 1 })
    expect(treeMove(open, 3, 'End')).toEqual({ kind: 'focus', index: open.length - 1 })
    expect(treeMove(open, 3, 'Home')).toEqual({ kind: 'focus', index: 0 })
  })

  test('right opens a branch, then goes in; left closes it, or goes to the branch above', () => {
    expect(treeMove(rows('', 'all', new Set(['p'])), 3, 'ArrowRight')).toEqual({ kind: 'expand', key: 'dv' })
    expect(treeMove(open, at('dv'), 'ArrowRight')).toEqual({ kind: 'focus', index: at('dv') + 1 })
    expect(treeMove(open, at('dv'), 'ArrowLeft')).toEqual({ kind: 'collapse', key: 'dv' })
    expect(treeMove(open, at('site:s-dv2'), 'ArrowLeft')).toEqual({ kind: 'focus', index: at('dv') })
  })
})
