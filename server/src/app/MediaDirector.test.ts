import type { EndpointId, SessionId, SessionRole, SiteId } from '@diem-cau/protocol'
import type { NodeReportOf } from '@diem-cau/protocol/node'
import { describe, expect, it } from 'vitest'
import { siteId } from '../core/directory/testing.ts'
import { requestOf } from '../core/branch/testing.ts'
import { dispatch } from './dispatch.ts'
import { viewerIdOf } from './MediaDirector.ts'
import type { Peer } from './Peer.ts'
import { aBridge, aPerson, FakePeer, settled } from './testing.ts'

type State = NodeReportOf<'report.endpoint'>['state']
const SYSTEM = { actor: 'system', key: null }

/** A session of district 1 with its three sites, `sc11` and `sc12` here with a page each. */
async function aSession() {
  const bridge = aBridge()
  const crew = aPerson('d1')
  bridge.director.viewerArrived(crew)
  const { sessionId } = await dispatch(bridge.services, crew, 'session.open', {
    command: 'open' as never,
    title: 'Giao ban huyện',
    hostUnitId: 'd1' as never,
    chairSiteId: siteId('sd1'),
    invitedUnitIds: ['d1' as never],
  })
  const pages: Record<string, FakePeer> = {}
  for (const name of ['sd1', 'sc11', 'sc12']) {
    pages[name] = FakePeer.site(name)
    await bridge.presence.arrive(siteId(name), pages[name])
  }
  const branchId = bridge.registry.branchOfSession(sessionId)?.branchId ?? ('' as never)
  const page = (name: string): FakePeer => pages[name] ?? FakePeer.site(name)
  const report = (endpointId: EndpointId, of: Peer | string, state: State = 'connected') => {
    const peer =
      typeof of === 'string'
        ? ({ kind: 'site', siteId: siteId(of) } as const)
        : ({ kind: 'viewer', viewerId: viewerIdOf(of) } as const)
    bridge.plane.events?.endpoint({ endpointId, peer, state, sources: [] })
  }
  const open = (peer: Peer, session?: SessionId) => bridge.director.open(peer, session)
  return { ...bridge, crew, sessionId, branchId, page, report, open }
}
const lastDesired = ({ plane }: { plane: ReturnType<typeof aBridge>['plane'] }) => plane.desired.at(-1)
const sitesIn = (bridge: Parameters<typeof lastDesired>[0], pick: (camera: string) => boolean): SiteId[] =>
  lastDesired(bridge)
    ?.room?.sites.filter(({ camera }) => pick(camera))
    .map((one) => one.siteId) ?? []

describe('What the media plane is told', () => {
  it('is the whole room after every commit, with epoch, number and an ever growing revision', async () => {
    const { plane, branchId } = await aSession()
    expect(plane.desired.every(({ stream, epoch }) => stream === branchId && epoch === 1)).toBe(true)
    expect(plane.desired.map(({ seq }) => seq)).toEqual([1, 2, 3, 4])
    const revisions = plane.desired.map(({ revision }) => revision)
    expect(revisions).toEqual(revisions.toSorted((a, b) => a - b))
    expect(new Set(revisions).size).toBe(revisions.length)
  })

  it('is that there is no room any more when the branch is over', async () => {
    const made = await aSession()
    await made.registry.execute(made.branchId, { type: 'CloseBranch', reason: 'ended' }, SYSTEM)
    expect(lastDesired(made)?.room).toBeNull()
  })

  it('is told again after a start', async () => {
    const made = await aSession()
    made.plane.desired.length = 0
    made.director.desireAll()
    expect(made.plane.desired).toMatchObject([{ stream: made.branchId, seq: 4 }])
  })
})

describe('Tiles', () => {
  it('make the sites that a console has on screen send their lowest layer, as long as it does', async () => {
    const made = await aSession()
    made.director.watch(made.crew, made.branchId, [siteId('sc11')])
    expect(sitesIn(made, (camera) => camera === 'low')).toEqual(['sc11'])
    expect(lastDesired(made)?.room?.viewers).toEqual([{ viewerId: viewerIdOf(made.crew), tiles: ['sc11'] }])
    expect(made.director.facts(made.branchId).watchedSites).toEqual(new Set(['sc11']))
    made.director.watch(made.crew, made.branchId, [])
    expect(sitesIn(made, (camera) => camera === 'low')).toEqual([])
  })

  it('end when the console’s socket is gone', async () => {
    const made = await aSession()
    made.director.watch(made.crew, made.branchId, [siteId('sc11')])
    made.director.viewerDeparted(made.crew)
    expect(lastDesired(made)?.room?.viewers).toEqual([])
  })

  it('go on when the socket that is gone was a former one', async () => {
    const made = await aSession()
    const again = aPerson('d1')
    made.director.viewerArrived(again)
    made.director.watch(again, made.branchId, [siteId('sc11')])
    made.director.viewerDeparted(made.crew)
    expect(lastDesired(made)?.room?.viewers).toHaveLength(1)
  })
})

