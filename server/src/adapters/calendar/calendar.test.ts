import * as fc from 'fast-check'
import ICAL from 'ical.js'
import { describe, expect, it } from 'vitest'
import { aLetter, aSession, MONDAY_EIGHT } from '../../core/notices/testing.ts'
import type { Letter } from '../../core/notices/values.ts'
import { calendarOf } from './calendarOf.ts'
import { contentLine } from './contentLine.ts'

/** The entry as another program reads it. */
function read(letter: Letter, text = 'Kính mời') {
  const entry = calendarOf(letter, text, 'hop@example.invalid')
  if (entry === null) throw new Error('no entry')
  const component = new ICAL.Component(ICAL.parse(entry.content))
  const vevent = component.getFirstSubcomponent('vevent')
  if (vevent === null) throw new Error('no event')
  const zone = component.getFirstSubcomponent('vtimezone')
  if (zone !== null) ICAL.TimezoneService.register(new ICAL.Timezone(zone))
  return { entry, component, vevent, event: new ICAL.Event(vevent) }
}

describe('A calendar entry', () => {
  it('is read by another program at the right time, in the zone of Vietnam', () => {
    const { event, component, vevent } = read(aLetter())
    expect(event.startDate.toString()).toBe('2026-11-23T08:00:00')
    expect(event.startDate.zone.tzid).toBe('Asia/Ho_Chi_Minh')
    expect(event.startDate.toUnixTime() * 1_000).toBe(MONDAY_EIGHT)
    expect(event.endDate.toUnixTime() * 1_000).toBe(MONDAY_EIGHT + 90 * 60_000)
    expect(component.getFirstPropertyValue('method')).toBe('REQUEST')
    expect(vevent.getFirstPropertyValue('status')).toBe('CONFIRMED')
    expect(event.summary).toBe('Giao ban tháng 11')
    expect(event.location).toBe('Xã Lũng Cú')
    expect(event.organizer).toBe('mailto:hop@example.invalid')
    expect(event.attendees[0]?.getFirstValue()).toBe('mailto:lungcu@example.invalid')
    expect(event.attendees[0]?.getParameter('cn')).toBe('Cán bộ kỹ thuật xã Lũng Cú')
  })

  it('keeps its UID through changes, with a sequence that grows, and is taken out by CANCEL', () => {
    const first = read(aLetter({ session: aSession({ version: 3 }) }))
    const moved = read(aLetter({ kind: 'change', session: aSession({ version: 7 }) }))
    const cancelled = read(aLetter({ kind: 'cancellation', session: aSession({ version: 8 }) }))
    expect(new Set([first, moved, cancelled].map(({ event }) => event.uid)).size).toBe(1)
    expect([first, moved, cancelled].map(({ event }) => event.sequence)).toEqual([3, 7, 8])
    expect(cancelled.component.getFirstPropertyValue('method')).toBe('CANCEL')
    expect(cancelled.vevent.getFirstPropertyValue('status')).toBe('CANCELLED')
  })

  it('of another session of a series has a UID of its own', () => {
    const other = aSession({ sessionId: 'session-2' as never })
    expect(read(aLetter({ session: other })).event.uid).not.toBe(read(aLetter()).event.uid)
  })

  it('is not sent with what changes no calendar', () => {
    expect(calendarOf(aLetter({ kind: 'reminder' }), '', 'a@b')).toBeNull()
    expect(calendarOf(aLetter({ kind: 'urgent' }), '', 'a@b')).toBeNull()
  })

  it('holds every text as it was written, and no line that somebody’s text has made', () => {
    const seed = Number(process.env['FC_SEED'] ?? Date.now() % 1_000_000)
    console.log(`seed ${seed} (FC_SEED=${seed} repeats it)`)
    const text = fc.string({ unit: 'grapheme', maxLength: 200 })
    fc.assert(
      fc.property(text, text, (title, name) => {
        const { event, entry } = read(
          aLetter({ session: aSession({ title }), recipientName: `${name}\r\nX-EVIL:1` }),
          `${title}\nEND:VEVENT`,
        )
        expect(event.summary).toBe(visible(title))
        expect(event.description).toBe(`${visible(title)}\nEND:VEVENT`.trim())
        for (const line of entry.content.split('\r\n')) {
          expect(new TextEncoder().encode(line).length).toBeLessThanOrEqual(75)
          expect(line).not.toMatch(/^X-EVIL/)
        }
        expect(entry.content.match(/^END:VEVENT\r$/gm)).toHaveLength(1)
      }),
      { seed },
    )
  })
})

/** A text without characters that no text of a calendar may hold; line breaks of all kinds are one. */
function visible(text: string): string {
  return text.replaceAll(/\r\n|\r/g, '\n').replaceAll(/[^\P{Cc}\n\t]/gu, '')
}

describe('A long line', () => {
  it('is folded after 75 octets at the latest, never within a character', () => {
    const folded = contentLine('SUMMARY', 'ế'.repeat(100))
    const lines = folded.split('\r\n').slice(0, -1)
    expect(lines.length).toBeGreaterThan(3)
    for (const line of lines) {
      expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75)
      expect(line).not.toContain('\uFFFD')
    }
    expect(lines.map((line, index) => (index === 0 ? line : line.slice(1))).join('')).toBe(
      `SUMMARY:${'ế'.repeat(100)}`,
    )
  })

  it('of exactly 75 octets is not', () => {
    expect(contentLine('A', 'x'.repeat(73))).toBe(`A:${'x'.repeat(73)}\r\n`)
    expect(contentLine('A', 'x'.repeat(74))).toBe(`A:${'x'.repeat(73)}\r\n x\r\n`)
  })
})
