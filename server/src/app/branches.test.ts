import type { BranchId, CommandId, EndpointId, SessionId } from '@diem-cau/protocol'
import { describe, expect, it } from 'vitest'
import { isMicrophoneOpen } from '../core/branch/state.ts'
import { siteId, unitId } from '../core/directory/testing.ts'
import { roomOf } from '../core/stage/desiredRoom.ts'
import { dispatch } from './dispatch.ts'
import { aBridge, aPerson, aRegistry, FakePeer, MemoryEventStore, settled } from './testing.ts'

/* A district leaves the province's session for a briefing of its own, and comes back. */

const ROOMS = ['sp', 'sd1', 'sc11', 'sd2']
const SYSTEM = { actor: 'system', key: null }
let count = 0
const command = (): CommandId => `branch-command-${(count += 1)}` as CommandId

/** The whole province meets; the crew of province and district 1 are at their consoles. */
async function aMeeting() {
  const bridge = aBridge()
  const { services, registry, presence } = bridge
  const province = aPerson('p')
  const district = aPerson('d1')
  const { sessionId } = await dispatch(services, province, 'session.open', {
    command: command(),
    title: 'Giao ban tháng 11',
    hostUnitId: unitId('p'),
    chairSiteId: siteId('sp'),
    invitedUnitIds: [unitId('p')],
  })
  const pages = new Map(ROOMS.map((name) => [name, FakePeer.site(name)]))
  for (const [name, page] of pages) await presence.arrive(siteId(name), page)
  const page = (name: string) => pages.get(name) ?? FakePeer.site(name)
  const detach = (key = command(), peer = district, changes = {}) =>
    dispatch(services, peer, 'session.detachBranch', {
      command: key,
      sessionId,
      unitId: unitId('d1'),
      chairSiteId: siteId('sd1'),
      ...changes,
    })
  const attach = (child: SessionId, key = command(), peer = district) =>
    dispatch(services, peer, 'session.attachBranch', { command: key, sessionId: child })
  const give = (of: SessionId, name: string) =>
    dispatch(services, province, 'floor.give', { command: command(), sessionId: of, siteId: siteId(name) })
  const of = (session: SessionId) => {
    const branch = registry.branchOfSession(session)
    if (branch === null) throw new Error('no such branch')
    return branch
  }
  const where = (name: string) => registry.branchOfSite(siteId(name))?.sessionId
  const stateOf = (name: string) =>
    registry.branchOfSite(siteId(name))?.sites.get(siteId(name))?.presence.state
  return { ...bridge, province, district, sessionId, page, detach, attach, give, of, where, stateOf }
}

