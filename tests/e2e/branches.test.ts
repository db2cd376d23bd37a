import type { SessionId, SiteId, UnitId } from '@diem-cau/protocol'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { eventually, never } from './support/eventually.ts'
import { Meeting, type TestRoom } from './support/Meeting.ts'
import { hears } from './support/senses.ts'

const HUB = 's-02' as SiteId
const TOWN = 's-024' as SiteId
const DISTRICT_UNIT = 'u-026' as UnitId
const DISTRICT = 's-026' as SiteId
const COMMUNE = 's-00715' as SiteId
const TONES = { hub: 400, town: 1_300, district: 700, commune: 1_000 }

/** A district leaves the province's meeting for one of its own, and comes back, in real browsers. */
describe('a district that meets on its own', () => {
  let meeting: Meeting
  let hub: TestRoom
  let town: TestRoom
  let district: TestRoom
  let commune: TestRoom
  let branch: SessionId

  beforeAll(async () => {
    meeting = await Meeting.start()
    hub = await meeting.openRoom(HUB, { colour: 'red', toneHz: TONES.hub })
    town = await meeting.openRoom(TOWN, { colour: 'yellow', toneHz: TONES.town })
    district = await meeting.openRoom(DISTRICT, { colour: 'green', toneHz: TONES.district })
    commune = await meeting.openRoom(COMMUNE, { colour: 'blue', toneHz: TONES.commune })
    for (const { page } of [hub, town, district, commune]) {
      await page.evaluate(() => Object.assign(window, { isTheSamePage: true }))
    }
  }, 180_000)

  afterAll(async () => meeting?.close())

  /** For a while nobody of `rooms` sees the colour on the speaker's place or hears the tone. */
  async function nothingReaches(rooms: TestRoom[], colour: string, toneHz: number): Promise<void> {
    await never(
      async () =>
        Promise.all(
          rooms.map(async (room) => ({ seen: await room.sees('speaker1'), tones: await room.hears() })),
        ),
      (found) => found.some(({ seen, tones }) => seen === colour || hears(tones, toneHz)),
      { forMs: 2_500, what: `${colour} or ${toneHz} Hz where it does not belong` },
    )
  }

  it('speaks in the province as long as it is there', async () => {
    await meeting.giveFloor(COMMUNE)
    await town.untilSees('speaker1', 'blue')
    await town.untilHears(TONES.commune)
    await district.untilHears(TONES.commune)
  })

  it('leaves: its rooms are on a stage of their own, silent, and the province goes on without them', async () => {
    branch = await meeting.detach(DISTRICT_UNIT, DISTRICT)
    await commune.untilSees('chair', 'green')
    await commune.untilStatus('listening')
    await town.untilSees('chair', 'red')
    await town.untilSilent()
    await nothingReaches([hub, town, district], 'blue', TONES.commune)
    await eventually(
      () => Promise.resolve([DISTRICT, COMMUNE].map((siteId) => meeting.site(siteId, branch))),
      (rows) => rows.every((row) => row?.presence === 'connected' && !row.microphoneOpen),
      { what: 'both rooms in the branch, silent' },
    )
    await eventually(
      () => Promise.resolve(meeting.connectedSites().toSorted().join(' ')),
      (sites) => sites === [HUB, TOWN].toSorted().join(' '),
      { what: 'the others in the province' },
    )
  })

  it('gives the floor to a commune of its own: seen and heard there, and nowhere in the province', async () => {
    await meeting.giveFloor(COMMUNE, false, branch)
    await district.untilSees('speaker1', 'blue')
    await district.untilHears(TONES.commune)
    await nothingReaches([hub, town], 'blue', TONES.commune)
  })

  it('receives nothing of the province’s stage meanwhile', async () => {
    await meeting.giveFloor(TOWN)
    await hub.untilSees('speaker1', 'yellow')
    await hub.untilHears(TONES.town)
    await nothingReaches([district, commune], 'yellow', TONES.town)
  })

  it('loses nothing when the server is killed, nor does the province', async () => {
    await meeting.bridge.kill9()
    await meeting.bridge.restart()
    await meeting.reconnectAdmin()
    await eventually(
      () => Promise.resolve([meeting.site(COMMUNE, branch), meeting.site(TOWN)]),
      (rows) =>
        rows.every((row) => row?.presence === 'connected' && row.floor === 'live' && row.microphoneOpen),
      { what: 'both speakers as before', withinMs: 40_000 },
    )
    await district.untilHears(TONES.commune)
    await hub.untilHears(TONES.town)
    await nothingReaches([hub, town], 'blue', TONES.commune)
    await nothingReaches([district, commune], 'yellow', TONES.town)
  })

  it('comes back: everybody is on the province’s stage, and the commune’s microphone is closed', async () => {
    await meeting.attach(branch)
    await commune.untilSees('speaker1', 'yellow')
    await district.untilSees('speaker1', 'yellow')
    await commune.untilHears(TONES.town)
    await district.untilHears(TONES.town)
    await commune.untilStatus('listening')
    await nothingReaches([hub, district], 'blue', TONES.commune)
    expect(meeting.site(COMMUNE)).toMatchObject({ presence: 'connected', microphoneOpen: false, slot: null })
    expect(meeting.admin.openSessions.map(({ sessionId }) => sessionId)).toEqual([meeting.sessionId])
    await meeting.revoke(await meeting.requestOf(TOWN))
    for (const room of [town, district, commune]) await room.untilSees('chair', 'red')
  })

  it('has done all that without loading a page again, and can speak as before', async () => {
    for (const { page } of [hub, town, district, commune]) {
      expect(await page.evaluate(() => 'isTheSamePage' in window)).toBe(true)
    }
    await meeting.giveFloor(COMMUNE)
    await hub.untilSees('speaker1', 'blue')
    await hub.untilHears(TONES.commune)
  })
})
