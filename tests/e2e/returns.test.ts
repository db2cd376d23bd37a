import type { SiteId } from '@diem-cau/protocol'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { eventually, never } from './support/eventually.ts'
import { Meeting, type TestRoom } from './support/Meeting.ts'
import { processesNamed } from './support/processes.ts'

const HUB = 's-02' as SiteId
const SPEAKER = 's-024' as SiteId
const LISTENER = 's-026' as SiteId
const TONES = { hub: 400, speaker: 700, listener: 1_000 }
/** Thirty in the field; the rule is the same. */
const SHORT_GRACE_SECONDS = 5

/** What may go wrong in mid-meeting, and what is left of floor and microphone afterwards. */
describe('returns and restarts in real browsers', () => {
  let meeting: Meeting
  let speaker: TestRoom
  let listener: TestRoom

  beforeAll(async () => {
    meeting = await Meeting.start()
    await meeting.openRoom(HUB, { colour: 'red', toneHz: TONES.hub })
    speaker = await meeting.openRoom(SPEAKER, { colour: 'green', toneHz: TONES.speaker })
    listener = await meeting.openRoom(LISTENER, { colour: 'blue', toneHz: TONES.listener })
  }, 180_000)

  afterAll(async () => meeting?.close())

  async function speakerIsHeard(): Promise<void> {
    await listener.untilSees('speaker1', 'green')
    await listener.untilHears(TONES.speaker)
  }

  it('keeps floor and microphone when only the socket was lost for a moment', async () => {
    await meeting.giveFloor(SPEAKER)
    await speakerIsHeard()
    const before = await speaker.facts()
    await speaker.context.setOffline(true)
    await eventually(
      () => Promise.resolve(meeting.site(SPEAKER)?.presence),
      (presence) => presence === 'away',
      { what: 'the site is away', withinMs: 25_000 },
    )
    await speaker.context.setOffline(false)
    await eventually(
      () => Promise.resolve(meeting.site(SPEAKER)),
      (site) => site?.presence === 'connected' && site.floor === 'live' && site.microphoneOpen,
      { what: 'the site is back with its floor' },
    )
    await speakerIsHeard()
    expect((await speaker.facts()).endpointsOpened).toBe(before.endpointsOpened)
  })

  it('brings a reloaded page back to its place, on standby, with its microphone closed', async () => {
    await speaker.page.reload()
    await speaker.untilStatus('standby')
    expect(meeting.site(SPEAKER)).toMatchObject({ presence: 'connected', microphoneOpen: false, slot: null })
    await listener.untilSilent()
    await never(
      () => listener.hears(),
      (tones) => tones.length > 0,
      {
        forMs: 2_000,
        what: 'a microphone that came back open',
      },
    )
    await meeting.giveFloor(SPEAKER)
    await speakerIsHeard()
  })

  it('goes on with the stage while the server is dead, and with floor and microphone when it is back', async () => {
    const before = await listener.facts()
    await meeting.bridge.kill9()
    await never(
      async () => ({ seen: await listener.sees('speaker1'), tones: await listener.hears() }),
      ({ seen, tones }) => seen !== 'green' || tones.length === 0,
      { forMs: 2_000, what: 'a stage that stands still without the server' },
    )
    await meeting.bridge.restart()
    await meeting.reconnectAdmin()
    await eventually(
      () => Promise.resolve(meeting.site(SPEAKER)),
      (site) => site?.presence === 'connected' && site.floor === 'live' && site.microphoneOpen,
      { what: 'the site has its floor again' },
    )
    await speakerIsHeard()
    expect(await listener.facts()).toEqual(before)
  })

  it('replaces a dead worker: the sites come back by themselves and nothing is lost', async () => {
    const workers = processesNamed(meeting.bridge.processes(), 'mediasoup-worker')
    expect(workers.length).toBeGreaterThan(0)
    for (const pid of workers) process.kill(pid, 'SIGKILL')
    await eventually(
      () => Promise.resolve(processesNamed(meeting.bridge.processes(), 'mediasoup-worker')),
      (pids) => pids.length === workers.length && pids.every((pid) => !workers.includes(pid)),
      { what: 'new workers' },
    )
    await speakerIsHeard()
    expect(meeting.site(SPEAKER)).toMatchObject({ floor: 'live', microphoneOpen: true, slot: 'speaker1' })
  })
})

describe('a page that is away for longer than the grace', () => {
  let meeting: Meeting

  beforeAll(async () => {
    meeting = await Meeting.start({ env: { BRIDGE_FLOOR_RESUME_GRACE_SECONDS: String(SHORT_GRACE_SECONDS) } })
  }, 60_000)

  afterAll(async () => meeting?.close())

  it('finds its request on standby and its microphone closed', async () => {
    const speaker = await meeting.openRoom(SPEAKER, { colour: 'green', toneHz: TONES.speaker })
    const listener = await meeting.openRoom(LISTENER, { colour: 'blue', toneHz: TONES.listener })
    await meeting.giveFloor(SPEAKER)
    await listener.untilSees('speaker1', 'green')
    await listener.untilHears(TONES.speaker)
    await speaker.context.setOffline(true)
    await eventually(
      () => Promise.resolve(meeting.site(SPEAKER)),
      (site) => site?.floor === 'standby' && !site.microphoneOpen,
      { what: 'the floor has lapsed', withinMs: 40_000 },
    )
    await listener.untilSilent()
    await speaker.context.setOffline(false)
    await speaker.untilStatus('standby')
    await never(
      () => listener.hears(),
      (tones) => tones.length > 0,
      { forMs: 2_000, what: 'a microphone that came back open' },
    )
    await meeting.giveFloor(SPEAKER)
    await listener.untilHears(TONES.speaker)
  })
})
