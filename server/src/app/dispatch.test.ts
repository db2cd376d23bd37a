import {
  CLIENT_MESSAGES,
  type ClientMessageName,
  type CommandId,
  type DataOf,
  type SessionId,
  type SiteId,
  type SiteView,
} from '@diem-cau/protocol'
import { describe, expect, it } from 'vitest'
import { siteId, unitId } from '../core/directory/testing.ts'
import { dispatch } from './dispatch.ts'
import type { HandledName } from './handlers/define.ts'
import { aBridge, aPerson, FakePeer, settled } from './testing.ts'

const key = (text: string) => text as CommandId
let count = 0
const command = (): CommandId => key(`command-${(count += 1)}`)

/** A session of the whole province, its chair at the hub; somebody at the province's console. */
async function aMeeting() {
  const bridge = aBridge()
  const say = <N extends HandledName>(peer: FakePeer, name: N, data: DataOf<N>) =>
    dispatch(bridge.services, peer, name, data)
  const crew = aPerson('p')
  const open = {
    command: key('open'),
    title: '  Giao ban tháng 11 ',
    hostUnitId: unitId('p'),
    chairSiteId: siteId('sp'),
    invitedUnitIds: [unitId('p'), unitId('d1')],
  }
  const { sessionId } = await say(crew, 'session.open', open)
  const come = async (name: string): Promise<FakePeer> => {
    const page = FakePeer.site(name)
    await bridge.presence.arrive(siteId(name), page)
    return page
  }
  return { ...bridge, say, crew, open, sessionId, come }
}
const branchOf = ({ registry, sessionId }: Awaited<ReturnType<typeof aMeeting>>) =>
  registry.branchOfSession(sessionId)

describe('Opening a session', () => {
  it('takes in every site of the invited subtrees once, and the title as it was meant', async () => {
    const made = await aMeeting()
    expect(branchOf(made)?.title).toBe('Giao ban tháng 11')
    expect([...(branchOf(made)?.sites.keys() ?? [])].toSorted()).toEqual(
      ['sp', 'sb', 'sd1', 'sc11', 'sc12', 'sd2', 'sc21'].toSorted(),
    )
    expect(await made.say(made.crew, 'session.open', made.open)).toEqual({ sessionId: made.sessionId })
  })

  it('reaches no further than the own subtree', async () => {
    const { services } = aBridge()
    const district = aPerson('d1')
    const own = {
      command: command(),
      title: 'Giao ban huyện',
      hostUnitId: unitId('d1'),
      chairSiteId: siteId('sd1'),
      invitedUnitIds: [unitId('d1')],
    }
    const wrong: Partial<typeof own>[] = [
      { hostUnitId: unitId('p') },
      { chairSiteId: siteId('sd2') },
      { invitedUnitIds: [unitId('d1'), unitId('c21')] },
      { invitedUnitIds: [unitId('nowhere')] },
    ]
    for (const change of wrong) {
      await expect(
        dispatch(services, district, 'session.open', { ...own, ...change, command: command() }),
      ).rejects.toMatchObject({ code: 'forbidden' })
    }
    await dispatch(services, district, 'session.open', own)
    await expect(
      dispatch(services, aPerson('d1', 'observer'), 'session.open', { ...own, command: command() }),
    ).rejects.toMatchObject({ code: 'forbidden' })
  })
})

