import type { AccountView, Role, UnitId } from '@diem-cau/protocol'
import { describe, expect, it } from 'vitest'
import { administeredUnits, isAdministrator, isCrew } from './rights.ts'

// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- ids of the specification
const id = (text: string) => text as UnitId
const units = [
  { unitId: id('province'), name: 'Tỉnh', depth: 0, kind: 'province' },
  { unitId: id('district-1'), name: 'Huyện một', depth: 1, kind: 'district' },
  { unitId: id('commune-1'), name: 'Xã một', depth: 2, kind: 'commune' },
  { unitId: id('district-2'), name: 'Huyện hai', depth: 1, kind: 'district' },
  { unitId: id('commune-2'), name: 'Xã hai', depth: 2, kind: 'commune' },
]
const account = (...grants: [Role, string][]): Pick<AccountView, 'grants'> => ({
  grants: grants.map(([role, unitId]) => ({ role, unitId: id(unitId), unitName: unitId })),
})

describe('What an account is offered', () => {
  it('follows all its roles, not the first alone', () => {
    const both = account(['observer', 'province'], ['administrator', 'district-1'])
    expect(isCrew(both)).toBe(true)
    expect(isAdministrator(both)).toBe(true)
  })

  it('is nothing of the crew’s for who plans or looks on', () => {
    for (const role of ['scheduler', 'observer'] as const) {
      expect(isCrew(account([role, 'province']))).toBe(false)
    }
  })

  it('administers whole subtrees, each once, and nothing beside them', () => {
    const names = (who: Pick<AccountView, 'grants'>) =>
      administeredUnits(who, units).map(({ unitId }) => unitId)
    expect(names(account(['administrator', 'province'], ['administrator', 'commune-2']))).toEqual(
      units.map(({ unitId }) => unitId),
    )
    expect(names(account(['administrator', 'district-1'], ['administrator', 'commune-2']))).toEqual([
      'district-1',
      'commune-1',
      'commune-2',
    ])
    expect(names(account(['operator', 'province']))).toEqual([])
  })
})
