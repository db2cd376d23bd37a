import type { RingView } from '@diem-cau/protocol'
import { expect, test } from 'vitest'
import { ownAttempt, ringStateOf, secondsLeft } from './ringState.ts'
import { idleSite } from './testing.ts'

const ring = {
  sessionId: 'm-2',
  reason: 'Lũ quét',
  title: 'Họp khẩn: Lũ quét',
  hostUnitName: 'Tỉnh Hà Giang',
  since: 1_000,
  busyWith: null,
  answersAfterSeconds: null,
} as unknown as RingView

test('an urgent call rings, whether the room is in a meeting or not', () => {
  expect(ringStateOf({ ...idleSite(), ring })).toEqual({ kind: 'ringing', ring, sounds: true })
  expect(ringStateOf({ ...idleSite({ inMeeting: true }), ring })).toMatchObject({ kind: 'ringing' })
  expect(ringStateOf(idleSite())).toEqual({ kind: 'none' })
  expect(ringStateOf(null)).toEqual({ kind: 'none' })
})

test('a room that is being heard rings without a sound', () => {
  const site = idleSite({ inMeeting: true })
  const heard = { ...site, ring, floor: { ...site.floor, microphoneOpen: true } }
  expect(ringStateOf(heard)).toMatchObject({ kind: 'ringing', sounds: false })
})

test('a room that has the chair of its meeting is told, and goes on', () => {
  const busy = { ...ring, busyWith: { title: 'Giao ban', isChair: true } }
  expect(ringStateOf({ ...idleSite({ inMeeting: true }), ring: busy })).toEqual({ kind: 'told', ring: busy })
})

test('a page that answers by itself counts the seconds down, and no further than nought', () => {
  expect(secondsLeft(ring, 5_000)).toBeNull()
  const own = { ...ring, answersAfterSeconds: 30 }
  expect(secondsLeft(own, 1_000)).toBe(30)
  expect(secondsLeft(own, 30_500)).toBe(1)
  expect(secondsLeft(own, 99_000)).toBe(0)
  expect(ownAttempt(ring, 99_000)).toBeNull()
  expect(ownAttempt(own, 30_999)).toBeNull()
  expect([31_000, 35_999, 36_000].map((now) => ownAttempt(own, now))).toEqual([0, 0, 1])
})
