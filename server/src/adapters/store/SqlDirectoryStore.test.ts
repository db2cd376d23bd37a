import type { DirectoryEdit } from '@diem-cau/protocol'
import { describe, expect, it } from 'vitest'
import type { NewChange } from '../../app/directory/ports.ts'
import { applyEdits, inverseOf, type DirectoryHistory } from '../../core/directory/index.ts'
import { aHistory, groupId, siteId, unitId } from '../../core/directory/testing.ts'
import { SqlDirectoryStore } from './SqlDirectoryStore.ts'
import { databases } from './testing.ts'

const COUNTS = { added: 0, changed: 1, removed: 0, unchanged: 0, refused: 0 }
const FIRST = {
  at: 1_000,
  actor: 'system',
  actorName: '',
  unitId: unitId('p'),
  summary: 'danh-muc.yaml',
  counts: COUNTS,
}
const rename = (name: string): DirectoryEdit => {
  const [unit] = aHistory().units.get(unitId('c11')) ?? []
  if (unit === undefined) throw new Error('no unit')
  return { edit: 'putUnit', unit: { ...unit, name } }
}

/** The change that some edits make of a history. */
function changeOf(
  history: DirectoryHistory,
  edits: DirectoryEdit[],
  undoes: number | null = null,
): NewChange {
  const { pairs, faults } = applyEdits(history, edits)
  expect(faults).toEqual([])
  return { ...FIRST, actor: 'person:1', actorName: 'Lan', edits: pairs, undoes }
}

describe.each(databases)('The directory in $name', ({ anOpenStore, takesWrites }) => {
  async function aPlanted() {
    const store = await anOpenStore()
    const directory = new SqlDirectoryStore(store)
    const group = {
      groupId: groupId('g'),
      name: 'Cụm 1',
      kind: 'cluster' as const,
      ownerUnitId: unitId('d1'),
      unitIds: [unitId('c11')],
      siteIds: [siteId('sd1')],
    }
    const history = aHistory(undefined, [group])
    await directory.plant(history, 'a'.repeat(64), FIRST)
    return { directory, history, store }
  }

  it('is not there at first, and then as it was planted', async () => {
    expect(await new SqlDirectoryStore(await anOpenStore()).load()).toBeNull()
    const { directory, history } = await aPlanted()
    expect(await directory.load()).toEqual({ history, revision: 1, fileHash: 'a'.repeat(64) })
    expect(await directory.changes()).toMatchObject([{ revision: 1, summary: 'danh-muc.yaml' }])
  })

  it('takes a change if it is of the revision that stands, and none other', async () => {
    const { directory, history } = await aPlanted()
    const change = changeOf(history, [rename('Xã Một')])
    expect(await directory.apply(1, change)).toBe(2)
    expect(await directory.apply(1, change)).toBeNull()
    const loaded = await directory.load()
    expect(loaded?.revision).toBe(2)
    expect(loaded?.history).toEqual(applyEdits(history, [rename('Xã Một')]).history)
    expect(await directory.editsOf(2)).toEqual(change.edits)
  })

  it('of two servers at once takes one', async () => {
    const { directory, history } = await aPlanted()
    const outcomes = await Promise.all(
      ['Xã Một', 'Xã Hai'].map((name) => directory.apply(1, changeOf(history, [rename(name)]))),
    )
    expect(outcomes.filter((revision) => revision === 2)).toHaveLength(1)
    expect(outcomes).toContain(null)
    expect(await directory.changes()).toHaveLength(2)
  })

  it('knows which changes still stand, also when later ones were taken back one by one', async () => {
    const { directory, history } = await aPlanted()
    const first = applyEdits(history, [rename('Xã Một')])
    await directory.apply(1, changeOf(history, [rename('Xã Một')]))
    const second = applyEdits(first.history, [rename('Xã Hai')])
    await directory.apply(2, changeOf(first.history, [rename('Xã Hai')]))
    expect(await directory.standing([2, 3])).toEqual(new Set([3]))
    await directory.apply(3, changeOf(second.history, inverseOf(second.pairs), 3))
    expect(await directory.standing([2, 3, 4])).toEqual(new Set([2]))
    await directory.apply(4, changeOf(first.history, inverseOf(first.pairs), 2))
    expect((await directory.load())?.history).toEqual(history)
    expect((await directory.changes()).map(({ undoneBy }) => undoneBy)).toEqual([null, null, 4, 5, null])
  })

  it('writes a long change whole, in pieces', async () => {
    const { directory, history } = await aPlanted()
    const [site] = history.sites.get(siteId('sd1')) ?? []
    if (site === undefined) throw new Error('no site')
    const edits = Array.from({ length: 1_234 }, (_, index): DirectoryEdit => ({
      edit: 'putSite',
      site: { ...site, siteId: siteId(`s${index}`), name: `Phòng ${index}` },
    }))
    const change = changeOf(history, edits)
    expect(await directory.apply(1, change)).toBe(2)
    expect((await directory.load())?.history.sites.size).toBe(7 + 1_234)
    expect(await directory.standing([2])).toEqual(new Set([2]))
    expect(await directory.editsOf(2)).toHaveLength(1_234)
  })

  it('that can not be written says so, and nothing of it is there', async () => {
    const { directory, history, store } = await aPlanted()
    await takesWrites(store, false)
    const refused = directory.apply(1, changeOf(history, [rename('Xã Một')]))
    await expect(refused).rejects.toMatchObject({ code: 'storage_failed' })
    await takesWrites(store, true)
    expect(await directory.load()).toMatchObject({ revision: 1, history })
  })
})
