import type { SiteConductView, SiteFloorView } from '@diem-cau/protocol'
import { expect, test } from 'vitest'
import { actionsOf, heardStatusOf, needsSecondPress, statusOf, tallyOf } from './floorStatus.ts'

const idle: SiteFloorView = {
  state: 'idle',
  requestId: null,
  queuePosition: null,
  kind: null,
  speaker: '',
  topic: '',
  clock: null,
  timeIsUp: false,
  microphoneOpen: false,
  isChair: false,
  liveSince: null,
  lastOutcome: null,
}
const NOW = 1_000_000
const at = (change: Partial<SiteFloorView>) => statusOf({ ...idle, ...change }, NOW)

test('a room that listens may ask to speak', () => {
  expect(at({})).toEqual({ kind: 'listening', mayNotAsk: null })
  expect(actionsOf(at({}), false)).toEqual({ primary: 'request', secondary: [] })
})

test('a room that waits knows its place and may step back', () => {
  const status = at({ state: 'queued', queuePosition: 3 })
  expect(status).toEqual({ kind: 'queued', position: 3 })
  expect(actionsOf(status, false).primary).toBe('withdraw')
})

test('an invited room accepts with the large button', () => {
  expect(actionsOf(at({ state: 'invited' }), false)).toEqual({ primary: 'accept', secondary: ['withdraw'] })
})

test('only an open microphone on the stage is shown as heard', () => {
  expect(tallyOf(at({ state: 'live', microphoneOpen: true, liveSince: 5 }))).toBe('heard')
  expect(tallyOf(at({ state: 'live', liveSince: 5 }))).toBe('seen')
  expect(tallyOf(at({ isChair: true, microphoneOpen: true }))).toBe('heard')
  expect(tallyOf(at({ isChair: true }))).toBe('off')
  expect(tallyOf(at({ state: 'standby' }))).toBe('ready')
  expect(tallyOf(at({ state: 'queued' }))).toBe('off')
})

test('a speaker whose microphone was closed opens it with the large button', () => {
  const status = at({ state: 'live', microphoneOpen: false, liveSince: 5 })
  expect(actionsOf(status, false)).toEqual({ primary: 'openMicrophone', secondary: ['end', 'startContent'] })
})

test('the chair never asks: its button is the microphone', () => {
  expect(actionsOf(at({ isChair: true }), false).primary).toBe('openMicrophone')
  expect(actionsOf(at({ isChair: true, microphoneOpen: true }), true)).toEqual({
    primary: 'closeMicrophone',
    secondary: ['stopContent'],
  })
})

test('how a speech ended is said for a while and then forgotten', () => {
  const outcome = { state: 'revoked', at: NOW - 10_000 } as const
  expect(at({ state: 'revoked', lastOutcome: outcome })).toEqual({ kind: 'ended', outcome: 'revoked' })
  expect(at({ lastOutcome: { ...outcome, at: NOW - 20_000 } })).toEqual({
    kind: 'listening',
    mayNotAsk: null,
  })
  expect(actionsOf(at({ lastOutcome: outcome }), false).primary).toBe('request')
})

test('a clicker ends nothing with one press', () => {
  expect((['end', 'withdraw'] as const).every((action) => needsSecondPress(action))).toBe(true)
  expect((['request', 'accept', 'openMicrophone'] as const).some((action) => needsSecondPress(action))).toBe(
    false,
  )
})

test('a room is told that it is heard only while its microphone works and the link carries it', () => {
  const live = at({ state: 'live', microphoneOpen: true, liveSince: 5 })
  const well = { microphone: 'ok', flowing: true } as const
  expect(heardStatusOf(live, well)).toBe(live)
  expect(heardStatusOf(live, { ...well, microphone: 'unknown' })).toBe(live)
  expect(heardStatusOf(live, { ...well, microphone: 'silent' })).toEqual({ kind: 'voiceless', since: 5 })
  expect(heardStatusOf(live, { ...well, flowing: false })).toEqual({ kind: 'cut' })
  expect(tallyOf({ kind: 'voiceless', since: 5 })).toBe('seen')
  expect(tallyOf({ kind: 'cut' })).toBe('off')
})

test('a room that only listens or waits is told nothing else by a lost link or a broken microphone', () => {
  const queued = at({ state: 'queued', queuePosition: 1 })
  expect(heardStatusOf(queued, { microphone: 'missing', flowing: false })).toBe(queued)
  const muted = at({ state: 'live' })
  expect(heardStatusOf(muted, { microphone: 'missing', flowing: true })).toBe(muted)
})

const conduct = (change: Partial<SiteConductView> = {}): SiteConductView => ({
  mode: { mode: 'chairGives' },
  limits: {
    paperSeconds: null,
    discussionSeconds: null,
    questionSeconds: null,
    pointOfOrderSeconds: null,
    atEnd: 'sign',
  },
  mayNotAsk: null,
  kinds: ['discussion', 'question', 'pointOfOrder'],
  districtName: null,
  ...change,
})

test('a room that may not ask has nothing to press, and is told why', () => {
  const rules = { conduct: conduct({ mayNotAsk: 'lecture' }), held: false }
  const status = statusOf(idle, NOW, rules)
  expect(status).toEqual({ kind: 'listening', mayNotAsk: 'lecture' })
  expect(actionsOf(status, false, rules)).toEqual({ primary: null, secondary: [] })
})

test('a room may ask for a question or a point of order beside a contribution', () => {
  const rules = { conduct: conduct(), held: false }
  expect(actionsOf(statusOf(idle, NOW, rules), false, rules)).toEqual({
    primary: 'request',
    secondary: ['requestQuestion', 'requestPointOfOrder'],
  })
})

test('a request waits for its district first', () => {
  const rules = { conduct: conduct({ districtName: 'Huyện Đồng Văn' }), held: false }
  const status = statusOf({ ...idle, state: 'requested', queuePosition: 2 }, NOW, rules)
  expect(status).toEqual({ kind: 'asked', position: 2, districtName: 'Huyện Đồng Văn' })
  expect(actionsOf(status, false, rules).primary).toBe('withdraw')
})

test('a microphone that the rule has closed is not offered to be opened', () => {
  const status = statusOf({ ...idle, state: 'live', timeIsUp: true }, NOW)
  expect(status).toEqual({ kind: 'timeUp', clock: null })
  expect(actionsOf(status, false)).toEqual({ primary: 'end', secondary: ['startContent'] })
  expect(tallyOf(status)).toBe('seen')
})

test('while the stage is held no microphone is offered, to the chair neither', () => {
  const rules = { conduct: conduct(), held: true }
  const chair = statusOf({ ...idle, isChair: true }, NOW, rules)
  expect(chair).toMatchObject({ kind: 'held', isChair: true })
  expect(actionsOf(chair, false, rules)).toEqual({ primary: null, secondary: [] })
  const speaker = statusOf({ ...idle, state: 'live' }, NOW, rules)
  expect(actionsOf(speaker, false, rules).primary).toBe('end')
  expect(tallyOf(speaker)).toBe('off')
})
