import type { Invitation } from '@diem-cau/protocol'
import { describe, expect, it } from 'vitest'
import { directoryTree } from './DirectoryTree.ts'
import { selectionEntries } from './selectionEntries.ts'
import {
  NOTHING,
  resolveSelection,
  tidied,
  toggleBodies,
  toggleGroup,
  toggleSite,
  toggleTier,
  toggleUnit,
} from './selection.ts'
import { aGroup, id, someSites, someUnits } from './testing.ts'

const group = aGroup('g', { name: 'Cụm Bắc', unitIds: [id('dv1')], siteIds: [id('s-mv2')] })
const scope = { tree: directoryTree({ units: someUnits(), sites: someSites() }), groups: [group] }
const chosen = (change: Partial<Invitation>): Invitation => ({ ...NOTHING, ...change })
const sites = (selection: Invitation) => [...resolveSelection(selection, scope).chosen].toSorted()

describe('a selection keeps what was meant', () => {
  it('a whole district less one commune stays a district less one commune', () => {
    const district = toggleUnit(NOTHING, id('dv'), scope)
    const less = toggleUnit(district, id('dv2'), scope)
    expect(less).toEqual(chosen({ unitIds: [id('dv')], exceptSiteIds: [id('s-dv2')] }))
    expect(toggleUnit(less, id('dv2'), scope)).toEqual(district)
    expect(sites(less)).toEqual(['s-dv', 's-dv1'])
  })

  it('all communes of a district are that tier, and nothing else', () => {
    const communes = toggleTier(NOTHING, id('dv'), 3, scope)
    expect(communes).toEqual(chosen({ tiers: [{ unitId: id('dv'), tier: 3 }] }))
    expect(sites(communes)).toEqual(['s-dv1', 's-dv2'])
    expect(toggleTier(communes, id('dv'), 3, scope)).toEqual(NOTHING)
  })

  it('departments are chosen each for itself: they are no tier', () => {
    expect(sites(toggleTier(NOTHING, id('p'), 1, scope))).toEqual(['s-p'])
    expect(toggleBodies(NOTHING, id('p'), scope)).toEqual(chosen({ unitIds: [id('b')] }))
    expect(toggleBodies(chosen({ unitIds: [id('b')] }), id('p'), scope)).toEqual(NOTHING)
  })

  it('a group stays a group, and a site of it may be left out', () => {
    const whole = toggleGroup(NOTHING, id('g'), scope)
    expect(whole).toEqual(chosen({ groupIds: [id('g')] }))
    const less = toggleSite(whole, id('s-mv2'), scope)
    expect(less).toEqual(chosen({ groupIds: [id('g')], exceptSiteIds: [id('s-mv2')] }))
    expect(toggleSite(less, id('s-dv1'), scope)).toEqual(NOTHING)
  })

  it('the province swallows what was chosen inside it', () => {
    let selection = toggleTier(NOTHING, id('dv'), 3, scope)
    selection = toggleSite(selection, id('s-mv1'), scope)
    selection = toggleUnit(selection, id('p'), scope)
    expect(selection).toEqual(chosen({ unitIds: [id('p')] }))
    expect(toggleUnit(selection, id('p'), scope)).toEqual(NOTHING)
  })

  it('two communes ticked one by one are not taken for the whole district', () => {
    let selection = toggleUnit(NOTHING, id('dv1'), scope)
    selection = toggleUnit(selection, id('dv2'), scope)
    expect(selection.unitIds).toEqual(['dv1', 'dv2'])
  })

  it('what the directory does not know any more is kept', () => {
    const old = chosen({ unitIds: [id('gone')], siteIds: [id('s-gone')], exceptSiteIds: [id('s-gone-too')] })
    const wider = toggleUnit(old, id('dv1'), scope)
    expect(wider).toEqual({ ...old, unitIds: ['dv1', 'gone'] })
    expect(tidied(old, scope)).toEqual(old)
  })

  it('is the same selection whatever the order of ticking', () => {
    const one = toggleUnit(toggleUnit(NOTHING, id('mv'), scope), id('b'), scope)
    const other = toggleUnit(toggleUnit(NOTHING, id('b'), scope), id('mv'), scope)
    expect(one).toEqual(other)
  })
})

describe('a selection in words', () => {
  it('is told entry by entry, each to be taken away again', () => {
    const selection = chosen({
      tiers: [{ unitId: id('dv'), tier: 3 }],
      unitIds: [id('mv')],
      groupIds: [id('g')],
      exceptSiteIds: [id('s-mv1')],
    })
    const entries = selectionEntries(selection, scope)
    expect(entries.map(({ kind, name, count }) => [kind, name, count])).toEqual([
      ['group', 'Cụm Bắc', 2],
      ['tier', 'Huyện Đồng Văn', 2],
      ['unit', 'Huyện Mèo Vạc', 3],
      ['except', 'Xã Tả Lủng', 1],
    ])
    // Without the district there is nothing left to be excepted from.
    expect(entries[2]?.without).toEqual({ ...selection, unitIds: [], exceptSiteIds: [] })
  })
})
