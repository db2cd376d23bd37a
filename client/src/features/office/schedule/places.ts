import { ID_PATTERN, type SessionId, type TemplateId } from '@diem-cau/protocol'
import { PATHS } from '../../../app/navigation.tsx'
import { isDay, type Day } from '../../../state/schedule/days.ts'

/** Which page of the schedule a path is. */
export type Place =
  | { page: 'calendar' }
  | { page: 'templates' }
  | { page: 'day'; day: Day }
  | { page: 'new'; from: NewFrom }
  | { page: 'session'; sessionId: SessionId; part: SessionPart }
  | { page: 'edit'; sessionId: SessionId }
  | { page: 'calls'; sessionId: SessionId }
  | { page: 'report'; sessionId: SessionId }

export type SessionPart = 'overview' | 'notices' | 'history'
/** What a new session begins with. */
export type NewFrom =
  | { kind: 'nothing' }
  | { kind: 'day'; day: Day }
  | { kind: 'like'; sessionId: SessionId }
  | { kind: 'template'; templateId: TemplateId }

const ID = new RegExp(ID_PATTERN)
const isSession = (text: string): text is SessionId => ID.test(text)
const isTemplate = (text: string): text is TemplateId => ID.test(text)

/** The page of what lies below the section’s path; null when there is none. */
export function placeOf([first, second, third]: readonly string[]): Place | null {
  if (first === undefined) return { page: 'calendar' }
  if (first === 'mau' && second === undefined) return { page: 'templates' }
  if (first === 'ngay' && second !== undefined && third === undefined) {
    return isDay(second) ? { page: 'day', day: second } : null
  }
  if (first === 'moi') return newPlace(second, third)
  if (!isSession(first) || third !== undefined) return null
  switch (second) {
    case undefined:
      return { page: 'session', sessionId: first, part: 'overview' }
    case 'thong-bao':
      return { page: 'session', sessionId: first, part: 'notices' }
    case 'lich-su':
      return { page: 'session', sessionId: first, part: 'history' }
    case 'sua':
      return { page: 'edit', sessionId: first }
    case 'bao-cao':
      return { page: 'report', sessionId: first }
    case 'tra-loi':
      return { page: 'calls', sessionId: first }
    default:
      return null
  }
}

function newPlace(kind: string | undefined, of: string | undefined): Place | null {
  if (kind === undefined) return { page: 'new', from: { kind: 'nothing' } }
  if (kind === 'ngay' && of !== undefined && isDay(of)) return { page: 'new', from: { kind: 'day', day: of } }
  if (kind === 'nhu' && of !== undefined && isSession(of))
    return { page: 'new', from: { kind: 'like', sessionId: of } }
  if (kind === 'mau' && of !== undefined && isTemplate(of))
    return { page: 'new', from: { kind: 'template', templateId: of } }
  return null
}

const PARTS: Readonly<Record<SessionPart, string>> = {
  overview: '',
  notices: '/thong-bao',
  history: '/lich-su',
}

export const calendarPath = PATHS.schedule
export const templatesPath = `${PATHS.schedule}/mau`
export const dayPath = (day: Day): string => `${PATHS.schedule}/ngay/${day}`
export const sessionPath = (sessionId: SessionId, part: SessionPart = 'overview'): string =>
  `${PATHS.schedule}/${encodeURIComponent(sessionId)}${PARTS[part]}`
export const editPath = (sessionId: SessionId): string => `${sessionPath(sessionId)}/sua`
export const callsPath = (sessionId: SessionId): string => `${sessionPath(sessionId)}/tra-loi`

export function newPath(from: NewFrom = { kind: 'nothing' }): string {
  const base = `${PATHS.schedule}/moi`
  switch (from.kind) {
    case 'nothing':
      return base
    case 'day':
      return `${base}/ngay/${from.day}`
    case 'like':
      return `${base}/nhu/${encodeURIComponent(from.sessionId)}`
    case 'template':
      return `${base}/mau/${encodeURIComponent(from.templateId)}`
    default:
      return from satisfies never
  }
}