describe('Conducting', () => {
  it('goes from a request to the floor and back, every word of it in the log', async () => {
    const made = await aMeeting()
    const { say, crew, sessionId, come } = made
    const room = await come('sc11')
    const { requestId } = await say(room, 'floor.request', { command: command() })
    expect(
      await say(crew, 'floor.standby', { command: command(), sessionId, siteId: siteId('sc11') }),
    ).toEqual({ requestId })
    await say(crew, 'floor.requeue', { command: command(), sessionId, requestId })
    await say(crew, 'floor.invite', { command: command(), sessionId, siteId: siteId('sc11') })
    await say(room, 'floor.accept', { command: command() })
    await say(crew, 'floor.give', { command: command(), sessionId, siteId: siteId('sc11') })
    await say(room, 'microphone.set', { command: command(), open: false })
    await say(crew, 'microphone.open', { command: command(), sessionId, siteId: siteId('sc11') })
    await say(room, 'content.start', { command: command() })
    await say(crew, 'stage.setLayout', { command: command(), sessionId, layout: 'content' })
    await say(crew, 'content.end', { command: command(), sessionId })
    await say(crew, 'floor.finish', { command: command(), sessionId, requestId })
    expect(branchOf(made)?.speeches).toEqual([])
    const log = [...made.store.streams.values()].flat()
    expect(log.map(({ event }) => event.type).slice(2)).toEqual([
      'FloorRequested',
      'RequestQueued',
      'SpeakerOnStandby',
      'RequestQueued',
      'RequestMoved',
      'SpeakerInvited',
      'SpeakerOnStandby',
      'FloorGranted',
      'MicrophoneClosed',
      'MicrophoneOpened',
      'ContentStarted',
      'LayoutChanged',
      'ContentStopped',
      'SpeechEnded',
    ])
    expect(new Set(log.map(({ actor }) => actor))).toEqual(
      new Set(['person:account-operator-p', 'system', 'site:sc11']),
    )
  })

  it('is for the host unit’s people: a district only looks on, an observer too', async () => {
    const { say, sessionId, come } = await aMeeting()
    await come('sc11')
    const give = { command: command(), sessionId, siteId: siteId('sc11') }
    for (const peer of [aPerson('d1'), aPerson('p', 'observer')]) {
      await expect(say(peer, 'floor.give', give)).rejects.toMatchObject({ code: 'forbidden' })
      await expect(say(peer, 'session.close', { command: command(), sessionId })).rejects.toMatchObject({
        code: 'forbidden',
      })
      await say(peer, 'view.subscribe', { selector: { view: 'session', sessionId } })
    }
  })

  it('knows no session that is not there', async () => {
    const { say, crew } = await aMeeting()
    const sessionId = 'session-x' as SessionId
    await expect(say(crew, 'session.close', { command: command(), sessionId })).rejects.toMatchObject({
      code: 'session_not_found',
    })
    await expect(
      say(crew, 'view.subscribe', { selector: { view: 'session', sessionId } }),
    ).rejects.toMatchObject({ code: 'session_not_found' })
  })

  it('answers the closing of a session again when its first answer was lost', async () => {
    const { say, crew, sessionId } = await aMeeting()
    const close = { command: command(), sessionId }
    expect(await say(crew, 'session.close', close)).toEqual({ done: true })
    expect(await say(crew, 'session.close', close)).toEqual({ done: true })
    await expect(say(crew, 'session.close', { command: command(), sessionId })).rejects.toMatchObject({
      code: 'session_not_found',
    })
    await expect(say(aPerson('d1'), 'session.close', close)).rejects.toMatchObject({ code: 'forbidden' })
  })
})

