import type { SessionBody, SiteId, UnitId } from '@diem-cau/protocol'
import { NOTHING } from '../directory/selection.ts'
import { dayOf, minutesOf, momentOf, type Day } from './days.ts'
import { clockText, dayText, durationText, parseClock, parseDay, parseDuration } from './typed.ts'

type Typed = 'startsAt' | 'durationMinutes' | 'rehearsalAt'

/** A session as it stands in the form: days, times and lengths as they were typed, so that nothing typed is lost. */
export interface SessionDraft extends Omit<SessionBody, Typed> {
  readonly day: string
  readonly clock: string
  readonly duration: string
  /** Both empty: no rehearsal. */
  readonly rehearsalDay: string
  readonly rehearsalClock: string
}

/** What keeps a draft from being saved, by the part of the form where it is put right. */
export type DraftFault =
  | 'title'
  | 'hostUnitId'
  | 'day'
  | 'clock'
  | 'duration'
  | 'rehearsal'
  | 'rehearsalLate'
  | 'chair'
  | 'agenda'
  | 'technicians'

const LEAST_MINUTES = 5
const MOST_MINUTES = 14 * 24 * 60

/** A plan as it is put into the form. */
export function draftOf(body: SessionBody): SessionDraft {
  const { startsAt, durationMinutes, rehearsalAt, ...rest } = body
  return {
    ...rest,
    day: dayText(dayOf(startsAt)),
    clock: clockText(minutesOf(startsAt)),
    duration: durationText(durationMinutes),
    rehearsalDay: rehearsalAt === null ? '' : dayText(dayOf(rehearsalAt)),
    rehearsalClock: rehearsalAt === null ? '' : clockText(minutesOf(rehearsalAt)),
  }
}

/** A plan with nothing in it but what every session has. */
export function emptyBody(hostUnitId: UnitId, chairSiteId: SiteId, startsAt: number): SessionBody {
  return {
    type: 'provincialMeeting',
    title: '',
    hostUnitId,
    startsAt,
    durationMinutes: 120,
    rehearsalAt: null,
    chair: { siteId: chairSiteId, person: '' },
    invitation: NOTHING,
    agenda: [],
    technicians: [],
    people: [],
    documentIds: [],
    notes: '',
    settings: { speakerPlaces: 1, maxOpenMicrophones: 2, videoCodec: 'vp8' },
  }
}

/** When a draft begins, in epoch milliseconds; null while day or time can not be read. */
export function startOf(draft: Pick<SessionDraft, 'day' | 'clock'>, today: Day): number | null {
  const day = parseDay(draft.day, today)
  const minutes = parseClock(draft.clock)
  return day === null || minutes === null ? null : momentOf(day, minutes)
}

function durationOf(text: string): number | null {
  const minutes = parseDuration(text)
  return minutes !== null && minutes >= LEAST_MINUTES && minutes <= MOST_MINUTES ? minutes : null
}

function hasRehearsal({ rehearsalDay, rehearsalClock }: SessionDraft): boolean {
  return rehearsalDay.trim() !== '' || rehearsalClock.trim() !== ''
}

function rehearsalOf(draft: SessionDraft, today: Day): number | null {
  return startOf({ day: draft.rehearsalDay, clock: draft.rehearsalClock }, today)
}

/** What is missing or can not be read, in the order of the form. */
export function draftFaults(draft: SessionDraft, today: Day): DraftFault[] {
  const startsAt = startOf(draft, today)
  const rehearsalAt = rehearsalOf(draft, today)
  const faults: (DraftFault | false)[] = [
    draft.title.trim() === '' && 'title',
    draft.hostUnitId === '' && 'hostUnitId',
    parseDay(draft.day, today) === null && 'day',
    parseClock(draft.clock) === null && 'clock',
    durationOf(draft.duration) === null && 'duration',
    hasRehearsal(draft) && rehearsalAt === null && 'rehearsal',
    rehearsalAt !== null && startsAt !== null && rehearsalAt >= startsAt && 'rehearsalLate',
    draft.chair.siteId === '' && 'chair',
    draft.agenda.some(({ title, minutes }) => title.trim() === '' || minutes < 1 || minutes > 600) &&
      'agenda',
    draft.technicians.some(({ contact }) => !isContact(contact)) && 'technicians',
  ]
  return faults.filter((fault) => fault !== false)
}

const PHONE = /^\+?[0-9][0-9 .()-]{2,38}$/
const EMAIL = /^[^\s@<>"]+@[^\s@<>"]+$/

/** Whether a contact's number and address look like such; both may be empty. */
export function isContact({ phone, email }: { phone: string; email: string }): boolean {
  return (phone === '' || PHONE.test(phone)) && (email === '' || EMAIL.test(email))
}

/**
 * The plan that a draft means; null while something in it is missing or can not be read. Times that were left as they
 * stand in `base` keep their seconds, which the form does not show.
 */
export function bodyOf(draft: SessionDraft, today: Day, base: SessionBody | null = null): SessionBody | null {
  if (draftFaults(draft, today).length > 0) return null
  const body = readableBody(draft, today)
  if (body === null || base === null) return body
  return {
    ...body,
    startsAt: isSameMinute(body.startsAt, base.startsAt) ? base.startsAt : body.startsAt,
    rehearsalAt: isSameMinute(body.rehearsalAt, base.rehearsalAt) ? base.rehearsalAt : body.rehearsalAt,
  }
}

function isSameMinute(a: number | null, b: number | null): boolean {
  return a !== null && b !== null && Math.floor(a / 60_000) === Math.floor(b / 60_000)
}

/** As much of a plan as conflicts can be looked for: time and chair have to be readable, a title need not be there. */
export function readableBody(draft: SessionDraft, today: Day): SessionBody | null {
  const startsAt = startOf(draft, today)
  const durationMinutes = durationOf(draft.duration)
  if (startsAt === null || durationMinutes === null || draft.chair.siteId === '') return null
  const {
    day: _day,
    clock: _clock,
    duration: _duration,
    rehearsalDay: _on,
    rehearsalClock: _at,
    ...rest
  } = draft
  return {
    ...rest,
    title: draft.title.trim() === '' ? '—' : draft.title.trim(),
    startsAt,
    durationMinutes,
    rehearsalAt: rehearsalOf(draft, today),
    agenda: draft.agenda.map((item) => ({
      ...item,
      title: item.title.trim() === '' ? '—' : item.title.trim(),
    })),
  }
}
