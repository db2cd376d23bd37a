import type { SessionLine } from '@diem-cau/protocol'
import { addDays, dayOf, startOfDay, type Day } from './days.ts'

/** The days that a session takes, first to last. One that ends at midnight does not take the day that begins then. */
export function daysOfSession({ startsAt, endsAt }: Pick<SessionLine, 'startsAt' | 'endsAt'>): Day[] {
  const last = dayOf(Math.max(startsAt, endsAt - 1))
  const days: Day[] = []
  for (let day = dayOf(startsAt); day <= last; day = addDays(day, 1)) days.push(day)
  return days
}

/** Sessions by the days that they take, each day’s by start. */
export function sessionsByDay(lines: readonly SessionLine[]): ReadonlyMap<Day, SessionLine[]> {
  const sorted = lines.toSorted((a, b) => a.startsAt - b.startsAt || a.title.localeCompare(b.title, 'vi'))
  const byDay = new Map<Day, SessionLine[]>()
  for (const line of sorted) {
    for (const day of daysOfSession(line)) byDay.set(day, [...(byDay.get(day) ?? []), line])
  }
  return byDay
}

/** What of a busy day is shown, and how many more there are: the last place says "+3" instead of hiding three. */
export function shownOfDay<T>(entries: readonly T[], places: number): { shown: readonly T[]; more: number } {
  if (entries.length <= places) return { shown: entries, more: 0 }
  const shown = entries.slice(0, Math.max(0, places - 1))
  return { shown, more: entries.length - shown.length }
}

/** Where a session stands in a day’s column: side by side with those that overlap it. */
export interface PlacedSession {
  readonly line: SessionLine
  /** Minutes since midnight, cut to the day. */
  readonly fromMinutes: number
  readonly toMinutes: number
  readonly lane: number
  /** How many lanes the group of overlapping sessions has. */
  readonly lanes: number
  /** Others of the group have no lane, and are told as a number beside it. */
  readonly isCut?: boolean
}

/** Less is not readable, and is drawn as so much. */
const LEAST_MINUTES = 30

/** Lays one day’s sessions out in lanes: each in the first one that is free, groups of overlapping ones share a width. */
export function placeDay(day: Day, lines: readonly SessionLine[]): PlacedSession[] {
  const start = startOfDay(day)
  const spans = lines
    .map((line) => {
      const fromMinutes = Math.max(0, (line.startsAt - start) / 60_000)
      const toMinutes = Math.min(1_440, Math.max((line.endsAt - start) / 60_000, fromMinutes + LEAST_MINUTES))
      return { line, fromMinutes: Math.min(fromMinutes, 1_440 - LEAST_MINUTES), toMinutes }
    })
    .toSorted((a, b) => a.fromMinutes - b.fromMinutes || b.toMinutes - a.toMinutes)
  const placed: PlacedSession[] = []
  let group: { line: SessionLine; fromMinutes: number; toMinutes: number; lane: number }[] = []
  let ends: number[] = []
  const close = (): void => {
    placed.push(...group.map((entry) => ({ ...entry, lanes: ends.length })))
    group = []
    ends = []
  }
  for (const span of spans) {
    if (ends.every((end) => end <= span.fromMinutes)) close()
    const free = ends.findIndex((end) => end <= span.fromMinutes)
    const lane = free === -1 ? ends.length : free
    ends[lane] = span.toMinutes
    group.push({ ...span, lane })
  }
  close()
  return placed
}

/** Sessions for which a column has no room any more, as one block. */
export interface HiddenSessions {
  readonly fromMinutes: number
  readonly toMinutes: number
  readonly count: number
}

/** At most so many lanes: what stands further to the right is told as a number beside one lane less. */
export function withinLanes(
  placed: readonly PlacedSession[],
  most: number,
): { shown: PlacedSession[]; hidden: HiddenSessions[] } {
  const shown: PlacedSession[] = []
  const hidden: HiddenSessions[] = []
  for (const entry of placed) {
    if (entry.lanes <= most) shown.push(entry)
    else if (entry.lane < most - 1) shown.push({ ...entry, lanes: most - 1, isCut: true })
    else hide(entry, hidden)
  }
  return { shown, hidden }
}

/** Into the block that it overlaps, or into one of its own. */
function hide({ fromMinutes, toMinutes }: PlacedSession, hidden: HiddenSessions[]): void {
  const last = hidden.at(-1)
  if (last === undefined || last.toMinutes <= fromMinutes) {
    hidden.push({ fromMinutes, toMinutes, count: 1 })
    return
  }
  hidden[hidden.length - 1] = {
    fromMinutes: last.fromMinutes,
    toMinutes: Math.max(last.toMinutes, toMinutes),
    count: last.count + 1,
  }
}

/** The hours that a week shows: the usual day, wider where something is earlier or later. */
export function hoursShown(placed: readonly PlacedSession[]): { from: number; to: number } {
  const from = Math.min(7, ...placed.map(({ fromMinutes }) => Math.floor(fromMinutes / 60)))
  const to = Math.max(18, ...placed.map(({ toMinutes }) => Math.ceil(toMinutes / 60)))
  return { from, to }
}
