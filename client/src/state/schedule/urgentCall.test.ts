import type { SiteId, UnitId } from '@diem-cau/protocol'
import { expect, test } from 'vitest'
import { directoryTree, type SiteFields, type UnitFields } from '../directory/DirectoryTree.ts'
import { chairOf } from './urgentCall.ts'

/* oxlint-disable typescript/no-unsafe-type-assertion -- a specification's ids are ids */
const unit = (id: string, parentId: string | null, tier: number): UnitFields => ({
  unitId: id as UnitId,
  parentId: parentId as UnitId | null,
  tier,
  code: id,
  name: id,
  kind: tier === 1 ? 'province' : 'district',
})
const site = (id: string, unitId: string, kind: SiteFields['kind'] = 'unit'): SiteFields => ({
  siteId: id as SiteId,
  unitId: unitId as UnitId,
  name: id,
  kind,
})
const tree = directoryTree({
  units: [unit('p', null, 1), unit('d', 'p', 2), unit('e', 'p', 2)],
  sites: [site('a', 'p'), site('hub', 'p', 'hub'), site('d1', 'd'), site('d2', 'd')],
})
const chair = (unitId: string, named: string | null = null) =>
  chairOf(tree, unitId as UnitId, named as SiteId | null)?.siteId

test('an urgent call has its chair where the bridge puts it: in the hub, in the own room, or where it is said', () => {
  expect(chair('p')).toBe('hub')
  expect(chair('d')).toBe('d1')
  expect(chair('d', 'd2')).toBe('d2')
  expect(chair('e')).toBeUndefined()
})