describe('A district that detaches', () => {
  it('meets on its own: its rooms are there at once, with their own chair, and the others stay', async () => {
    const { detach, where, stateOf, of, sessionId, registry } = await aMeeting()
    const { sessionId: child } = await detach()
    await registry.idle()
    expect(of(child)).toMatchObject({
      parentBranchId: of(sessionId).branchId,
      parentSession: { sessionId, title: 'Giao ban tháng 11' },
      title: 'Huyện Đồng Văn · Giao ban tháng 11',
      hostUnitId: 'd1',
      chair: { siteId: 'sd1', microphoneOpen: false },
    })
    expect(['sd1', 'sc11', 'sc12'].map(where)).toEqual([child, child, child])
    expect(['sp', 'sb', 'sd2', 'sc21'].map(where)).toEqual(Array.from({ length: 4 }, () => sessionId))
    expect(['sd1', 'sc11', 'sc12'].map(stateOf)).toEqual(['connected', 'connected', 'absent'])
    expect([...of(sessionId).sites.keys()].toSorted()).toEqual(['sb', 'sc21', 'sd2', 'sp'])
  })

  it('writes both halves in one transaction, or neither', async () => {
    const { detach, store, registry, sessionId, of } = await aMeeting()
    await registry.idle()
    const before = store.groups.length
    store.fault = new Error('disk full')
    await expect(detach()).rejects.toMatchObject({ code: 'storage_failed' })
    store.fault = null
    expect(registry.branches()).toHaveLength(1)
    expect(of(sessionId).sites.size).toBe(7)
    await detach()
    expect(store.groups[before]).toBe(2)
  })

  it('does it once for one command, also after a restart', async () => {
    const { detach, registry, store, district } = await aMeeting()
    const key = command()
    const [first, again] = await Promise.all([detach(key), detach(key)])
    expect(again).toEqual(first)
    expect(await detach(key)).toEqual(first)
    expect(registry.branches()).toHaveLength(2)
    const after = aRegistry(store).registry
    await after.restore()
    expect(after.branches()).toEqual(registry.branches())
    const parent = after.branches().find(({ parentBranchId }) => parentBranchId === null)
    const actor = `person:${district.actor.kind === 'person' ? district.actor.accountId : ''}`
    const detachment = {
      unitId: unitId('d1'),
      title: 'x',
      chairSiteId: siteId('sd1'),
      siteIds: [siteId('sd1')],
    }
    expect(await after.detach(parent?.branchId ?? ('' as BranchId), detachment, { actor, key })).toBe(
      first.sessionId,
    )
  })

  it('takes nothing along: off the stage, silent, its media of the other room closed', async () => {
    const { detach, give, plane, director, page, sessionId, of, where, registry } = await aMeeting()
    let endpoints = 0
    plane.answers['endpoint.open'] = () => ({ generation: `g-${(endpoints += 1)}` })
    const opened = await Promise.all(ROOMS.map((name) => director.open(page(name), undefined)))
    await give(sessionId, 'sc11')
    const { sessionId: child } = await detach()
    await registry.idle()
    expect(plane.closedEndpoints).toEqual([opened[1]?.endpointId, opened[2]?.endpointId])
    expect(of(sessionId).speeches).toEqual([])
    expect(of(child).speeches).toEqual([])
    const branch = registry.branchOfSite(siteId('sc11'))
    expect(branch !== null && isMicrophoneOpen(branch, siteId('sc11'))).toBe(false)
    expect(where('sc11')).toBe(child)
    const rooms = new Map(plane.desired.map(({ stream, room }) => [stream, room]))
    expect(rooms.get(of(sessionId).branchId)?.sites.map((site) => site.siteId)).not.toContain('sc11')
    expect(rooms.get(of(child).branchId)?.sites.map((site) => site.siteId)).toContain('sc11')
  })

  it('is not let into the room that it has left by an opening that was under way', async () => {
    const { detach, plane, director, page } = await aMeeting()
    let release = (): void => {}
    plane.applied = new Promise((resolve) => (release = resolve))
    const opening = director.open(page('sc11'), undefined)
    await detach()
    release()
    await expect(opening).rejects.toMatchObject({ code: 'conflict' })
    expect(plane.requests.some(({ name }) => name === 'endpoint.open')).toBe(false)
  })

  it('is not left in the former room by a server that was killed before it could close its media', async () => {
    const { detach, plane, of, sessionId } = await aMeeting()
    const { sessionId: child } = await detach()
    const report = (endpointId: string, session: SessionId) =>
      plane.events?.endpoint({
        endpointId: endpointId as EndpointId,
        peer: { kind: 'site', siteId: siteId('sc11') },
        roomId: roomOf(of(session).branchId),
        state: 'connected',
        sources: [],
      })
    report('in its own room', child)
    expect(plane.closedEndpoints).toEqual([])
    report('in the former room', sessionId)
    expect(plane.closedEndpoints).toContain('in the former room')
  })

  it('takes in a page that arrives in the very moment of the move', async () => {
    const { detach, presence, store, stateOf, where, registry } = await aMeeting()
    const release = store.hold()
    const detached = detach()
    await settled()
    const arrival = presence.arrive(siteId('sc12'), FakePeer.site('sc12'))
    release()
    await arrival
    const { sessionId: child } = await detached
    await registry.idle()
    expect(where('sc12')).toBe(child)
    expect(stateOf('sc12')).toBe('connected')
  })

  it('shows no tile of its rooms in the session that it has left', async () => {
    const { services, detach, province, sessionId, plane, of } = await aMeeting()
    await dispatch(services, province, 'tiles.watch', {
      sessionId,
      siteIds: [siteId('sc11'), siteId('sd2')],
    })
    await detach()
    const { branchId } = of(sessionId)
    const room = plane.desired.findLast(({ stream }) => stream === branchId)?.room
    expect(room?.viewers.flatMap(({ tiles }) => tiles)).toEqual(['sd2'])
  })

  it('keeps its rooms out of any other session meanwhile', async () => {
    const { services, detach, district } = await aMeeting()
    await detach()
    await expect(
      dispatch(services, district, 'session.open', {
        command: command(),
        title: 'Tiếp xúc cử tri',
        hostUnitId: unitId('d1'),
        chairSiteId: siteId('sc11'),
        invitedUnitIds: [unitId('c11')],
      }),
    ).rejects.toMatchObject({ code: 'site_busy' })
  })

  it('is a thing of its own crew and of those who conduct the session, and of nobody else', async () => {
    const { detach, attach } = await aMeeting()
    for (const stranger of [aPerson('d2'), aPerson('c11'), aPerson('d1', 'observer'), FakePeer.site('sd1')]) {
      await expect(detach(command(), stranger)).rejects.toMatchObject({
        code: stranger.actor.kind === 'site' ? 'replaced' : 'forbidden',
      })
    }
    await expect(
      detach(command(), aPerson('d1'), { unitId: unitId('d2'), chairSiteId: siteId('sd2') }),
    ).rejects.toMatchObject({ code: 'forbidden' })
    const { sessionId: child } = await detach(command(), aPerson('p', 'administrator'))
    await expect(attach(child, command(), aPerson('d2'))).rejects.toMatchObject({ code: 'forbidden' })
    await attach(child, command(), aPerson('p'))
  })

  it('is conducted by its own crew, which does not conduct the session that it left', async () => {
    const { services, detach, district, sessionId } = await aMeeting()
    const { sessionId: child } = await detach()
    const give = (of: SessionId, name: string) =>
      dispatch(services, district, 'floor.give', {
        command: command(),
        sessionId: of,
        siteId: siteId(name),
      })
    await give(child, 'sc11')
    await expect(give(sessionId, 'sd2')).rejects.toMatchObject({ code: 'forbidden' })
    await expect(give(child, 'sd2')).rejects.toMatchObject({ code: 'site_not_invited' })
  })

  it('still sees the session that it left, and that it left it', async () => {
    const { services, detach, district, sessionId } = await aMeeting()
    const { sessionId: child } = await detach()
    const selector = { view: 'session', sessionId } as const
    const { entities } = await dispatch(services, district, 'view.subscribe', { selector })
    expect(entities).toHaveProperty(`branch:${child}`)
    expect(Object.keys(entities).filter((key) => key.startsWith('site:'))).toEqual([])
  })
})

