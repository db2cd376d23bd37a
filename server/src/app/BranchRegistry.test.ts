import { type BranchId, type SiteId, type UnitId } from '@diem-cau/protocol'
import { describe, expect, it } from 'vitest'
import type { BranchEvent } from '../core/branch/events.ts'
import { CHAIR, RULES, site } from '../core/branch/testing.ts'
import { BranchRegistry } from './BranchRegistry.ts'
import { aRegistry, MemoryEventStore, RecordingLog, settled } from './testing.ts'

const opening = (title: string, siteIds: readonly SiteId[] = [CHAIR, site('a')]) => ({
  parentBranchId: null,
  title,
  hostUnitId: 'p' as UnitId,
  videoCodec: 'vp8' as const,
  rules: RULES,
  chairSiteId: siteIds[0] ?? CHAIR,
  siteIds,
})
const by = (key: string, actor = 'person:p') => ({ actor, key })
const close = { type: 'CloseBranch', reason: 'ended' } as const

describe('Opening a session', () => {
  it('makes it known, and whose it is', async () => {
    const { registry } = aRegistry()
    const sessionId = await registry.open(opening('Giao ban'), by('k1'))
    expect(registry.branchOfSession(sessionId)?.title).toBe('Giao ban')
    expect(registry.branchOfSite(site('a'))?.sessionId).toBe(sessionId)
    expect(registry.branchOfSite(site('b'))).toBeNull()
    expect(registry.branches()).toHaveLength(1)
  })

  it('is done once for the same command, also while it is under way', async () => {
    const { registry, store } = aRegistry()
    const release = store.hold()
    const both = [registry.open(opening('Giao ban'), by('k1')), registry.open(opening('Giao ban'), by('k1'))]
    let answered = 0
    for (const one of both) void one.then(() => (answered += 1))
    await settled()
    // Nothing is acknowledged before it is on disk.
    expect(answered).toBe(0)
    release()
    const [first, again] = await Promise.all(both)
    expect(again).toBe(first)
    expect(registry.branches()).toHaveLength(1)
  })

  it('is another session for another command or another actor', async () => {
    const { registry } = aRegistry()
    const ids = await Promise.all([
      registry.open(opening('1', [site('a')]), by('k1')),
      registry.open(opening('2', [site('b')]), by('k2')),
      registry.open(opening('3', [site('c')]), by('k1', 'person:q')),
    ])
    expect(new Set(ids).size).toBe(3)
  })

  it('is refused for a site that sits in another one', async () => {
    const { registry } = aRegistry()
    await registry.open(opening('Giao ban'), by('k1'))
    await expect(
      registry.open(opening('Tiếp xúc cử tri', [site('b'), site('a')]), by('k2')),
    ).rejects.toMatchObject({
      code: 'site_busy',
      data: { siteId: 'a', title: 'Giao ban' },
    })
    expect(registry.branches()).toHaveLength(1)
  })

  it('is refused for a site of one that is being opened this moment', async () => {
    const { registry } = aRegistry()
    const both = await Promise.allSettled([
      registry.open(opening('Giao ban'), by('k1')),
      registry.open(opening('Tiếp xúc cử tri', [site('b'), site('a')]), by('k2')),
    ])
    expect(both.map(({ status }) => status)).toEqual(['fulfilled', 'rejected'])
    expect(both[1]).toMatchObject({ reason: { code: 'site_busy', data: { title: 'Giao ban' } } })
    expect(registry.branches()).toHaveLength(1)
  })

  it('that could not be written has not happened, and can be done again', async () => {
    const { registry, store } = aRegistry()
    store.fault = new Error('disk full')
    await expect(registry.open(opening('Giao ban'), by('k1'))).rejects.toMatchObject({
      code: 'storage_failed',
    })
    expect(registry.branches()).toEqual([])
    expect(registry.writers()).toEqual([])
    store.fault = null
    await registry.open(opening('Tiếp xúc cử tri'), by('k2'))
    expect(registry.branchOfSite(site('a'))?.title).toBe('Tiếp xúc cử tri')
  })
})

