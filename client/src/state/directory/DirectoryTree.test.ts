import { describe, expect, it } from 'vitest'
import { directoryTree, isWithinUnit, sitesBelow, unitsAbove } from './DirectoryTree.ts'
import { aSite, aUnit, id, someSites, someUnits } from './testing.ts'

const tree = directoryTree({ units: someUnits(), sites: someSites(), on: '2026-01-01' })
const unit = (unitId: string) => {
  const found = tree.unit(unitId)
  if (found === undefined) throw new Error(`no unit ${unitId}`)
  return found
}

describe('the directory as a tree', () => {
  it('stands in order: departments first, then what lies below, each with its own', () => {
    expect(tree.units.map(({ unitId, depth }) => [unitId, depth])).toEqual([
      ['p', 0],
      ['b', 1],
      ['dv', 1],
      ['dv1', 2],
      ['dv2', 2],
      ['mv', 1],
      ['mv1', 2],
      ['mv2', 2],
    ])
  })

  it('knows everything below a unit as one piece', () => {
    expect(sitesBelow(tree, unit('dv')).map(({ siteId }) => siteId)).toEqual(['s-dv', 's-dv1', 's-dv2'])
    expect(sitesBelow(tree, unit('p'))).toHaveLength(8)
    expect(isWithinUnit(unit('dv2'), unit('dv'))).toBe(true)
    expect(isWithinUnit(unit('mv1'), unit('dv'))).toBe(false)
    expect(unitsAbove(tree, 'dv2').map(({ unitId }) => unitId)).toEqual(['dv', 'p'])
  })

  it('puts a unit at the top whose parent is not in the own subtree', () => {
    const own = directoryTree({
      units: someUnits().filter(({ unitId }) => unitId.startsWith('dv')),
      sites: [],
    })
    expect(own.roots.map(({ unitId }) => unitId)).toEqual(['dv'])
    expect(unitsAbove(own, 'dv')).toEqual([])
  })

  it('neither hangs nor shows what only hangs on itself', () => {
    const round = [
      aUnit('a', { parentId: id('c') }),
      aUnit('c', { parentId: id('a') }),
      aUnit('self', { parentId: id('self') }),
    ]
    expect(directoryTree({ units: round, sites: [] }).units.map(({ unitId }) => unitId)).toEqual(['self'])
  })

  it('shows of several records the one of the day, else the one before it, else the one to come', () => {
    const units = [
      aUnit('x', { name: 'Xã mới', validFrom: '2025-07-01' }),
      aUnit('x', { name: 'Xã cũ', validFrom: '2020-01-01', validTo: '2025-06-30' }),
      aUnit('y', { name: 'Hết', validTo: '2021-12-31' }),
      aUnit('y', { name: 'Hết từ trước', validFrom: '2010-01-01', validTo: '2015-12-31' }),
      aUnit('z', { name: 'Sẽ có sau', validFrom: '2031-01-01' }),
      aUnit('z', { name: 'Sẽ có', validFrom: '2030-01-01', validTo: '2030-12-31' }),
    ]
    const shown = (on: string) =>
      directoryTree({ units, sites: [], on }).units.map(({ name, standing }) => `${name}: ${standing}`)
    expect(shown('2025-06-30')).toEqual(['Xã cũ: current', 'Hết: ended', 'Sẽ có: coming'])
    expect(shown('2025-07-01')).toEqual(['Xã mới: current', 'Hết: ended', 'Sẽ có: coming'])
  })

  it('has only the sites of the day, under the unit that they belong to then', () => {
    const units = [aUnit('x'), aUnit('y')]
    const sites = [
      aSite('s', 'x', { validTo: '2025-06-30' }),
      aSite('s', 'y', { validFrom: '2025-07-01' }),
      aSite('old', 'x', { validTo: '2021-01-01' }),
    ]
    const on = (day: string) =>
      directoryTree({ units, sites, on: day }).sites.map(({ siteId, unitId }) => [siteId, unitId])
    expect(on('2025-06-30')).toEqual([['s', 'x']])
    expect(on('2025-07-01')).toEqual([['s', 'y']])
  })
})
