import { describe, expect, it } from 'vitest'
import { directoryTree } from './DirectoryTree.ts'
import { mergeBody, mergeFaults, sitesGoingOver, withUnitToggled, type MergeDraft } from './merge.ts'
import { id, someSites, someUnits } from './testing.ts'

const tree = directoryTree({ units: someUnits(), sites: someSites() })
const EMPTY: MergeDraft = {
  fromUnitIds: [],
  goesOn: null,
  name: '',
  code: '',
  kind: 'commune',
  on: '2025-07-01',
}
const choose = (draft: MergeDraft, unitId: string) => {
  const unit = tree.unit(unitId)
  if (unit === undefined) throw new Error(unitId)
  return withUnitToggled(draft, unit, tree)
}

describe('a merger as it is typed', () => {
  it('the first one chosen goes on, with its name and code, until another one is said', () => {
    const draft = choose(choose(EMPTY, 'dv2'), 'dv1')
    expect(draft).toMatchObject({
      fromUnitIds: ['dv2', 'dv1'],
      goesOn: 'dv2',
      name: 'Xã Tả Lủng',
      code: 'dv2',
    })
    expect(choose(draft, 'dv2')).toMatchObject({ fromUnitIds: ['dv1'], goesOn: 'dv1', kind: 'township' })
  })

  it('a new unit stays a new unit whatever is chosen more', () => {
    const draft = { ...choose(EMPTY, 'dv1'), goesOn: null, name: 'Xã Mới', code: '99' }
    expect(choose(draft, 'dv2')).toMatchObject({ goesOn: null, name: 'Xã Mới' })
    expect(mergeBody(choose(draft, 'dv2'), (unitId) => unitId === 'u-99')).toEqual({
      fromUnitIds: ['dv1', 'dv2'],
      into: { unitId: 'u-99-2', code: '99', name: 'Xã Mới', kind: 'township' },
      on: '2025-07-01',
    })
  })

  it('says what is missing; units of two districts are only unusual', () => {
    expect(mergeFaults({ ...EMPTY, on: null }, tree)).toEqual(['tooFew', 'noName', 'noCode', 'noDay'])
    expect(mergeFaults(choose(choose(EMPTY, 'dv1'), 'dv'), tree)).toEqual(['differentTiers'])
    expect(mergeFaults(choose(choose(EMPTY, 'dv1'), 'mv1'), tree)).toEqual(['differentParents'])
    expect(mergeFaults(choose(choose(EMPTY, 'dv1'), 'dv2'), tree)).toEqual([])
  })

  it('names the sites that go over: not those of the unit that goes on', () => {
    const draft = choose(choose(EMPTY, 'dv1'), 'dv2')
    expect(sitesGoingOver(draft, tree).map(({ siteId }) => siteId)).toEqual(['s-dv2'])
    expect(sitesGoingOver({ ...draft, goesOn: null }, tree)).toHaveLength(2)
    expect(
      sitesGoingOver({ ...draft, fromUnitIds: [id('dv'), id('mv')], goesOn: id('dv') }, tree),
    ).toHaveLength(3)
  })
})