describe('A session that has ended', () => {
  async function ended() {
    const made = aRegistry()
    const sessionId = await made.registry.open(opening('Giao ban'), by('k1'))
    const { branchId } = made.registry.branchOfSession(sessionId) ?? { branchId: '' as BranchId }
    await made.registry.execute(branchId, close, by('k2'))
    return { ...made, sessionId, branchId }
  }

  it('is gone, and its sites are free', async () => {
    const { registry, sessionId } = await ended()
    expect(registry.branchOfSession(sessionId)).toBeNull()
    expect(registry.branchOfSite(site('a'))).toBeNull()
    expect(registry.writers()).toEqual([])
    await registry.open(opening('Tiếp xúc cử tri'), by('k3'))
    expect(registry.branchOfSite(site('a'))?.title).toBe('Tiếp xúc cử tri')
  })

  it('answers the command that ended it again, and refuses any other', async () => {
    const { registry, branchId, sessionId } = await ended()
    expect(registry.lastBranchOfSession(sessionId)?.hostUnitId).toBe('p')
    expect(await registry.execute(branchId, close, by('k2'))).toHaveLength(1)
    await expect(registry.execute(branchId, close, by('k9'))).rejects.toMatchObject({
      code: 'session_not_found',
    })
  })

  it('is not opened again by the command that opened it, and harms nobody', async () => {
    const { registry, store, sessionId } = await ended()
    const other = registry.open(opening('Tiếp xúc cử tri', [site('b')]), by('k5'))
    expect(await registry.open(opening('Giao ban'), by('k1'))).toBe(sessionId)
    await other
    expect(registry.branches().map(({ title }) => title)).toEqual(['Tiếp xúc cử tri'])
    expect(store.groups.at(-1)).toBe(1)
  })

  it('is not opened again after a restart either', async () => {
    const { store, sessionId } = await ended()
    const { registry } = aRegistry(store)
    await registry.restore()
    expect(registry.branches()).toEqual([])
    expect(await registry.open(opening('Giao ban'), by('k1'))).toBe(sessionId)
    expect(registry.branches()).toEqual([])
  })
})

describe('After a restart', () => {
  it('open sessions and whose they are stand as before', async () => {
    const store = new MemoryEventStore()
    const before = aRegistry(store).registry
    await before.open(opening('Giao ban'), by('k1'))
    await before.open(opening('Tiếp xúc cử tri', [site('b')]), by('k2'))
    const after = aRegistry(store).registry
    await after.restore()
    expect(after.branches()).toEqual(before.branches())
    expect(after.branchOfSite(site('b'))?.title).toBe('Tiếp xúc cử tri')
  })
})

describe('Who listens', () => {
  it('hears of events once they are on disk', async () => {
    const { registry, store } = aRegistry()
    const heard: BranchEvent['type'][] = []
    registry.listen((_writer, events) => heard.push(...events.map(({ type }) => type)))
    const release = store.hold()
    const opened = registry.open(opening('Giao ban'), by('k1'))
    await settled()
    expect(heard).toEqual([])
    release()
    await opened
    expect(heard).toEqual(['BranchOpened'])
  })

  it('can not undo what is on disk, nor keep it from the others', async () => {
    const log = new RecordingLog()
    const clock = () => 0
    const registry = new BranchRegistry({ store: new MemoryEventStore(), clock, epoch: 1, log })
    let heard = 0
    registry.listen(() => {
      throw new Error('a view can not be drawn')
    })
    registry.listen(() => (heard += 1))
    await registry.open(opening('Giao ban'), by('k1'))
    expect(heard).toBe(1)
    expect(log.lines.map(({ level }) => level)).toEqual(['error'])
  })

  it('may answer with a command of its own, which is written without anybody else’s help', async () => {
    const { registry } = aRegistry()
    registry.listen((writer, events) => {
      if (events.some(({ type }) => type === 'BranchOpened')) {
        void registry.execute(
          writer.branchId,
          { type: 'SetLayout', layout: 'sideBySide' },
          { actor: 'system', key: null },
        )
      }
    })
    const sessionId = await registry.open(opening('Giao ban'), by('k1'))
    await registry.idle()
    expect(registry.branchOfSession(sessionId)?.layout).toBe('sideBySide')
  })
})