describe('A room', () => {
  it('speaks for itself only, and not for a console', async () => {
    const { say, sessionId, come } = await aMeeting()
    const room = await come('sc11')
    const forConsoles = Object.entries(CLIENT_MESSAGES).filter(([, { audience }]) => audience === 'console')
    for (const [name] of forConsoles) {
      const data = { command: command(), sessionId, siteId: 'sc11', siteIds: [], invitedUnitIds: [] }
      await expect(say(room, name as HandledName, data as never), name).rejects.toMatchObject({
        code: 'forbidden',
      })
    }
    for (const selector of [{ view: 'bridge' }, { view: 'session', sessionId }] as const) {
      await expect(say(room, 'view.subscribe', { selector })).rejects.toMatchObject({ code: 'forbidden' })
    }
  })

  it('can ask nothing where it has no session', async () => {
    const { services, presence } = aBridge()
    const room = FakePeer.site('sc11')
    await presence.arrive(siteId('sc11'), room)
    await expect(dispatch(services, room, 'floor.request', { command: command() })).rejects.toMatchObject({
      code: 'no_meeting',
    })
  })

  it('whose place another page has taken says nothing more', async () => {
    const made = await aMeeting()
    const { say, come, presence } = made
    const former = await come('sp')
    await say(former, 'microphone.set', { command: command(), open: true })
    await presence.arrive(siteId('sp'), FakePeer.site('sp', 'page-2'))
    await expect(say(former, 'microphone.set', { command: command(), open: true })).rejects.toMatchObject({
      code: 'replaced',
    })
    expect(branchOf(made)?.chair.microphoneOpen).toBe(false)
  })

  it('whose device was removed says nothing more', async () => {
    const { say, crew, come } = await aMeeting()
    const room = await come('sc11')
    await say(crew, 'pairing.revoke', { command: command(), siteId: siteId('sc11') })
    expect(room.dismissedFor).toBe('device_unknown')
    await expect(say(room, 'floor.request', { command: command() })).rejects.toMatchObject({
      code: 'replaced',
    })
  })

  it('is no console’s: a person sends none of its messages', async () => {
    const { say, crew } = await aMeeting()
    const forSites = Object.entries(CLIENT_MESSAGES).filter(([, { audience }]) => audience === 'site')
    for (const [name] of forSites) {
      await expect(
        say(crew, name as ClientMessageName as HandledName, {} as never),
        name,
      ).rejects.toMatchObject({
        code: 'forbidden',
      })
    }
  })

  it('says how its devices are, and the console sees it', async () => {
    const { say, crew, sessionId, come } = await aMeeting()
    const room = await come('sc11')
    await say(crew, 'view.subscribe', { selector: { view: 'session', sessionId } })
    await say(room, 'site.report', { camera: 'denied', microphone: 'ok' })
    await settled()
    const [delta] = crew.received('view.delta')
    expect(delta?.set['site:sc11']).toMatchObject({ camera: 'denied', microphone: 'ok' })
    await say(room, 'site.report', { camera: 'denied', microphone: 'ok' })
    await settled()
    expect(crew.received('view.delta')).toHaveLength(1)
  })
})

describe('A console of a district', () => {
  const keysOf = (snapshot: { entities: object }) => Object.keys(snapshot.entities).toSorted()

  it('sees its own rows of the province’s session, and of the directory', async () => {
    const { say, sessionId } = await aMeeting()
    const district = aPerson('d1')
    const view = await say(district, 'view.subscribe', { selector: { view: 'session', sessionId } })
    expect(keysOf(view)).toEqual([
      'conduct',
      'group:d1',
      'media',
      'rollCall',
      'session',
      'site:sc11',
      'site:sc12',
      'site:sd1',
      'stage',
    ])
    const directory = await say(district, 'directory.get', {})
    expect(directory.sites.map((one) => one.siteId).toSorted()).toEqual(['sc11', 'sc12', 'sd1'])
    expect(directory.units.map((one) => [one.unitId, one.parentId])).toEqual([
      ['d1', null],
      ['c11', 'd1'],
      ['c12', 'd1'],
    ])
  })

  it('sees the sessions that it has a part in, and the pairings of its own sites', async () => {
    const { say, pairing, crew } = await aMeeting()
    for (const name of ['sc11', 'sc21']) {
      await pairing.pair(pairing.createCode(siteId(name), name).code, 'key', '10.0.0.1')
    }
    const ofProvince = await say(crew, 'view.subscribe', { selector: { view: 'bridge' } })
    expect(keysOf(ofProvince)).toHaveLength(6)
    const ofDistrict = await say(aPerson('d1'), 'view.subscribe', { selector: { view: 'bridge' } })
    expect(keysOf(ofDistrict).filter((one) => one.startsWith('pairing:'))).toEqual(['pairing:sc11'])
    expect(keysOf(ofDistrict).some((one) => one.startsWith('session:'))).toBe(true)
  })

  it('pairs and watches its own sites only', async () => {
    const { say, sessionId } = await aMeeting()
    const district = aPerson('d1')
    const outside: SiteId[] = [siteId('sc21'), siteId('sp'), siteId('nowhere')]
    for (const one of outside) {
      for (const name of ['pairing.createCode', 'pairing.revoke'] as const) {
        await expect(say(district, name, { command: command(), siteId: one })).rejects.toMatchObject({
          code: 'forbidden',
        })
      }
      await expect(
        say(district, 'tiles.watch', { sessionId, siteIds: [siteId('sc11'), one] }),
      ).rejects.toMatchObject({ code: 'forbidden' })
    }
    await say(district, 'tiles.watch', { sessionId, siteIds: [siteId('sc11')] })
    const code = await say(district, 'pairing.createCode', { command: command(), siteId: siteId('sc11') })
    expect(code.code).toMatch(/^\d{8}$/)
  })

  it('may not look at a session in which it has no part', async () => {
    const { services } = aBridge()
    const open = {
      command: command(),
      title: 'Giao ban huyện',
      hostUnitId: unitId('d2'),
      chairSiteId: siteId('sd2'),
      invitedUnitIds: [unitId('d2')],
    }
    const { sessionId } = await dispatch(services, aPerson('d2'), 'session.open', open)
    const selector = { view: 'session', sessionId } as const
    await expect(dispatch(services, aPerson('d1'), 'view.subscribe', { selector })).rejects.toMatchObject({
      code: 'forbidden',
    })
    await expect(dispatch(services, aPerson('d1'), 'media.open', { sessionId })).rejects.toMatchObject({
      code: 'forbidden',
    })
    const bridge = await dispatch(services, aPerson('d1'), 'view.subscribe', { selector: { view: 'bridge' } })
    expect(keysOf(bridge)).toEqual(['directory', 'health', 'plan'])
  })
})

