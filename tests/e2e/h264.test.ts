import type { SiteId } from '@diem-cau/protocol'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { Meeting, type TestRoom } from './support/Meeting.ts'

const HUB = 's-02' as SiteId
const FIRST = 's-024' as SiteId
const SECOND = 's-026' as SiteId

let meeting: Meeting
let hub: TestRoom

beforeAll(async () => {
  meeting = await Meeting.start({ env: { BRIDGE_STAGE_VIDEO_CODEC: 'h264' } })
  hub = await meeting.openRoom(HUB, { colour: 'red', toneHz: 400 })
  await meeting.openRoom(FIRST, { colour: 'green', toneHz: 700 })
  await meeting.openRoom(SECOND, { colour: 'blue', toneHz: 1_000 })
}, 180_000)

afterAll(async () => meeting?.close())

it('changes the floor in H264 without a negotiation at a listener', async () => {
  await meeting.giveFloor(FIRST)
  await hub.untilSees('speaker1', 'green')
  const before = await hub.facts()
  await meeting.giveFloor(SECOND)
  await hub.untilSees('speaker1', 'blue')
  await hub.untilHears(1_000)
  await meeting.giveFloor(FIRST)
  await hub.untilSees('speaker1', 'green')
  expect(await hub.facts()).toEqual(before)
  expect(await hub.receivedVideoCodecs()).toEqual(['video/H264'])
})
