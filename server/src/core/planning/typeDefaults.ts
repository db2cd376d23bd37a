import type { AgendaItem, Invitation, SessionBody, SessionType, SiteId, UnitId } from '@diem-cau/protocol'
import type { CalendarDate, Directory, Unit } from '../directory/index.ts'
import { addDays, dayOf, startOfDay } from './calendar.ts'
import { NO_HOLIDAYS, type Holidays } from './holidays.ts'
import { NOBODY } from './invitation.ts'

type Item = readonly [kind: AgendaItem['kind'], title: string, minutes: number]

/** Who is invited, seen from the host: the tier below it with its own departments; that tier alone; all below it. */
type Circle = 'below' | 'belowAndBodies' | 'everybody'

interface TypeDefaults {
  /** `{unit}`: the host's name; `{month}`: month and year of the session. */
  title: string
  durationMinutes: number
  circle: Circle
  /** Hour of the day at which it begins. */
  hour: number
  /** The afternoon before, so many minutes before, or none. */
  rehearsal: 'dayBefore' | number | null
  agenda: readonly Item[]
}

const OPENING: Item = ['opening', 'Tuyên bố lý do, giới thiệu đại biểu', 10]
const CONCLUSION: Item = ['conclusion', 'Kết luận của chủ tọa', 15]

/** What a session of a type begins with when there was none before; in the wording of official agendas. */
const DEFAULTS: Readonly<Record<SessionType, TypeDefaults>> = {
  provincialMeeting: {
    title: 'Hội nghị trực tuyến tháng {month}',
    durationMinutes: 180,
    circle: 'belowAndBodies',
    hour: 8,
    rehearsal: 'dayBefore',
    agenda: [
      OPENING,
      ['opening', 'Phát biểu khai mạc', 10],
      ['report', 'Báo cáo tình hình thực hiện nhiệm vụ', 30],
      ['paper', 'Tham luận của các đơn vị', 60],
      ['discussion', 'Thảo luận', 50],
      CONCLUSION,
    ],
  },
  districtBriefing: {
    title: 'Giao ban tháng {month} – {unit}',
    durationMinutes: 120,
    circle: 'below',
    hour: 8,
    rehearsal: 30,
    agenda: [
      OPENING,
      ['report', 'Báo cáo kết quả công tác tháng trước, nhiệm vụ trọng tâm tháng này', 30],
      ['discussion', 'Ý kiến của các xã, phường, thị trấn', 60],
      CONCLUSION,
    ],
  },
  linkedThreeLevel: {
    title: 'Hội nghị trực tuyến liên thông 3 cấp',
    durationMinutes: 210,
    circle: 'everybody',
    hour: 8,
    rehearsal: 'dayBefore',
    agenda: [
      OPENING,
      ['opening', 'Phát biểu khai mạc', 10],
      ['report', 'Quán triệt, triển khai nội dung', 90],
      ['paper', 'Tham luận của các đơn vị', 45],
      ['discussion', 'Thảo luận', 40],
      CONCLUSION,
    ],
  },
  voterMeeting: {
    title: 'Hội nghị tiếp xúc cử tri – {unit}',
    durationMinutes: 150,
    circle: 'below',
    hour: 14,
    rehearsal: 60,
    agenda: [
      OPENING,
      ['report', 'Đại biểu Hội đồng nhân dân báo cáo với cử tri', 25],
      ['discussion', 'Ý kiến, kiến nghị của cử tri', 70],
      ['report', 'Đại diện cơ quan chuyên môn giải trình', 25],
      ['conclusion', 'Đại biểu tiếp thu ý kiến của cử tri', 15],
    ],
  },
  councilSession: {
    title: 'Kỳ họp Hội đồng nhân dân – {unit}',
    durationMinutes: 480,
    circle: 'belowAndBodies',
    hour: 8,
    rehearsal: 'dayBefore',
    agenda: [
      ['opening', 'Chào cờ, tuyên bố lý do, giới thiệu đại biểu', 15],
      ['opening', 'Phát biểu khai mạc kỳ họp', 15],
      ['report', 'Các báo cáo, tờ trình trình kỳ họp', 120],
      ['discussion', 'Thảo luận, chất vấn và trả lời chất vấn', 150],
      ['break', 'Nghỉ giải lao', 30],
      ['vote', 'Biểu quyết thông qua nghị quyết', 60],
      ['conclusion', 'Phát biểu bế mạc kỳ họp', 15],
    ],
  },
  urgentCall: {
    title: 'Họp khẩn',
    durationMinutes: 60,
    circle: 'everybody',
    hour: 8,
    rehearsal: null,
    agenda: [
      ['report', 'Thông báo tình hình', 10],
      ['discussion', 'Báo cáo của các điểm cầu', 35],
      ['conclusion', 'Ý kiến chỉ đạo', 15],
    ],
  },
  rehearsal: {
    title: 'Kết nối thử',
    durationMinutes: 60,
    circle: 'everybody',
    hour: 15,
    rehearsal: null,
    agenda: [['opening', 'Kiểm tra âm thanh, hình ảnh, đường truyền các điểm cầu', 60]],
  },
}

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
const AFTERNOON = 15
const LATEST_REHEARSAL_MS = 30 * MINUTE_MS

