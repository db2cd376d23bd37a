import type { DirectoryEdit, UnitRecord } from '@diem-cau/protocol'
import { describe, expect, it } from 'vitest'
import type { DirectoryHistory } from '../../core/directory/index.ts'
import { aHistory, groupId, siteId, unitId } from '../../core/directory/testing.ts'
import { DirectoryBook } from './DirectoryBook.ts'
import type { DirectoryStore, NewChange } from './ports.ts'

const WHO = { actor: 'person:1', actorName: 'Lan', summary: '' }
const at = (text: string): number => Date.parse(`${text}+07:00`)

/** A store in memory that takes every change that is of its revision. */
class MemoryStore implements DirectoryStore {
  readonly written: NewChange[] = []
  history: DirectoryHistory
  at = 1
  constructor(history: DirectoryHistory) {
    this.history = history
  }
  revision() {
    return Promise.resolve(this.at)
  }
  load() {
    return Promise.resolve({ history: this.history, revision: this.at, fileHash: '' })
  }
  rememberFile() {
    return Promise.resolve()
  }
  plant() {
    return Promise.resolve()
  }
  apply(expected: number, change: NewChange) {
    if (expected !== this.at) return Promise.resolve(null)
    this.written.push(change)
    return Promise.resolve(++this.at)
  }
  changes() {
    return Promise.resolve([])
  }
  standing() {
    return Promise.resolve(new Set<number>())
  }
  editsOf() {
    return Promise.resolve([])
  }
}

function unitOf(id: string): UnitRecord {
  const [unit] = aHistory().units.get(unitId(id)) ?? []
  if (unit === undefined) throw new Error(`no unit ${id}`)
  return unit
}

/** Renamed from the first of July 2025. */
function renamedHistory(): DirectoryEdit[] {
  const unit = unitOf('c11')
  return [
    { edit: 'putUnit', unit: { ...unit, validTo: '2025-06-30' } },
    { edit: 'putUnit', unit: { ...unit, validFrom: '2025-07-01', name: 'Xã Sau' } },
  ]
}

async function aBook(now: number, history = aHistory()) {
  const store = new MemoryStore(history)
  const clock = { now }
  const book = await DirectoryBook.open({ store, clock: () => clock.now })
  if (book === null) throw new Error('no directory')
  return { book, store, clock }
}

const nameOf = (book: DirectoryBook) => book.current.unit(unitId('c11'))?.name

describe('The directory of today', () => {
  it('changes at midnight in Vietnam, by itself, and says so once', async () => {
    const { book, clock } = await aBook(at('2025-06-30T12:00:00'))
    await book.change(1, renamedHistory(), WHO)
    let told = 0
    book.listen(() => told++)
    clock.now = at('2025-06-30T23:59:59')
    expect([nameOf(book), book.today]).toEqual(['Xã Lũng Cú', '2025-06-30'])
    clock.now = at('2025-07-01T00:00:00')
    book.tick()
    book.tick()
    expect([nameOf(book), book.today, told]).toEqual(['Xã Sau', '2025-07-01', 1])
  })

  it('stays the same one over days on which nothing begins or ends', async () => {
    const { book, clock } = await aBook(at('2025-06-01T12:00:00'))
    await book.change(1, renamedHistory(), WHO)
    const before = book.current
    clock.now = at('2025-06-30T12:00:00')
    expect(book.current).toBe(before)
    clock.now = at('2025-07-02T12:00:00')
    expect(book.current).not.toBe(before)
  })

  it('follows a clock that jumps, forwards and back', async () => {
    const { book, clock } = await aBook(at('2025-06-30T12:00:00'))
    await book.change(1, renamedHistory(), WHO)
    clock.now = at('2031-01-01T00:00:00')
    expect(nameOf(book)).toBe('Xã Sau')
    clock.now = at('2024-01-01T00:00:00')
    expect(nameOf(book)).toBe('Xã Lũng Cú')
    clock.now = at('1999-01-01T00:00:00')
    expect(nameOf(book)).toBe('Xã Lũng Cú')
  })

  it('of another day is looked up without touching today’s', async () => {
    const { book } = await aBook(at('2026-01-01T12:00:00'))
    await book.change(1, renamedHistory(), WHO)
    expect(book.on('2025-06-30').unit(unitId('c11'))?.name).toBe('Xã Lũng Cú')
    expect(nameOf(book)).toBe('Xã Sau')
    expect(book.turningDays).toEqual(['2020-01-01', '2025-07-01'])
  })
})

