import type { CommandId, SessionId, SiteRow } from '@diem-cau/protocol'
import { describe, expect, it } from 'vitest'
import { isMicrophoneOpen } from '../../core/branch/state.ts'
import { siteId, unitId } from '../../core/directory/testing.ts'
import { aBody } from '../../core/planning/testing.ts'
import { faultOf } from '../../core/planning/index.ts'
import { dispatch } from '../dispatch.ts'
import { aBridge, aPerson, aRegistry, FakePeer, settled } from '../testing.ts'
import { urgentBody } from './UrgentCalls.ts'

/* The province calls everybody together while a district holds its briefing. */

const SYSTEM = { actor: 'system', key: null }
let count = 0
const key = (): string => `urgent-command-${(count += 1)}`
const command = (): CommandId => key() as CommandId

const CALL = {
  parentBranchId: null,
  title: 'Họp khẩn: lũ quét',
  hostUnitId: unitId('p'),
  videoCodec: 'vp8',
  rules: { speakerPlaces: 3, maxOpenMicrophones: 4, resumeGraceMs: 30_000 },
  chairSiteId: siteId('sp'),
  siteIds: ['sp', 'sd1', 'sc11', 'sd2'].map(siteId),
  urgent: { reason: 'Lũ quét', siteIds: ['sp', 'sd1', 'sc11', 'sd2'].map(siteId) },
} as const

it.each([
  ['several lines', 'Lũ quét\r\n\tsơ tán dân', 'Họp khẩn: Lũ quét sơ tán dân'],
  ['another program’s bullets', '\uF0B7 Lũ quét', 'Họp khẩn: Lũ quét'],
  ['too much, cut in the middle of a sign', `${'x'.repeat(289)}😀`, `Họp khẩn: ${'x'.repeat(289)}\uFFFD`],
])('A call is not refused for %s in its reason', (_, reason, title) => {
  const { invitation, settings } = aBody()
  const now = 1_800_000_000_000
  const call = { hostUnitId: unitId('p'), chairSiteId: siteId('sp'), invitation, settings, now, reason }
  const body = urgentBody(call)
  expect(body.title).toBe(title)
  expect(faultOf(body)).toBeNull()
})

/** District 1 is in its briefing with its commune speaking; the hub and district 2 are free, district 2 is not there. */
async function aBriefing() {
  const bridge = aBridge()
  const { services, registry, presence } = bridge
  const crew = aPerson('p')
  const { sessionId } = await dispatch(services, crew, 'session.open', {
    command: command(),
    title: 'Giao ban huyện',
    hostUnitId: unitId('d1'),
    chairSiteId: siteId('sd1'),
    invitedUnitIds: [unitId('d1')],
  })
  const pages = new Map(['sp', 'sd1', 'sc11'].map((name) => [name, FakePeer.site(name)]))
  for (const [name, page] of pages) await presence.arrive(siteId(name), page)
  await dispatch(services, crew, 'floor.give', { command: command(), sessionId, siteId: siteId('sc11') })
  const page = (name: string) => pages.get(name) ?? FakePeer.site(name)
  const call = () => registry.open(CALL, { actor: 'person:crew', key: 'call' })
  const answer = (name: string, called: SessionId, by = command()) =>
    dispatch(services, page(name), 'ring.answer', { command: by, sessionId: called })
  const where = (name: string) => registry.branchOfSite(siteId(name))?.sessionId
  const of = (session: SessionId) => {
    const branch = registry.branchOfSession(session)
    if (branch === null) throw new Error('no such session')
    return branch
  }
  const ringAt = async (name: string) =>
    (await dispatch(services, page(name), 'view.subscribe', { selector: { view: 'site' } })).entities['ring']
  const rows = async (called: SessionId) => {
    const { entities } = await dispatch(services, crew, 'view.subscribe', {
      selector: { view: 'session', sessionId: called },
    })
    const entries = Object.entries(entities).filter(([name]) => name.startsWith('site:'))
    return Object.fromEntries(entries.map(([name, row]) => [name.slice(5), row as SiteRow]))
  }
  return { ...bridge, crew, briefing: sessionId, page, call, answer, where, of, ringAt, rows }
}