/** What a session of a type begins with when its host has held none before. */
export function defaultBody(
  type: SessionType,
  host: Unit,
  settings: SessionBody['settings'],
  { directory, now, holidays = NO_HOLIDAYS }: { directory: Directory; now: number; holidays?: Holidays },
): SessionBody {
  const { title, durationMinutes, circle, hour, rehearsal, agenda } = DEFAULTS[type]
  const startsAt = type === 'urgentCall' ? now : startOfDay(nextDay(now, hour, holidays)) + hour * HOUR_MS
  return {
    type,
    title: title.replace('{unit}', host.name).replace('{month}', monthText(dayOf(startsAt))),
    hostUnitId: host.id,
    startsAt,
    durationMinutes,
    rehearsalAt: rehearsalTime(rehearsal, startsAt, now),
    chair: { siteId: ownSite(host, directory), person: '' },
    invitation: invitationOf(circle, host, directory),
    agenda: agenda.map(([kind, words, minutes], index) => ({
      itemId: `item-${index + 1}`,
      kind,
      title: words,
      minutes,
      speaker: null,
      documentIds: [],
    })),
    technicians: [],
    people: [],
    documentIds: [],
    notes: '',
    settings,
  }
}

function monthText(day: CalendarDate): string {
  return `${Number(day.slice(5, 7))}/${day.slice(0, 4)}`
}

/** The next working day; today counts while the hour is more than an hour away. */
function nextDay(now: number, hour: number, holidays: Holidays): CalendarDate {
  const today = dayOf(now)
  const isSoonEnough = startOfDay(today) + hour * HOUR_MS > now + HOUR_MS
  return isSoonEnough && holidays.isWorkingDay(today) ? today : holidays.nextWorkingDay(today)
}

function rehearsalTime(rehearsal: TypeDefaults['rehearsal'], startsAt: number, now: number): number | null {
  if (rehearsal === null) return null
  const wanted =
    rehearsal === 'dayBefore'
      ? startOfDay(addDays(dayOf(startsAt), -1)) + AFTERNOON * HOUR_MS
      : startsAt - rehearsal * MINUTE_MS
  if (wanted > now) return wanted
  const late = startsAt - LATEST_REHEARSAL_MS
  return late > now ? late : null
}

/** The host's own room; the bridge's where it has none. */
function ownSite(host: Unit, directory: Directory): SiteId {
  return (directory.sitesOfUnit(host.id)[0] ?? directory.hub).id
}

function invitationOf(circle: Circle, host: Unit, directory: Directory): Invitation {
  if (circle === 'everybody') return { ...NOBODY, unitIds: [host.id] }
  const tier = tierBelow(host.id, directory)
  const bodies = directory.childrenOf(host.id).filter(({ kind }) => kind === 'body')
  return {
    ...NOBODY,
    // A unit with nothing below it meets with its own rooms.
    ...(tier === null ? { unitIds: [host.id] } : { tiers: [{ unitId: host.id, tier }] }),
    ...(tier !== null && circle === 'belowAndBodies' ? { unitIds: bodies.map(({ id }) => id) } : {}),
  }
}

/** The nearest tier below a unit that has rooms: a cluster of communes has none of its own. */
function tierBelow(unitId: UnitId, directory: Directory): number | null {
  const own = directory.unit(unitId)?.tier ?? 0
  const tiers = directory
    .subtreeOf(unitId)
    .filter(({ id, tier, kind }) => tier > own && kind !== 'body' && directory.sitesOfUnit(id).length > 0)
    .map(({ tier }) => tier)
  return tiers.length === 0 ? null : Math.min(...tiers)
}
