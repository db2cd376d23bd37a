import type { UnitId } from '@diem-cau/protocol'
import { describe, expect, it } from 'vitest'
import { isMicrophoneOpen } from '../core/branch/state.ts'
import { CHAIR, requestOf, RULES, site } from '../core/branch/testing.ts'
import { Presence } from './Presence.ts'
import { aRegistry, FakePeer, settled, silentLog } from './testing.ts'

const SYSTEM = { actor: 'system', key: null }
const A = site('a')

async function aMeeting({
  secondTab = 'takeover',
  isOpen = true,
}: { secondTab?: 'takeover' | 'refuse'; isOpen?: boolean } = {}) {
  const made = aRegistry()
  const presence = new Presence({ ...made, clock: made.clock.read, log: silentLog, secondTab })
  const open = (key = 'k1') =>
    made.registry.open(
      {
        parentBranchId: null,
        title: 'Giao ban',
        hostUnitId: 'p' as UnitId,
        videoCodec: 'vp8',
        rules: RULES,
        chairSiteId: CHAIR,
        siteIds: [CHAIR, A, site('b')],
      },
      { actor: 'person:p', key },
    )
  if (isOpen) await open()
  const stateOf = () => made.registry.branchOfSite(A)?.sites.get(A)?.presence
  const branch = () => made.registry.branchOfSite(A)
  /** Puts site a on the stage. */
  const give = () =>
    made.registry.execute(
      branch()?.branchId ?? ('' as never),
      { type: 'GrantFloor', siteId: A, newRequestId: requestOf('x'), alongside: false },
      SYSTEM,
    )
  const isHeard = () => {
    const now = branch()
    return now !== null && isMicrophoneOpen(now, A)
  }
  return { ...made, presence, open, stateOf, give, isHeard }
}

describe('A page that arrives', () => {
  it('speaks for its site, and the log says so', async () => {
    const { presence, stateOf, clock } = await aMeeting()
    const page = FakePeer.site('a')
    await presence.arrive(A, page)
    expect(presence.peerOf(A)).toBe(page)
    expect(stateOf()).toEqual({ state: 'connected', instance: 'a-1', since: clock.now })
    expect(presence.lastHeardAt(A)).toBe(clock.now)
  })

  it('before the session waits, and joins when it opens without anybody doing anything', async () => {
    const { presence, open, stateOf, registry } = await aMeeting({ isOpen: false })
    await presence.arrive(A, FakePeer.site('a'))
    await open()
    await registry.idle()
    expect(stateOf()).toMatchObject({ state: 'connected', instance: 'a-1' })
  })

  it('a second time takes the place of the first, visibly, and is silent', async () => {
    const { presence, stateOf, give, isHeard } = await aMeeting()
    const first = FakePeer.site('a', 'page-1')
    const second = FakePeer.site('a', 'page-2')
    await presence.arrive(A, first)
    await give()
    expect(isHeard()).toBe(true)
    await presence.arrive(A, second)
    expect(first.dismissedFor).toBe('replaced')
    expect(presence.peerOf(A)).toBe(second)
    expect(stateOf()).toMatchObject({ state: 'connected', instance: 'page-2' })
    expect(isHeard()).toBe(false)
  })

  it('a second time is refused where that is the policy', async () => {
    const { presence } = await aMeeting({ secondTab: 'refuse' })
    const first = FakePeer.site('a', 'page-1')
    await presence.arrive(A, first)
    await expect(presence.arrive(A, FakePeer.site('a', 'page-2'))).rejects.toMatchObject({
      code: 'device_in_use',
    })
    expect(presence.peerOf(A)).toBe(first)
    expect(first.dismissedFor).toBeNull()
  })

  it.each(['takeover', 'refuse'] as const)(
    'on a new socket is the same page (%s): it keeps what it has, its dead socket is closed',
    async (secondTab) => {
      const { presence, give, isHeard } = await aMeeting({ secondTab })
      const dead = FakePeer.site('a', 'page-1')
      const alive = FakePeer.site('a', 'page-1')
      await presence.arrive(A, dead)
      await give()
      await presence.arrive(A, alive)
      await presence.depart(A, dead)
      expect(dead.dismissedFor).toBe('replaced')
      expect(presence.peerOf(A)).toBe(alive)
      expect(isHeard()).toBe(true)
    },
  )

  it('but can not be written down has not come, and does not stand in the way', async () => {
    const { presence, store } = await aMeeting({ secondTab: 'refuse' })
    store.fault = new Error('disk full')
    await expect(presence.arrive(A, FakePeer.site('a', 'page-1'))).rejects.toMatchObject({
      code: 'storage_failed',
    })
    expect(presence.peerOf(A)).toBeUndefined()
    store.fault = null
    await presence.arrive(A, FakePeer.site('a', 'page-2'))
    expect(presence.peerOf(A)?.instance).toBe('page-2')
  })
})

