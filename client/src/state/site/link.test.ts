import { expect, test } from 'vitest'
import { linkOf } from './link.ts'

const online = { kind: 'online', site: null, serverVersion: '1' } as const
const offline = { kind: 'offline', since: 7 } as const
const flowing = { kind: 'ready', endpointId: 'e', connected: true } as const
const inMeeting = { inMeeting: true, wasReady: true }

test('a server that is away while picture and sound go on is not a lost link', () => {
  expect(linkOf(offline, flowing, inMeeting)).toEqual({ kind: 'noServer', since: 7 })
  expect(linkOf(offline, { ...flowing, connected: false }, inMeeting)).toEqual({ kind: 'lost', since: 7 })
})

test('a server without picture and sound says so, but only in a meeting', () => {
  expect(linkOf(online, { kind: 'idle' }, inMeeting)).toEqual({ kind: 'noMedia', first: false })
  expect(linkOf(online, { kind: 'idle' }, { inMeeting: false, wasReady: false })).toEqual({ kind: 'good' })
})

test('all is well', () => {
  expect(linkOf(online, flowing, inMeeting)).toEqual({ kind: 'good' })
})
