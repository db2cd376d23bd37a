import { errorReply } from '@diem-cau/protocol'
import { expect, test } from 'vitest'
import { screenOf, type SiteInputs } from './siteScreen.ts'
import { idleSite, place } from './testing.ts'

const site = idleSite()
const { meeting } = idleSite({ inMeeting: true })
const capture = { device: 'ok', track: null, deviceId: '' } as const
const inputs: SiteInputs = {
  place,
  connection: { kind: 'online', site: place, serverVersion: '1' },
  view: { kind: 'live', entities: site },
  media: { kind: 'idle' },
  wasReady: false,
  devices: { camera: capture, microphone: capture },
  presenting: false,
  big: 'content' as const,
  now: 1_000,
}

test('before the first word of the server the room’s name is known from its pairing', () => {
  const screen = screenOf({
    ...inputs,
    connection: { kind: 'connecting', since: 5 },
    view: { kind: 'loading' },
  })
  expect(screen).toEqual({ kind: 'connecting', since: 5, place })
})

test('without a meeting the room waits; with one it is in it', () => {
  expect(screenOf(inputs).kind).toBe('waiting')
  expect(screenOf({ ...inputs, view: { kind: 'live', entities: { ...site, meeting } } }).kind).toBe('meeting')
})

test('a lost link keeps the last that was known on screen', () => {
  const screen = screenOf({
    ...inputs,
    connection: { kind: 'offline', since: 3 },
    view: { kind: 'stale', entities: { ...site, meeting }, since: 3 },
  })
  expect(screen).toMatchObject({ kind: 'meeting', link: { kind: 'lost', since: 3 } })
})

test.each([
  ['replaced', false, 'takeOver'],
  ['device_in_use', true, 'takeOver'],
  ['device_unknown', false, 'pairAgain'],
  ['protocol_too_old', false, 'reload'],
  ['protocol_too_new', false, 'call'],
] as const)('a page refused with %s offers the right way out', (code, retrying, way) => {
  const connection = { kind: 'refused', error: errorReply(code), retrying, since: 1 } as const
  expect(screenOf({ ...inputs, connection })).toMatchObject({ kind: 'refused', way })
})

test('a server that is starting does not take the picture from a room that has one', () => {
  const connection = { kind: 'refused', error: errorReply('not_ready'), retrying: true, since: 1 } as const
  expect(screenOf({ ...inputs, connection }).kind).toBe('waiting')
  expect(screenOf({ ...inputs, connection, view: { kind: 'loading' } })).toMatchObject({ way: 'wait' })
})