describe('An endpoint', () => {
  it('is made in the room of the site’s session', async () => {
    const { open, page, plane, branchId } = await aSession()
    const { endpointId } = await open(page('sc11'))
    expect(plane.requests.at(-1)).toEqual({
      name: 'endpoint.open',
      data: {
        endpointId,
        peer: { kind: 'site', siteId: 'sc11' },
        roomId: branchId,
        reachedAt: '127.0.0.1',
      },
    })
  })

  it('is made where there is a session', async () => {
    const { open, crew } = await aSession()
    await expect(open(FakePeer.site('sd2'))).rejects.toMatchObject({ code: 'no_meeting' })
    await expect(open(crew)).rejects.toMatchObject({ code: 'session_not_found' })
    await expect(open(crew, 'session-x' as SessionId)).rejects.toMatchObject({ code: 'session_not_found' })
  })

  it('is refused at once while there is no media node', async () => {
    const { open, page, plane } = await aSession()
    plane.ready = false
    plane.applied = new Promise(() => {})
    await expect(open(page('sc11'))).rejects.toMatchObject({ code: 'media_unavailable' })
  })

  it('belongs to who opened it', async () => {
    const { open, page, director, crew, sessionId } = await aSession()
    const { endpointId } = await open(page('sc11'))
    director.ensureOwner(page('sc11'), endpointId)
    expect(() => director.ensureOwner(page('sc12'), endpointId)).toThrow(
      expect.objectContaining({ code: 'not_found' }),
    )
    expect(() => director.ensureOwner(crew, endpointId)).toThrow(
      expect.objectContaining({ code: 'not_found' }),
    )
    const viewer = await open(crew, sessionId)
    expect(director.isKnown(crew, viewer.endpointId)).toBe(true)
    expect(director.isKnown(aPerson('d1', 'operator', 'another page'), viewer.endpointId)).toBe(false)
    expect(director.isKnown(aPerson('p', 'operator', crew.instance), viewer.endpointId)).toBe(false)
  })

  it('takes the place of the peer’s earlier one', async () => {
    const { open, page, plane } = await aSession()
    const first = await open(page('sc11'))
    await open(page('sc12'))
    await open(page('sc11'))
    expect(plane.closedEndpoints).toEqual([first.endpointId])
  })

  it('that the node does not make is not kept', async () => {
    const { open, page, plane, director } = await aSession()
    plane.answers['endpoint.open'] = () => Promise.reject(new Error('no worker'))
    await expect(open(page('sc11'))).rejects.toThrow('no worker')
    const asked = plane.requests.at(-1)?.data
    const { endpointId } = asked as { endpointId: EndpointId }
    expect(director.isKnown(page('sc11'), endpointId)).toBe(false)
  })

  it('is not made for a page that was replaced while the room was being made', async () => {
    const { open, page, plane, presence } = await aSession()
    let release = (): void => {}
    plane.applied = new Promise((resolve) => {
      release = resolve
    })
    const late = open(page('sc11'))
    await presence.arrive(siteId('sc11'), FakePeer.site('sc11', 'page-2'))
    release()
    await expect(late).rejects.toMatchObject({ code: 'replaced' })
    expect(plane.requests.filter(({ name }) => name === 'endpoint.open')).toEqual([])
  })
})

describe('The media of a page that is left behind', () => {
  it('ends when another page comes for the site', async () => {
    const { open, page, plane, presence } = await aSession()
    const { endpointId } = await open(page('sc11'))
    await presence.arrive(siteId('sc11'), FakePeer.site('sc11', 'page-2'))
    expect(plane.closedEndpoints).toEqual([endpointId])
  })

  it('stays for the same page on a new socket', async () => {
    const { open, page, plane, presence, clock } = await aSession()
    await open(page('sc11'))
    await presence.depart(siteId('sc11'), page('sc11'))
    clock.pass(5_000)
    await presence.arrive(siteId('sc11'), FakePeer.site('sc11'))
    clock.pass(60_000)
    await presence.arrive(siteId('sc11'), FakePeer.site('sc11'))
    expect(plane.closedEndpoints).toEqual([])
  })

  it('ends when the site’s pairing does, and when its device is replaced', async () => {
    const { open, page, plane, services, crew } = await aSession()
    const { endpointId } = await open(page('sc11'))
    await dispatch(services, crew, 'pairing.revoke', { command: 'k' as never, siteId: siteId('sc11') })
    expect(plane.closedEndpoints).toEqual([endpointId])
    const other = await open(page('sc12'))
    services.director.closeSite(siteId('sc12'))
    expect(plane.closedEndpoints).toEqual([endpointId, other.endpointId])
  })

  it('is asked to end again when the node did not hear it', async () => {
    const { open, page, plane, director, report } = await aSession()
    const { endpointId } = await open(page('sc11'))
    plane.answers['endpoint.close'] = () => Promise.reject(new Error('link lost'))
    director.closeSite(siteId('sc11'))
    await settled()
    plane.answers['endpoint.close'] = () => ({})
    report(endpointId, 'sc11')
    expect(director.isKnown(page('sc11'), endpointId)).toBe(false)
    expect(plane.closedEndpoints).toEqual([endpointId, endpointId])
  })

  it('is not taken for living by a report that comes too late', async () => {
    const { open, page, plane, director, report, branchId } = await aSession()
    const { endpointId } = await open(page('sc11'))
    let release = (): void => {}
    plane.answers['endpoint.close'] = () => new Promise<void>((resolve) => (release = resolve))
    director.closeSite(siteId('sc11'))
    report(endpointId, 'sc11', 'connected')
    expect(director.facts(branchId).connectedSites.size).toBe(0)
    release()
    await settled()
    expect(director.isKnown(page('sc11'), endpointId)).toBe(false)
  })
})