describe('A page that departs', () => {
  it('leaves the place of its site waiting', async () => {
    const { presence, stateOf, give, isHeard } = await aMeeting()
    const page = FakePeer.site('a')
    await presence.arrive(A, page)
    await give()
    await presence.depart(A, page)
    expect(stateOf()).toMatchObject({ state: 'away', lapsed: false })
    expect(isHeard()).toBe(true)
    expect(presence.peerOf(A)).toBeUndefined()
  })

  it('after another has come says nothing', async () => {
    const { presence, stateOf } = await aMeeting()
    const former = FakePeer.site('a', 'page-1')
    await presence.arrive(A, former)
    await presence.arrive(A, FakePeer.site('a', 'page-2'))
    await presence.depart(A, former)
    expect(stateOf()).toMatchObject({ state: 'connected', instance: 'page-2' })
  })
})

describe('A pairing that is over', () => {
  it('puts the page out at once and gives the place up', async () => {
    const { presence, stateOf, give, isHeard } = await aMeeting()
    const page = FakePeer.site('a')
    await presence.arrive(A, page)
    await give()
    await presence.dismiss(A)
    expect(page.dismissedFor).toBe('device_unknown')
    expect(stateOf()?.state).toBe('left')
    expect(isHeard()).toBe(false)
  })

  it('silences also a site whose link is lost just then', async () => {
    const { presence, stateOf, give, isHeard } = await aMeeting()
    const page = FakePeer.site('a')
    await presence.arrive(A, page)
    await give()
    await presence.depart(A, page)
    await presence.dismiss(A)
    expect(stateOf()?.state).toBe('left')
    expect(isHeard()).toBe(false)
  })

  it('puts the page out even when that can not be written', async () => {
    const { presence, store } = await aMeeting()
    const page = FakePeer.site('a')
    await presence.arrive(A, page)
    store.fault = new Error('disk full')
    await expect(presence.dismiss(A)).rejects.toMatchObject({ code: 'storage_failed' })
    expect(page.dismissedFor).toBe('device_unknown')
    expect(presence.peerOf(A)).toBeUndefined()
  })
})

describe('A device that is replaced by another', () => {
  it('is put out and silent at once; its place waits for the new one', async () => {
    const { presence, stateOf, give, isHeard } = await aMeeting({ secondTab: 'refuse' })
    const former = FakePeer.site('a', 'page-1')
    await presence.arrive(A, former)
    await give()
    await presence.unseat(A)
    expect(former.dismissedFor).toBe('device_unknown')
    expect(isHeard()).toBe(false)
    expect(stateOf()).toMatchObject({ state: 'away', lapsed: true })
    await presence.arrive(A, FakePeer.site('a', 'page-2'))
    expect(stateOf()).toMatchObject({ state: 'connected', instance: 'page-2' })
    expect(isHeard()).toBe(false)
  })
})

describe('What could not be written when it happened', () => {
  it('is written later: a departure', async () => {
    const { presence, store, stateOf } = await aMeeting()
    const page = FakePeer.site('a')
    await presence.arrive(A, page)
    store.fault = new Error('disk full')
    await presence.depart(A, page).catch(() => undefined)
    presence.reconcile()
    await settled()
    expect(stateOf()?.state).toBe('connected')
    store.fault = null
    presence.reconcile()
    await settled()
    expect(stateOf()?.state).toBe('away')
  })

  it('is written later: an arrival in a session that has just opened', async () => {
    const { presence, store, stateOf, open } = await aMeeting({ isOpen: false })
    await presence.arrive(A, FakePeer.site('a'))
    await open()
    store.fault = new Error('disk full')
    await settled()
    store.fault = null
    presence.reconcile()
    await settled()
    expect(stateOf()).toMatchObject({ state: 'connected', instance: 'a-1' })
  })

  it('leaves a log alone that agrees already', async () => {
    const { presence, store } = await aMeeting()
    await presence.arrive(A, FakePeer.site('a'))
    const before = store.groups.length
    presence.reconcile()
    await settled()
    expect(store.groups).toHaveLength(before)
  })
})