describe('A change', () => {
  it('is announced when it is stored, with the lowest unit that it concerns', async () => {
    const { book, store } = await aBook(at('2026-01-01T12:00:00'))
    const seen: (string | undefined)[] = []
    book.listen(() => seen.push(nameOf(book)))
    const change = await book.change(1, [{ edit: 'putUnit', unit: { ...unitOf('c11'), name: 'Xã A' } }], WHO)
    expect(change).toMatchObject({ revision: 2, unitId: 'c11', stands: true })
    const both = ['c11', 'c12'].map((id): DirectoryEdit => ({
      edit: 'putUnit',
      unit: { ...unitOf(id), name: `Xã ${id}` },
    }))
    await book.change(2, both, WHO)
    expect(store.written.map((one) => one.unitId)).toEqual(['c11', 'd1'])
    expect(seen).toEqual(['Xã A', 'Xã c11'])
  })

  it('of an older revision, without effect, or unsound is refused and changes nothing', async () => {
    const { book, store } = await aBook(at('2026-01-01T12:00:00'))
    const same: DirectoryEdit = { edit: 'putUnit', unit: unitOf('c11') }
    await expect(book.change(7, [same], WHO)).rejects.toMatchObject({ code: 'changed_meanwhile' })
    await expect(book.change(1, [same], WHO)).rejects.toMatchObject({ code: 'directory_unchanged' })
    const orphan: DirectoryEdit = { edit: 'removeUnit', unitId: unitId('d1'), validFrom: '2020-01-01' }
    await expect(book.change(1, [orphan], WHO)).rejects.toMatchObject({
      code: 'directory_invalid',
      data: { id: 'c11', reasonVi: 'Xã Lũng Cú: Không có đơn vị cấp trên «d1» trong danh mục' },
    })
    expect(store.written).toEqual([])
    expect(book.revision).toBe(1)
  })

  it('that another server has made comes to light with the next one', async () => {
    const { book, store } = await aBook(at('2026-01-01T12:00:00'))
    store.at = 4
    let told = 0
    book.listen(() => told++)
    await book.refresh()
    await book.refresh()
    expect([book.revision, told]).toEqual([4, 1])
    store.at = 5
    const edit: DirectoryEdit = { edit: 'putUnit', unit: { ...unitOf('c11'), name: 'Xã A' } }
    await expect(book.change(4, [edit], WHO)).rejects.toMatchObject({ code: 'changed_meanwhile' })
    expect(book.revision).toBe(5)
    expect(await book.change(5, [edit], WHO)).toMatchObject({ revision: 6 })
  })

  it('the first import is not taken back', async () => {
    const { book } = await aBook(at('2026-01-01T12:00:00'))
    await expect(book.undo(1, WHO)).rejects.toMatchObject({ code: 'directory_undo_first' })
    await expect(book.undo(9, WHO)).rejects.toMatchObject({ code: 'not_found' })
  })
})

describe('Groups and rooms that are lent', () => {
  it('hold the sites of today, the successors’ for units that have ended', async () => {
    const group = {
      groupId: groupId('g'),
      name: 'Cụm',
      kind: 'cluster' as const,
      ownerUnitId: unitId('d1'),
      unitIds: [unitId('c11'), unitId('c12')],
      siteIds: [siteId('sd1')],
    }
    const { book } = await aBook(at('2026-01-01T12:00:00'), aHistory(undefined, [group]))
    expect(book.sitesOfGroup(groupId('g'))).toEqual(['sc11', 'sc12', 'sd1'])
    expect(book.groupName(groupId('g'))).toBe('Cụm')
    expect(book.sitesOfGroup(groupId('x'))).toEqual([])
    const [site] = aHistory().sites.get(siteId('sc11')) ?? []
    if (site === undefined) throw new Error('no site')
    await book.change(1, [{ edit: 'putSite', site: { ...site, hostedAtSiteId: siteId('sd1') } }], WHO)
    expect([book.roomOf(siteId('sc11')), book.roomOf(siteId('sc12'))]).toEqual(['sd1', 'sc12'])
  })
})
