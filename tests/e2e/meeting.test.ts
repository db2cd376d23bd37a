import type { SiteId } from '@diem-cau/protocol'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { never } from './support/eventually.ts'
import { Meeting, type TestRoom } from './support/Meeting.ts'
import { hears } from './support/senses.ts'

const HUB = 's-02' as SiteId
const FIRST = 's-024' as SiteId
const SECOND = 's-026' as SiteId
const TONES = { hub: 400, first: 700, second: 1_000 }

/** One meeting, told in order: each step stands on the one before it. */
describe('the floor in real browsers', () => {
  let meeting: Meeting
  let hub: TestRoom
  let first: TestRoom
  let second: TestRoom

  beforeAll(async () => {
    meeting = await Meeting.start()
    hub = await meeting.openRoom(HUB, { colour: 'red', toneHz: TONES.hub })
    // This page ignores whatever it is told about not sending.
    first = await meeting.openRoom(FIRST, { colour: 'green', toneHz: TONES.first }, { tampered: true })
    second = await meeting.openRoom(SECOND, { colour: 'blue', toneHz: TONES.second })
  }, 180_000)

  afterAll(async () => meeting?.close())

  it('shows everybody the chair, whose microphone is closed until it opens it', async () => {
    await first.untilSees('chair', 'red')
    await second.untilSees('chair', 'red')
    expect(await second.hears()).toEqual([])
    await hub.press()
    await second.untilHears(TONES.hub)
    await first.untilHears(TONES.hub)
    await hub.press()
    await second.untilSilent()
  })

  it('forwards nothing of a site without the floor, though its page goes on sending', async () => {
    const sentBefore = (await first.traffic()).packetsSent
    await never(
      async () => ({ tones: await second.hears(), streams: (await second.traffic()).received }),
      // The chair's picture and, from before, the chair's sound: nothing else has ever arrived.
      ({ tones, streams }) => tones.length > 0 || streams.video > 1 || streams.audio > 1,
      { forMs: 4_000, what: 'something of a site without the floor' },
    )
    expect(await second.sees('speaker1')).toBe('none')
    expect((await first.traffic()).packetsSent).toBeGreaterThan(sentBefore + 50)
  })

  it('shows and lets hear the site that is given the floor, everywhere but in its own room', async () => {
    await meeting.giveFloor(FIRST)
    for (const room of [hub, second]) {
      await room.untilSees('speaker1', 'green')
      await room.untilHears(TONES.first)
    }
    await first.untilStatus('live')
    await never(
      () => first.hears(),
      (tones) => hears(tones, TONES.first),
      {
        forMs: 1_500,
        what: 'a site that hears itself',
      },
    )
  })

  it('silences and hides it at once when the floor is revoked, though its page goes on sending', async () => {
    const requestId = await meeting.requestOf(FIRST)
    await meeting.revoke(requestId)
    await second.untilSilent()
    await second.untilSees('speaker1', 'none')
    const { packetsReceived } = await second.traffic()
    const sentBefore = (await first.traffic()).packetsSent
    await never(
      () => second.hears(),
      (tones) => tones.length > 0,
      { forMs: 3_000, what: 'a revoked site' },
    )
    expect(await second.sees('speaker1')).toBe('none')
    expect((await first.traffic()).packetsSent).toBeGreaterThan(sentBefore + 30)
    // Only the chair's picture goes on arriving: far less than two pictures and a sound would.
    expect((await second.traffic()).packetsReceived - packetsReceived).toBeLessThan(3_000)
  })

  it('changes the floor ten times without a negotiation or a new consumer at a listener', async () => {
    await meeting.giveFloor(SECOND)
    await hub.untilSees('speaker1', 'blue')
    const before = await hub.facts()
    for (let change = 0; change < 5; change++) {
      await meeting.giveFloor(FIRST)
      await hub.untilSees('speaker1', 'green')
      await meeting.giveFloor(SECOND)
      await hub.untilSees('speaker1', 'blue')
    }
    await hub.untilHears(TONES.second)
    expect(await hub.facts()).toEqual(before)
  })

  it('takes a request from the one large button to the floor and back', async () => {
    await first.press()
    await first.untilStatus('queued')
    await meeting.standby(FIRST)
    await first.untilStatus('standby')
    await meeting.giveFloor(FIRST)
    await first.untilStatus('live')
    await hub.untilSees('speaker1', 'green')
    await first.press()
    await first.untilStatus('ended')
    await hub.untilSilent()
  })
})
