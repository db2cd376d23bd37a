import type { AgendaRow, SessionView } from '@diem-cau/protocol'
import { requestsOf } from './queue.ts'

const MINUTE_MS = 60_000

/** One item of the agenda as the desk shows it. */
export interface AgendaEntry {
  readonly item: AgendaRow
  /** From 1, as it is printed. */
  readonly number: number
  /** What it has taken so far; null before it has begun. */
  readonly takenMs: number | null
  /** Longer than it was planned. */
  readonly isOver: boolean
  /** A paper whose site is called, stands by or speaks now. */
  readonly isCalled: boolean
  /** A paper that can be called: of a site, and not called, done or left out. */
  readonly isCallable: boolean
}

export interface AgendaModel {
  readonly entries: readonly AgendaEntry[]
  readonly current: AgendaEntry | undefined
  /** What would come if one went on now; what is left out is passed over. */
  readonly next: AgendaEntry | undefined
  /** The paper that the one key calls. */
  readonly nextPaper: AgendaEntry | undefined
  /** Behind the plan (negative: ahead of it); null before the first item has begun. */
  readonly lateMs: number | null
  /** When it ends if everything that is left takes as long as planned; null before it has begun and when all is done. */
  readonly endsAt: number | null
}

const isPending = ({ item }: AgendaEntry) => item.state === 'planned'

/** Where the meeting is in its agenda, and how it stands to the plan. */
export function agendaModel(view: SessionView, now: number): AgendaModel {
  const { agenda } = view.conduct
  const called = new Set(
    requestsOf(view).flatMap(({ state, itemId }) =>
      itemId !== null && (state === 'invited' || state === 'standby' || state === 'live') ? [itemId] : [],
    ),
  )
  const entries = agenda.map((item, index) => entryOfItem(item, index + 1, called.has(item.itemId), now))
  const currentIndex = entries.findIndex(({ item }) => item.state === 'underWay')
  return {
    entries,
    current: entries[currentIndex],
    next: entries.slice(currentIndex + 1).find(isPending) ?? entries.find(isPending),
    nextPaper: nextPaperOf(entries),
    ...pace(entries, now),
  }
}

function entryOfItem(item: AgendaRow, number: number, isCalled: boolean, now: number): AgendaEntry {
  const takenMs = item.begunAt === null ? null : Math.max(0, (item.endedAt ?? now) - item.begunAt)
  const isLeft = item.state === 'planned' || item.state === 'underWay'
  return {
    item,
    number,
    takenMs,
    isOver: takenMs !== null && takenMs > item.minutes * MINUTE_MS,
    isCalled,
    isCallable: item.kind === 'paper' && item.siteId !== null && isLeft && !isCalled,
  }
}

/** The one under way where nobody has spoken for it yet, else the next one planned. */
function nextPaperOf(entries: readonly AgendaEntry[]): AgendaEntry | undefined {
  return entries.find(({ isCallable }) => isCallable)
}

/**
 * Behind or ahead: the time since the first item began against what the plan gives for all that is past. What was left
 * out counts as gained; the item under way counts at most as long as it was planned.
 */
function pace(entries: readonly AgendaEntry[], now: number): Pick<AgendaModel, 'lateMs' | 'endsAt'> {
  const begun = entries.flatMap(({ item }) => (item.begunAt === null ? [] : [item.begunAt]))
  if (begun.length === 0) return { lateMs: null, endsAt: null }
  const startedAt = Math.min(...begun)
  const left = entries.filter(({ item }) => item.state === 'planned' || item.state === 'underWay')
  const isOver = left.length === 0
  const ends = entries.flatMap(({ item }) => (item.endedAt === null ? [] : [item.endedAt]))
  const reachedAt = isOver ? Math.max(startedAt, ...ends) : now
  const lastTouched = entries.findLastIndex(({ item }) => item.begunAt !== null)
  const plannedMs = entries
    .filter(
      ({ item }, index) => item.state !== 'planned' && (item.state !== 'skipped' || index <= lastTouched),
    )
    .reduce((sum, entry) => sum + plannedSoFar(entry), 0)
  const leftMs = left.reduce((sum, entry) => sum + entry.item.minutes * MINUTE_MS - plannedSoFar(entry), 0)
  return {
    lateMs: reachedAt - startedAt - plannedMs,
    endsAt: isOver ? null : now + leftMs,
  }
}

function plannedSoFar({ item, takenMs }: AgendaEntry): number {
  const whole = item.minutes * MINUTE_MS
  if (item.state === 'planned') return 0
  return item.state === 'underWay' ? Math.min(whole, takenMs ?? 0) : whole
}

/** How the pace is said: whole minutes; less than one either way is on time. */
export type Pace = { kind: 'notBegun' | 'onTime' } | { kind: 'late' | 'early'; minutes: number }

export function paceOf({ lateMs }: Pick<AgendaModel, 'lateMs'>): Pace {
  if (lateMs === null) return { kind: 'notBegun' }
  const minutes = Math.trunc(lateMs / MINUTE_MS)
  if (minutes === 0) return { kind: 'onTime' }
  return minutes > 0 ? { kind: 'late', minutes } : { kind: 'early', minutes: -minutes }
}
