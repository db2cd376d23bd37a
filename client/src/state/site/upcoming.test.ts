import type { UpcomingSession } from '@diem-cau/protocol'
import { describe, expect, test } from 'vitest'
import { comingUp, remainingUntil } from './upcoming.ts'

/* oxlint-disable typescript/no-unsafe-type-assertion -- a specification's ids are ids */

const NOW = Date.parse('2026-11-23T07:18:00+07:00')
const MINUTE_MS = 60_000

function aSession(title: string, startsAt: string, rehearsalAt: string | null = null): UpcomingSession {
  return {
    sessionId: title as UpcomingSession['sessionId'],
    title,
    type: 'provincialMeeting',
    state: 'scheduled',
    startsAt: Date.parse(`${startsAt}+07:00`),
    rehearsalAt: rehearsalAt === null ? null : Date.parse(`${rehearsalAt}+07:00`),
    hostUnitName: 'Tỉnh Hà Giang',
    chairPerson: '',
    chairSiteName: 'Phòng họp tỉnh',
  }
}

describe('What comes next for a room', () => {
  test('nothing is nothing', () => {
    expect(comingUp([], NOW)).toEqual({ next: null, later: [] })
  })

  test('a session of today counts down in minutes', () => {
    const { next } = comingUp([aSession('Giao ban', '2026-11-23T08:00:00')], NOW)
    expect(next).toMatchObject({
      starts: { clock: '08:00', day: { kind: 'today' } },
      remaining: { kind: 'minutes', minutes: 42 },
      rehearsal: null,
    })
  })

  test('a session of tomorrow has a rehearsal today, until that has begun', () => {
    const session = aSession('Hội nghị', '2026-11-24T08:00:00', '2026-11-23T15:00:00')
    expect(comingUp([session], NOW).next).toMatchObject({
      starts: { day: { kind: 'tomorrow' } },
      rehearsal: { clock: '15:00', day: { kind: 'today' } },
    })
    expect(comingUp([session], Date.parse('2026-11-23T15:00:00+07:00')).next?.rehearsal).toBeNull()
  })

  test('tomorrow is the next day of the calendar also late in the evening and at the end of a year', () => {
    const late = Date.parse('2026-12-31T23:59:00+07:00')
    expect(comingUp([aSession('Giao ban', '2027-01-01T00:05:00')], late).next).toMatchObject({
      starts: { day: { kind: 'tomorrow' } },
      remaining: { kind: 'minutes', minutes: 6 },
    })
  })

  test('at most two more are named', () => {
    const days = ['23', '24', '25', '26'].map((day) => aSession(day, `2026-11-${day}T08:00:00`))
    expect(comingUp(days, NOW).later.map(({ session }) => session.title)).toEqual(['24', '25'])
  })
})

test.each([
  [0, { kind: 'due' }],
  [-90 * MINUTE_MS, { kind: 'due' }],
  [30_000, { kind: 'soon' }],
  [42 * MINUTE_MS + 59_000, { kind: 'minutes', minutes: 42 }],
  [60 * MINUTE_MS, { kind: 'hours', hours: 1, minutes: 0 }],
  [150 * MINUTE_MS, { kind: 'hours', hours: 2, minutes: 30 }],
  [25 * 60 * MINUTE_MS, { kind: 'days', days: 1 }],
])('%d ms before its start it is said so', (left, said) => {
  expect(remainingUntil(NOW + left, NOW)).toEqual(said)
})