describe('What the node reports', () => {
  it('says which sites’ media is connected', async () => {
    const { open, page, director, report, branchId } = await aSession()
    const { endpointId } = await open(page('sc11'))
    const connected = () => [...director.facts(branchId).connectedSites]
    expect(connected()).toEqual([])
    report(endpointId, 'sc11', 'connected')
    expect(connected()).toEqual(['sc11'])
    report(endpointId, 'sc11', 'disconnected')
    expect(connected()).toEqual([])
  })

  it('resets the page whose endpoint is lost', async () => {
    const { open, page, report, crew, sessionId } = await aSession()
    const { endpointId } = await open(page('sc11'))
    report(endpointId, 'sc11', 'lost')
    expect(page('sc11').received('media.reset')).toEqual([{ reason: 'endpoint' }])
    const viewer = await open(crew, sessionId)
    report(viewer.endpointId, crew, 'lost')
    expect(crew.received('media.reset')).toHaveLength(1)
    // Somebody's endpoint that is not known any more is nobody's.
    report(endpointId, 'sc11', 'lost')
    expect(page('sc11').received('media.reset')).toHaveLength(1)
  })

  it('resets everybody when the node’s process is another one, and nobody when it is the same', async () => {
    const { open, page, plane, director } = await aSession()
    const { endpointId } = await open(page('sc11'))
    plane.events?.connected('local', true)
    expect(page('sc11').received('media.reset')).toEqual([])
    plane.events?.connected('local', false)
    expect(page('sc11').received('media.reset')).toEqual([{ reason: 'node' }])
    expect(director.isKnown(page('sc11'), endpointId)).toBe(false)
  })

  it('names the generation of the room’s slots', async () => {
    const { plane, director, branchId } = await aSession()
    plane.events?.room({ stream: branchId, roomId: branchId as never, generation: 'g2' })
    expect(director.facts(branchId)).toMatchObject({ generation: 'g2', nodeReady: true })
    expect(director.facts(null).generation).toBe('')
  })
})

describe('After a restart of the server', () => {
  it('a page finds its endpoint again, and loses it to another page', async () => {
    const { page, director, report, presence, plane } = await aSession()
    const endpointId = 'endpoint-of-before' as EndpointId
    report(endpointId, 'sc11')
    expect(director.isKnown(page('sc11'), endpointId)).toBe(true)
    await presence.arrive(siteId('sc11'), FakePeer.site('sc11'))
    expect(plane.closedEndpoints).toEqual([])
    await presence.arrive(siteId('sc11'), FakePeer.site('sc11', 'page-2'))
    expect(plane.closedEndpoints).toEqual([endpointId])
  })

  it('the endpoint of a site that has left is closed', async () => {
    const { report, presence, plane } = await aSession()
    await presence.dismiss(siteId('sc11'))
    report('endpoint-of-before' as EndpointId, 'sc11')
    expect(plane.closedEndpoints).toEqual(['endpoint-of-before'])
  })

  it('a console that does not come back within the grace has its endpoint closed', async () => {
    const { report, director, plane, clock } = await aSession()
    report('endpoint-of-before' as EndpointId, aPerson('p', 'operator', 'never seen again'))
    clock.pass(29_999)
    director.tick(clock.now)
    expect(plane.closedEndpoints).toEqual([])
    clock.pass(1)
    director.tick(clock.now)
    expect(plane.closedEndpoints).toEqual(['endpoint-of-before'])
  })
})

