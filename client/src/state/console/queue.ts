import type { RequestId, RequestRow, SessionView } from '@diem-cau/protocol'
import type { DirectoryModel, PlacedSite } from './directory.ts'
import type { SiteStatus, StatusOf } from './siteStatus.ts'

export interface QueueEntry {
  readonly request: RequestRow
  /** Undefined while the directory does not know it. */
  readonly site: PlacedSite | undefined
  readonly status: SiteStatus
}

/** Who speaks, who was called, who waits. Each in the order in which it is shown. */
export interface QueueModel {
  readonly live: readonly QueueEntry[]
  /** Standby before invited; of each the longest first. */
  readonly called: readonly QueueEntry[]
  readonly waiting: readonly QueueEntry[]
}

/** A move that the server has not confirmed yet. */
export interface PendingMove {
  readonly requestId: RequestId
  readonly position: number
}

const CALLED_RANK: Partial<Record<RequestRow['state'], number>> = { standby: 0, invited: 1 }

function rank(entry: QueueEntry): number {
  return CALLED_RANK[entry.request.state] ?? Number.POSITIVE_INFINITY
}

function requestsOf(session: SessionView): RequestRow[] {
  return Object.entries(session).flatMap(([key, value]) =>
    key.startsWith('request:') && isRequestRow(value) ? [value] : [],
  )
}

function isRequestRow(value: SessionView[keyof SessionView]): value is RequestRow {
  return 'requestId' in value && 'requestedAt' in value
}

/** The queue of a session, with a move that is under way already made. */
export function queueModel(
  session: SessionView,
  directory: DirectoryModel | null,
  statusOf: StatusOf,
  pending: PendingMove | null = null,
): QueueModel {
  const entries = requestsOf(session).map((request) => ({
    request,
    site: directory?.site(request.siteId),
    status: statusOf(request.siteId),
  }))
  const waiting = entries
    .filter(({ request }) => request.state === 'requested' || request.state === 'queued')
    .toSorted((a, b) => placeInQueue(a.request) - placeInQueue(b.request))
  return {
    live: entries
      .filter(({ request }) => request.state === 'live')
      .toSorted((a, b) => (a.request.slot ?? '').localeCompare(b.request.slot ?? '')),
    called: entries
      .filter((entry) => rank(entry) !== Number.POSITIVE_INFINITY)
      .toSorted((a, b) => rank(a) - rank(b) || a.request.stateSince - b.request.stateSince),
    waiting: pending === null ? waiting : moveEntry(waiting, pending),
  }
}

function placeInQueue(request: RequestRow): number {
  // One that is not numbered yet comes after those that are, first come first served.
  return request.queuePosition ?? request.requestedAt
}

/** Puts one entry at a position from 1. An entry that is no longer there changes nothing. */
export function moveEntry(
  waiting: readonly QueueEntry[],
  { requestId, position }: PendingMove,
): readonly QueueEntry[] {
  const moved = waiting.find((entry) => entry.request.requestId === requestId)
  if (moved === undefined) return waiting
  const rest = waiting.filter((entry) => entry !== moved)
  return rest.toSpliced(position - 1, 0, moved)
}

/** Whether the server's order shows a move as done. */
export function isMoveDone(session: SessionView, { requestId, position }: PendingMove): boolean {
  const request = session[`request:${requestId}`]
  return request === undefined || request.queuePosition === position
}

/** All entries from top to bottom as on screen: called, live, waiting. */
export function queueOrder({ called, waiting, live }: QueueModel): readonly QueueEntry[] {
  return [...called, ...live, ...waiting]
}

/** The entry that comes next when nobody chose one: who stands by, else who waits first, of those that are there. */
export function nextEntry({ called, waiting }: QueueModel): QueueEntry | undefined {
  const inTurn = [...called.filter(({ request }) => request.state === 'standby'), ...waiting]
  return inTurn.find(({ status }) => status.row?.presence === 'connected') ?? inTurn[0]
}

/** The entry after or before the one of a site; the first or last one when there is none. */
export function stepInQueue(queue: QueueModel, siteId: string | null, step: 1 | -1): QueueEntry | undefined {
  const order = queueOrder(queue)
  const index = order.findIndex((entry) => entry.request.siteId === siteId)
  if (index === -1) return step === 1 ? order[0] : order.at(-1)
  return order[Math.min(Math.max(index + step, 0), order.length - 1)]
}
