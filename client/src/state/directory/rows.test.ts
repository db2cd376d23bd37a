import { describe, expect, it } from 'vitest'
import { directoryTree } from './DirectoryTree.ts'
import { directoryRows, EVERYTHING, siteKey, unitKey, type RowsQuery } from './rows.ts'
import { aSite, someSites, someUnits } from './testing.ts'

const tree = directoryTree({
  units: someUnits(),
  sites: [...someSites(), aSite('s-dv2-b', 'dv2', { name: 'Trạm y tế' })],
})
const rows = (query: Partial<RowsQuery> = {}) => directoryRows(tree, { ...EVERYTHING, ...query })
const keys = (query: Partial<RowsQuery> = {}) => rows(query).map(({ key }) => key.replace('unit:', ''))

describe('the rows of the tree', () => {
  it('are the top and what is directly below it, until somebody opens more', () => {
    expect(keys()).toEqual(['p', 'b', 'dv', 'mv'])
    expect(keys({ toggled: new Set([unitKey('dv')]) })).toEqual(['p', 'b', 'dv', 'dv1', 'dv2', 'mv'])
    expect(keys({ toggled: new Set([unitKey('p')]) })).toEqual(['p'])
  })

  it('say their place among their siblings', () => {
    const [, , district] = rows()
    expect(district).toMatchObject({ depth: 1, position: 2, siblings: 3, expanded: false })
    expect(rows()[1]).toMatchObject({ key: unitKey('b'), expanded: null })
  })

  it('are found without accents, in any order of words, by former names and codes', () => {
    expect(keys({ search: 'van dong' })).toContain('dv')
    expect(keys({ search: 'ĐỒNG VĂN' })).toContain('dv')
    expect(keys({ search: 'pai lung' })).toEqual(['p', 'mv', 'mv2'])
    expect(keys({ search: 'khong co' })).toEqual([])
  })

  it('show beside a find only what leads to it, and all below it once it is opened', () => {
    const found = rows({ search: 'mèo vạc' })
    expect(found.map(({ key, passedBy, expanded }) => [key, passedBy, expanded])).toEqual([
      [unitKey('p'), true, true],
      [unitKey('mv'), false, false],
    ])
    expect(keys({ search: 'mèo vạc', toggled: new Set([unitKey('mv')]) })).toEqual(['p', 'mv', 'mv1', 'mv2'])
  })

  it('find a unit by the name of its room', () => {
    expect(keys({ search: 'tram y te' })).toEqual(['p', 'dv', 'dv2'])
    expect(keys({ search: 'tram y te', withSites: true })).toEqual(['p', 'dv', 'dv2', siteKey('s-dv2-b')])
  })

  it('are filtered by tier and kind; departments are no tier', () => {
    const found = (query: Partial<RowsQuery>) =>
      rows(query)
        .filter(({ passedBy }) => !passedBy)
        .map(({ key }) => key)
    expect(found({ tiers: new Set([2]) })).toEqual([unitKey('dv'), unitKey('mv')])
    expect(found({ tiers: new Set([1]) })).toEqual([unitKey('p')])
    expect(found({ kinds: new Set(['body']) })).toEqual([unitKey('b')])
    expect(found({ kinds: new Set(['township']), search: 'van' })).toEqual([unitKey('dv1')])
  })

  it('give rooms rows of their own where a unit’s row can not stand for them', () => {
    const open = { withSites: true, toggled: new Set([unitKey('dv'), unitKey('dv2')]) }
    expect(keys(open)).toEqual([
      'p',
      siteKey('s-p'),
      'b',
      'dv',
      siteKey('s-dv'),
      'dv1',
      'dv2',
      siteKey('s-dv2'),
      siteKey('s-dv2-b'),
      'mv',
    ])
  })
})