describe('A console that is gone', () => {
  it('keeps its endpoint for half a minute', async () => {
    const { open, crew, sessionId, director, clock, plane } = await aSession()
    const { endpointId } = await open(crew, sessionId)
    director.viewerDeparted(crew)
    clock.pass(20_000)
    director.tick(clock.now)
    director.viewerArrived(crew)
    clock.pass(60_000)
    director.tick(clock.now)
    expect(plane.closedEndpoints).toEqual([])
    director.viewerDeparted(crew)
    clock.pass(30_000)
    director.tick(clock.now)
    expect(plane.closedEndpoints).toEqual([endpointId])
  })
})

describe('A console whose role within the session is withdrawn', () => {
  async function withATechnician() {
    const made = await aSession()
    const technician = aPerson('d2', 'observer', 'technician')
    let roles: readonly SessionRole[] = ['technician']
    made.services.sessionRolesOf = (accountId, sessionId) =>
      sessionId === made.sessionId && accountId === technician.name ? roles : []
    made.director.viewerArrived(technician)
    const { endpointId } = await made.open(technician, made.sessionId)
    const start = { sessionId: made.sessionId, siteId: siteId('sc11'), endpointId }
    await dispatch(made.services, technician, 'talkback.start', { command: 'talk' as never, ...start })
    const talkbacks = () => made.registry.branchOfSession(made.sessionId)?.assistance.talkbacks
    const tick = async () => {
      made.director.tick(made.clock.now)
      await settled()
    }
    return { ...made, endpointId, talkbacks, tick, become: (other: typeof roles) => (roles = other) }
  }

  it('hears the room no more and is sent its stage no more', async () => {
    const { plane, talkbacks, tick, become, endpointId } = await withATechnician()
    await tick()
    expect(talkbacks()?.size).toBe(1)
    become([])
    await tick()
    expect(talkbacks()?.size).toBe(0)
    expect(lastDesired({ plane })?.room?.talkbacks).toEqual([])
    expect(plane.closedEndpoints).toEqual([endpointId])
  })

  it('that still has another one goes on', async () => {
    const { plane, talkbacks, tick, become } = await withATechnician()
    become(['chair'])
    await tick()
    expect(talkbacks()?.size).toBe(1)
    expect(plane.closedEndpoints).toEqual([])
  })
})

describe('Negotiation', () => {
  it('is handed to the node for one’s own endpoint only', async () => {
    const { open, page, services, plane } = await aSession()
    const { endpointId } = await open(page('sc11'))
    const before = plane.requests.length
    const dtlsParameters = { fingerprints: [{ algorithm: 'sha-256' as const, value: 'AB' }] }
    const data = { endpointId, direction: 'send' as const, dtlsParameters }
    await expect(dispatch(services, page('sc12'), 'media.connect', data)).rejects.toMatchObject({
      code: 'not_found',
    })
    expect(plane.requests).toHaveLength(before)
    await dispatch(services, page('sc11'), 'media.connect', data)
    expect(plane.requests.at(-1)).toEqual({ name: 'endpoint.connect', data })
  })

  it('takes sound as a microphone and pictures as camera or content', async () => {
    const { open, page, services } = await aSession()
    const { endpointId } = await open(page('sc11'))
    const rtpParameters = { codecs: [{ mimeType: 'audio/opus', payloadType: 100, clockRate: 48_000 }] }
    const produce = (source: 'camera' | 'microphone', kind: 'audio' | 'video') =>
      dispatch(services, page('sc11'), 'media.produce', { endpointId, source, kind, rtpParameters })
    await expect(produce('microphone', 'video')).rejects.toMatchObject({ code: 'invalid_message' })
    await expect(produce('camera', 'audio')).rejects.toMatchObject({ code: 'invalid_message' })
    await produce('microphone', 'audio')
  })

  it('asks the node whether an endpoint is alive, and believes no wrong guess', async () => {
    const { open, page, services, plane, report } = await aSession()
    const { endpointId } = await open(page('sc11'))
    plane.answers['endpoint.check'] = () => ({ alive: true })
    const check = (name: string, id = endpointId) =>
      dispatch(services, page(name), 'media.check', { endpointId: id, generation: 'g1' })
    expect(await check('sc11')).toEqual({ alive: true })
    expect(await check('sc12')).toEqual({ alive: false })
    // After a restart the node's report comes ahead of its answer.
    const former = 'endpoint-of-before' as EndpointId
    plane.answers['endpoint.check'] = () => {
      report(former, 'sc12')
      return { alive: true }
    }
    expect(await check('sc12', former)).toEqual({ alive: true })
  })

  it('says what the site’s request was about', async () => {
    const { services, page, crew, sessionId } = await aSession()
    const command = 'k1' as never
    const { requestId } = await dispatch(services, page('sc11'), 'floor.request', { command })
    const give = { command: 'k2' as never, sessionId, siteId: siteId('sc11') }
    expect(await dispatch(services, crew, 'floor.give', give)).toEqual({ requestId })
    expect(requestId).not.toBe(requestOf(''))
  })
})
