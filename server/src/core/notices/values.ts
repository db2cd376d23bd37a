import type { Language, NoticeId, SessionType, SiteId } from '@diem-cau/protocol'
import { changesBetween } from './changes.ts'
import { oneLine } from './template.ts'
import { clockTime, dateAndTime, dayOf, duration } from './times.ts'
import type { AnnouncedSession, NoticeKind } from './types.ts'

/** One notice with everything that its text is made of. */
export interface Letter {
  noticeId: NoticeId
  kind: NoticeKind
  recipient: string
  recipientName: string
  /** The sites for which the recipient stands; empty for people who are not of one site. */
  siteIds: readonly SiteId[]
  /** Those for which it stood when it was last told; null where that makes no difference. */
  formerSiteIds: readonly SiteId[] | null
  session: AnnouncedSession
  before: AnnouncedSession | null
  reason: string
  createdAt: number
}

/** `removal`: the session is held, but without the recipient's sites. */
export type TextKind = NoticeKind | 'removal'

export function textKindOf({ kind, siteIds, session }: Letter): TextKind {
  const isOut = siteIds.length > 0 && !siteIds.some((siteId) => session.siteIds.includes(siteId))
  return kind === 'cancellation' && isOut ? 'removal' : kind
}

/** What a template may fill in. Lists come as lines that begin with a dash. */
export const PLACEHOLDERS = [
  'recipient',
  'title',
  'type',
  'host',
  'chair',
  'start',
  'startTime',
  'startDay',
  'end',
  'duration',
  'rehearsal',
  'agenda',
  'documents',
  'sites',
  'siteList',
  'siteCount',
  'changes',
  'changesLine',
  'reason',
  'helpPhone',
] as const
export type Placeholder = (typeof PLACEHOLDERS)[number]

const TYPES: Record<SessionType, Record<Language, string>> = {
  provincialMeeting: { vi: 'Hội nghị trực tuyến', en: 'Online conference' },
  districtBriefing: { vi: 'Giao ban trực tuyến', en: 'Online briefing' },
  linkedThreeLevel: {
    vi: 'Hội nghị trực tuyến liên thông 3 cấp',
    en: 'Linked three-level online conference',
  },
  voterMeeting: { vi: 'Tiếp xúc cử tri trực tuyến', en: 'Online voter meeting' },
  councilSession: { vi: 'Kỳ họp Hội đồng nhân dân', en: 'People’s council session' },
  urgentCall: { vi: 'Họp khẩn', en: 'Urgent call' },
  rehearsal: { vi: 'Kết nối thử', en: 'Rehearsal' },
}

/** So many sites are named one by one; of more only how many there are. */
const MOST_NAMED_SITES = 12

/** The words that are filled into the templates. Every text of a person is one line. */
export function valuesOf(letter: Letter, language: Language, helpPhone: string): Record<Placeholder, string> {
  const { session, before, siteIds } = letter
  const nameOf = (id: string): string => oneLine(session.names[id] ?? id)
  const siteNames = siteIds.map(nameOf)
  const changes = [
    ...(before === null ? [] : changesBetween(before, session, language)),
    ...siteChange(letter, language, nameOf),
  ].map(oneLine)
  return {
    recipient: oneLine(letter.recipientName),
    title: oneLine(session.title),
    type: TYPES[session.type][language],
    host: nameOf(session.hostUnitId),
    chair: chairOf(session, nameOf),
    start: dateAndTime(session.startsAt, language),
    startTime: clockTime(session.startsAt),
    startDay: dayOf(session.startsAt),
    end: dateAndTime(session.startsAt + session.durationMinutes * 60_000, language),
    duration: duration(session.durationMinutes, language),
    rehearsal: session.rehearsalAt === null ? '' : dateAndTime(session.rehearsalAt, language),
    agenda: agendaOf(session, nameOf),
    documents: list(session.documents.map(({ title, fileName }) => oneLine(title || fileName))),
    sites: namedSites(siteNames, language),
    siteList: list(siteNames),
    siteCount: siteNames.length === 0 ? '' : String(siteNames.length),
    changes: list(changes),
    changesLine: changes.join('; '),
    reason: oneLine(letter.reason),
    helpPhone: oneLine(helpPhone),
  }
}

/** One address may stand for several sites, of which one comes and another goes. */
function siteChange(
  { siteIds, formerSiteIds }: Letter,
  language: Language,
  nameOf: (id: string) => string,
): string[] {
  if (formerSiteIds === null) return []
  const added = siteIds.filter((siteId) => !formerSiteIds.includes(siteId)).map(nameOf)
  const removed = formerSiteIds.filter((siteId) => !siteIds.includes(siteId)).map(nameOf)
  const words =
    language === 'vi'
      ? { added: 'Thêm điểm cầu', removed: 'Bớt điểm cầu' }
      : { added: 'Sites added', removed: 'Sites removed' }
  return [
    ...(added.length > 0 ? [`${words.added}: ${namedSites(added, language)}`] : []),
    ...(removed.length > 0 ? [`${words.removed}: ${namedSites(removed, language)}`] : []),
  ]
}

function chairOf({ chair }: AnnouncedSession, nameOf: (id: string) => string): string {
  const person = oneLine(chair.person)
  return person === '' ? nameOf(chair.siteId) : `${person} – ${nameOf(chair.siteId)}`
}

function agendaOf({ agenda }: AnnouncedSession, nameOf: (id: string) => string): string {
  return list(
    agenda.map(({ title, minutes, speaker }) => {
      const who = [speaker?.person ?? '', speaker?.siteId == null ? '' : nameOf(speaker.siteId)]
      const names = who.map(oneLine).filter((part) => part !== '')
      return `${oneLine(title)} (${minutes}′)${names.length === 0 ? '' : ` – ${names.join(', ')}`}`
    }),
  )
}

function namedSites(names: readonly string[], language: Language): string {
  if (names.length <= MOST_NAMED_SITES) return names.join(', ')
  const rest = names.length - MOST_NAMED_SITES
  const more = language === 'vi' ? `và ${rest} điểm cầu khác` : `and ${rest} more`
  return `${names.slice(0, MOST_NAMED_SITES).join(', ')} ${more}`
}

function list(lines: readonly string[]): string {
  return lines.map((line) => `- ${line}`).join('\n')
}