describe('An urgent call', () => {
  it('rings at every site at once: the free ones are in it, those in a session stay until they answer', async () => {
    const { call, where, of, briefing, ringAt } = await aBriefing()
    const called = await call()
    expect([...of(called).sites.keys()]).toEqual([siteId('sp'), siteId('sd2')])
    expect([where('sp'), where('sd2'), where('sd1'), where('sc11')]).toEqual([
      called,
      called,
      briefing,
      briefing,
    ])
    expect(await ringAt('sp')).toMatchObject({ sessionId: called, reason: 'Lũ quét', busyWith: null })
    expect(await ringAt('sc11')).toMatchObject({ busyWith: { title: 'Giao ban huyện', isChair: false } })
    expect(await ringAt('sd1')).toMatchObject({ busyWith: { title: 'Giao ban huyện', isChair: true } })
  })

  it('takes a site over when it answers, with its microphone closed and its speech ended', async () => {
    const { call, answer, where, of, briefing, ringAt, presence, registry } = await aBriefing()
    expect(isMicrophoneOpen(of(briefing), siteId('sc11'))).toBe(true)
    const called = await call()
    await answer('sc11', called)
    await registry.idle()
    await settled()
    expect(where('sc11')).toBe(called)
    expect(of(called).sites.get(siteId('sc11'))?.presence.state).toBe('connected')
    expect(isMicrophoneOpen(of(called), siteId('sc11'))).toBe(false)
    expect(of(briefing).speeches).toEqual([])
    expect(of(briefing).sites.get(siteId('sc11'))?.presence.state).toBe('left')
    expect(await ringAt('sc11')).toBeNull()
    presence.reconcile()
    await registry.idle()
    expect(of(briefing).sites.get(siteId('sc11'))?.presence.state).toBe('left')
  })

  it('lets it go back where it was when the call is over and the other session still meets', async () => {
    const { call, answer, where, of, briefing, presence, registry } = await aBriefing()
    const called = await call()
    await answer('sc11', called)
    await registry.execute(of(called).branchId, { type: 'CloseBranch', reason: 'ended' }, SYSTEM)
    expect(where('sc11')).toBe(briefing)
    presence.reconcile()
    await registry.idle()
    expect(of(briefing).sites.get(siteId('sc11'))?.presence.state).toBe('connected')
    expect(isMicrophoneOpen(of(briefing), siteId('sc11'))).toBe(false)
  })

  it('does not take the chair out of its own session, and says so', async () => {
    const { call, answer, where, briefing } = await aBriefing()
    const called = await call()
    await expect(answer('sd1', called)).rejects.toMatchObject({
      code: 'chair_can_not_leave',
      data: { title: 'Giao ban huyện' },
    })
    expect(where('sd1')).toBe(briefing)
  })

  it('is refused when its own chair has the chair elsewhere', async () => {
    const { registry } = await aBriefing()
    const opening = registry.open(
      { ...CALL, chairSiteId: siteId('sd1') },
      { actor: 'person:crew', key: 'other' },
    )
    await expect(opening).rejects.toMatchObject({ code: 'chair_busy', data: { title: 'Giao ban huyện' } })
    expect(registry.branches()).toHaveLength(1)
  })

  it('shows the console who has answered, who rings, where they sit, and who is not there', async () => {
    const { call, answer, rows, registry, clock } = await aBriefing()
    const called = await call()
    clock.pass(2_000)
    await answer('sp', called)
    await registry.idle()
    expect(await rows(called)).toMatchObject({
      sp: { ring: 'answered', answeredAt: clock.read() },
      sd2: { ring: 'unreachable' },
      sd1: { ring: 'ringing', busyWith: { title: 'Giao ban huyện', isChair: true } },
      sc11: { ring: 'ringing', busyWith: { isChair: false } },
    })
  })

  it('is answered once, however often the answer comes, and not by who was not called', async () => {
    const { call, answer, of, page, services, presence } = await aBriefing()
    const called = await call()
    const again = command()
    await answer('sp', called, again)
    await answer('sp', called, again)
    await answer('sp', called)
    expect(of(called).urgent?.rings.get(siteId('sp'))).not.toBeNull()
    const stranger = FakePeer.site('sc21')
    await presence.arrive(siteId('sc21'), stranger)
    await expect(
      dispatch(services, stranger, 'ring.answer', { command: command(), sessionId: called }),
    ).rejects.toMatchObject({ code: 'not_called' })
    expect(page('sp').actor.kind).toBe('site')
  })

  it('rings on after a restart of the server, and knows who has answered', async () => {
    const { call, answer, store, registry } = await aBriefing()
    const called = await call()
    await answer('sc11', called)
    await registry.idle()
    const { registry: after } = aRegistry(store)
    await after.restore()
    const branch = after.branchOfSession(called)
    expect(branch?.urgent?.rings.get(siteId('sp'))).toBeNull()
    expect(branch?.urgent?.rings.get(siteId('sc11'))).not.toBeNull()
    expect(after.branchOfSite(siteId('sc11'))?.sessionId).toBe(called)
  })

  it('keeps who came from a district’s own meeting, although that goes back to where it left', async () => {
    const { services, registry, presence } = aBridge()
    const crew = aPerson('p')
    for (const name of ['sp', 'sd1', 'sc11', 'sd2']) await presence.arrive(siteId(name), FakePeer.site(name))
    const { sessionId } = await dispatch(services, crew, 'session.open', {
      command: command(),
      title: 'Giao ban tỉnh',
      hostUnitId: unitId('p'),
      chairSiteId: siteId('sp'),
      invitedUnitIds: [unitId('p')],
    })
    const detachment = { sessionId, unitId: unitId('d1'), chairSiteId: siteId('sd1') }
    const { sessionId: own } = await dispatch(services, crew, 'session.detachBranch', {
      command: command(),
      ...detachment,
    })
    const called = await registry.open(
      { ...CALL, chairSiteId: siteId('sd2') },
      { actor: 'person:crew', key: 'call' },
    )
    const page = presence.peerOf(siteId('sc11'))
    if (page === undefined) throw new Error('nobody there')
    await dispatch(services, page, 'ring.answer', { command: command(), sessionId: called })
    await dispatch(services, crew, 'session.attachBranch', { command: command(), sessionId: own })
    presence.reconcile()
    await registry.idle()
    const where = (name: string) => registry.branchOfSite(siteId(name))?.sessionId
    expect([where('sc11'), where('sd1'), where('sd2')]).toEqual([called, sessionId, called])
    await dispatch(services, crew, 'session.close', { command: command(), sessionId: called })
    expect([where('sc11'), where('sd2')]).toEqual([sessionId, sessionId])
  })

  it('ends with its session', async () => {
    const { call, of, registry, ringAt } = await aBriefing()
    const called = await call()
    await registry.execute(of(called).branchId, { type: 'CloseBranch', reason: 'ended' }, SYSTEM)
    expect(await ringAt('sp')).toBeNull()
    expect(await ringAt('sc11')).toBeNull()
  })
})