describe('A district that attaches again', () => {
  it('is back in the session: connected, silent, with nothing that was said or asked apart', async () => {
    const { detach, attach, give, registry, where, stateOf, of, sessionId } = await aMeeting()
    const { sessionId: child } = await detach()
    await give(child, 'sc11')
    expect(await attach(child)).toEqual({ sessionId })
    await registry.idle()
    expect(registry.branchOfSession(child)).toBeNull()
    expect(['sd1', 'sc11', 'sc12'].map(where)).toEqual([sessionId, sessionId, sessionId])
    expect(['sd1', 'sc11', 'sc12'].map(stateOf)).toEqual(['connected', 'connected', 'absent'])
    expect(of(sessionId).speeches).toEqual([])
    expect(isMicrophoneOpen(of(sessionId), siteId('sc11'))).toBe(false)
  })

  it('closes the media of its own room', async () => {
    const { detach, attach, plane, director, page, registry } = await aMeeting()
    const { sessionId: child } = await detach()
    plane.answers['endpoint.open'] = () => ({ generation: 'g' })
    const { endpointId } = await director.open(page('sc11'), undefined)
    await attach(child)
    await registry.idle()
    expect(plane.closedEndpoints).toEqual([endpointId] satisfies EndpointId[])
  })

  it('does it once for one command; for another one it is over', async () => {
    const { detach, attach, sessionId } = await aMeeting()
    const { sessionId: child } = await detach()
    const key = command()
    expect(await Promise.all([attach(child, key), attach(child, key)])).toEqual([
      { sessionId },
      { sessionId },
    ])
    await expect(attach(child)).rejects.toMatchObject({ code: 'session_not_found' })
  })

  it('does so also when its meeting is ended while the session goes on', async () => {
    const { services, detach, district, where, sessionId, of, store } = await aMeeting()
    const { sessionId: child } = await detach()
    const { branchId } = of(child)
    const close = { command: command(), sessionId: child }
    await dispatch(services, district, 'session.close', close)
    await dispatch(services, district, 'session.close', close)
    expect(where('sc11')).toBe(sessionId)
    expect(store.streams.get(branchId)?.at(-1)?.event).toEqual({
      type: 'BranchClosed',
      data: { reason: 'attached' },
    })
  })

  it('goes on alone when the session has ended, and then ends by itself', async () => {
    const { services, detach, attach, province, district, sessionId, where, of, registry } = await aMeeting()
    const { sessionId: child } = await detach()
    await dispatch(services, province, 'session.close', { command: command(), sessionId })
    expect(registry.parentOf(of(child))).toBeNull()
    expect(['sp', 'sc11'].map(where)).toEqual([undefined, child])
    await expect(attach(child)).rejects.toMatchObject({ code: 'parent_ended' })
    await dispatch(services, district, 'session.close', { command: command(), sessionId: child })
    expect(where('sc11')).toBeUndefined()
    expect(registry.branches()).toEqual([])
  })

  it('is refused to a session that was never detached', async () => {
    const { attach, sessionId, province } = await aMeeting()
    await expect(attach(sessionId, command(), province)).rejects.toMatchObject({
      code: 'branch_not_detached',
    })
  })
})