describe('A chair who belongs to another unit', () => {
  it('looks at the whole session, conducts it, and nothing beside it', async () => {
    const { say, services, sessionId } = await aMeeting()
    const guest = aPerson('c21')
    const selector = { view: 'session', sessionId } as const
    const rows = async () => {
      const { entities } = await say(guest, 'view.subscribe', { selector })
      return Object.keys(entities).filter((one) => one.startsWith('site:'))
    }
    // Its own room is invited, so it may look; it finds that room alone.
    expect(await rows()).toEqual(['site:sc21'])
    await expect(say(guest, 'session.close', { command: command(), sessionId })).rejects.toMatchObject({
      code: 'forbidden',
    })
    services.sessionRolesOf = (accountId, of) =>
      guest.actor.kind === 'person' && accountId === guest.actor.accountId && of === sessionId
        ? ['chair']
        : []
    expect(await rows()).toHaveLength(7)
    await say(guest, 'session.close', { command: command(), sessionId })
    await expect(
      say(guest, 'pairing.createCode', { command: command(), siteId: siteId('sc11') }),
    ).rejects.toMatchObject({ code: 'forbidden' })
  })
})

describe('The view of a session that ends', () => {
  it('becomes empty for the console, and idle for the site', async () => {
    const { say, crew, sessionId, come } = await aMeeting()
    const room = await come('sc11')
    const ofConsole = await say(crew, 'view.subscribe', { selector: { view: 'session', sessionId } })
    await say(room, 'view.subscribe', { selector: { view: 'site' } })
    await say(crew, 'session.close', { command: command(), sessionId })
    await settled()
    const [delta] = crew.received('view.delta')
    expect(delta).toMatchObject({ n: 1, set: {} })
    expect(delta?.remove.toSorted()).toEqual(Object.keys(ofConsole.entities).toSorted())
    const [ofSite] = room.received('view.delta')
    const after = ofSite?.set as Partial<SiteView>
    expect(after.meeting).toBeNull()
    expect(after.media).toMatchObject({ roomId: null, send: { microphone: false, camera: 'none' } })
  })
})

describe('Every message', () => {
  it('has a use case', async () => {
    const { services } = aBridge()
    const nobody = aPerson('nowhere', 'observer')
    for (const name of Object.keys(CLIENT_MESSAGES)) {
      if (name === 'hello') continue
      const outcome = dispatch(
        services,
        nobody,
        name as HandledName,
        { siteIds: [], invitedUnitIds: [], selector: { view: 'site' } } as never,
      )
      // Refused or done, never unheard of.
      await outcome.catch((error: unknown) => expect(error, name).toHaveProperty('code'))
    }
  })
})
