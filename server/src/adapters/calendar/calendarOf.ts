import { localTime, two, ZONE } from '../../core/notices/times.ts'
import type { Letter } from '../../core/notices/values.ts'
import { contentLine, quotedValue, textValue } from './contentLine.ts'

/*
 * An own writer, of the little that is needed, because all of it can be checked: RFC 5545 and RFC 5546 (iTIP).
 *
 * Every session of a series is an event of its own, with its own UID, and not an instance of a recurring one: each is
 * planned, moved and cancelled by itself, with a sequence of its own, and who is invited to one of them need not be to
 * the others, as RECURRENCE-ID would have it.
 */

export interface CalendarEntry {
  method: 'REQUEST' | 'CANCEL'
  content: string
}

/** Vietnam keeps UTC+7 all year (since 1975). */
const VTIMEZONE = [
  'BEGIN:VTIMEZONE\r\n',
  `TZID:${ZONE}\r\n`,
  'BEGIN:STANDARD\r\n',
  'DTSTART:19750613T000000\r\n',
  'TZOFFSETFROM:+0700\r\n',
  'TZOFFSETTO:+0700\r\n',
  'TZNAME:+07\r\n',
  'END:STANDARD\r\n',
  'END:VTIMEZONE\r\n',
].join('')

/**
 * The entry for the recipient's calendar: made or changed by REQUEST, taken out by CANCEL. Null for a notice that
 * changes no calendar.
 * @param text what is shown as description
 * @param organizer address of the sender
 */
export function calendarOf(letter: Letter, text: string, organizer: string): CalendarEntry | null {
  const { kind, session } = letter
  if (kind === 'reminder' || kind === 'urgent') return null
  const method = kind === 'cancellation' ? 'CANCEL' : 'REQUEST'
  const nameOf = (id: string): string => session.names[id] ?? id
  const endsAt = session.startsAt + session.durationMinutes * 60_000
  const attendee = [
    `ATTENDEE;CN=${quotedValue(letter.recipientName)}`,
    'ROLE=REQ-PARTICIPANT',
    'PARTSTAT=NEEDS-ACTION',
    'RSVP=FALSE',
  ].join(';')
  const content = [
    'BEGIN:VCALENDAR\r\n',
    'VERSION:2.0\r\n',
    'PRODID:-//Diem Cau//Notices//VI\r\n',
    'CALSCALE:GREGORIAN\r\n',
    `METHOD:${method}\r\n`,
    VTIMEZONE,
    'BEGIN:VEVENT\r\n',
    contentLine('UID', `${session.sessionId}@diem-cau`),
    contentLine('SEQUENCE', String(session.version)),
    contentLine('DTSTAMP', utc(letter.createdAt)),
    contentLine(`DTSTART;TZID=${ZONE}`, local(session.startsAt)),
    contentLine(`DTEND;TZID=${ZONE}`, local(endsAt)),
    contentLine('SUMMARY', textValue(session.title)),
    contentLine('DESCRIPTION', textValue(text.trim())),
    contentLine('LOCATION', textValue(letter.siteIds.map(nameOf).join(', '))),
    contentLine(`ORGANIZER;CN=${quotedValue(nameOf(session.hostUnitId))}`, `mailto:${organizer}`),
    contentLine(attendee, `mailto:${letter.recipient}`),
    `STATUS:${method === 'CANCEL' ? 'CANCELLED' : 'CONFIRMED'}\r\n`,
    'TRANSP:OPAQUE\r\n',
    'END:VEVENT\r\n',
    'END:VCALENDAR\r\n',
  ].join('')
  return { method, content }
}

function local(at: number): string {
  const { year, month, day, hour, minute, second } = localTime(at)
  return `${String(year).padStart(4, '0')}${two(month)}${two(day)}T${two(hour)}${two(minute)}${two(second)}`
}

function utc(at: number): string {
  return new Date(at).toISOString().replaceAll(/[-:]|\.\d+/g, '')
}