describe('A log that has only one half of a pair', () => {
  /** The log of a meeting, less the events that are not kept. */
  async function aLog(isKept: (type: string, branch: 'root' | 'child') => boolean, isAttached: boolean) {
    const { detach, attach, store, registry, sessionId, of } = await aMeeting()
    const { branchId: root } = of(sessionId)
    const { sessionId: child } = await detach()
    await registry.idle()
    if (isAttached) await attach(child)
    await registry.idle()
    const damaged = new MemoryEventStore()
    for (const [stream, stored] of store.streams) {
      const from = stored.findIndex(({ event }) => !isKept(event.type, stream === root ? 'root' : 'child'))
      const events = from < 0 ? stored : stored.slice(0, from)
      const closes = events.at(-1)?.event.type === 'BranchClosed'
      if (events.length > 0) await damaged.append([{ stream, sessionId, events, closes }])
    }
    const after = aRegistry(damaged).registry
    await after.restore()
    const sessionOf = (name: string) => after.branchOfSite(siteId(name))?.sessionId
    return { after, damaged, child, sessionId, root, sessionOf }
  }

  it('has the branch opened whose beginning is missing', async () => {
    const { after, child, sessionId, sessionOf } = await aLog((_type, branch) => branch === 'root', false)
    expect(sessionOf('sc11')).toBe(child)
    expect(sessionOf('sd2')).toBe(sessionId)
    expect(after.branchOfSession(child)).toMatchObject({
      hostUnitId: 'd1',
      chair: { siteId: 'sd1' },
      parentSession: { sessionId },
    })
  })

  it('has the sites taken back whose branch has ended', async () => {
    const { after, child, sessionId, sessionOf } = await aLog((type) => type !== 'BranchAttached', true)
    expect(after.branchOfSession(child)).toBeNull()
    expect(sessionOf('sc11')).toBe(sessionId)
    expect(after.branchOfSession(sessionId)?.detached.size).toBe(0)
  })

  it('has the branch ended whose sites are back', async () => {
    const { after, child, sessionId, sessionOf } = await aLog((type) => type !== 'BranchClosed', true)
    expect(after.branchOfSession(child)).toBeNull()
    expect(['sd1', 'sc11', 'sc12', 'sd2'].map(sessionOf)).toEqual([
      sessionId,
      sessionId,
      sessionId,
      sessionId,
    ])
  })

  it('is whole after that: another start mends nothing', async () => {
    const { damaged } = await aLog((_type, branch) => branch === 'root', false)
    const lengths = () => [...damaged.streams.values()].map(({ length }) => length)
    const before = lengths()
    await aRegistry(damaged).registry.restore()
    expect(lengths()).toEqual(before)
  })

  it('leaves a branch alone whose session has ended', async () => {
    const made = await aMeeting()
    const { sessionId: child } = await made.detach()
    await made.registry.execute(
      made.of(made.sessionId).branchId,
      { type: 'CloseBranch', reason: 'ended' },
      SYSTEM,
    )
    const after = aRegistry(made.store).registry
    await after.restore()
    expect(after.branches().map(({ sessionId }) => sessionId)).toEqual([child])
    expect(after.branches()[0]?.parentSession).toEqual({
      sessionId: made.sessionId,
      title: 'Giao ban tháng 11',
    })
  })
})
