import type { GroupRow, RequestId, RequestRow, SessionView } from '@diem-cau/protocol'
import type { DirectoryModel, PlacedSite } from './directory.ts'
import type { SiteStatus, StatusOf } from './siteStatus.ts'

export interface QueueEntry {
  readonly request: RequestRow
  /** Undefined while the directory does not know it. */
  readonly site: PlacedSite | undefined
  readonly status: SiteStatus
}

/** A district's own queue, from which it nominates upward. */
export interface GroupQueue {
  readonly row: GroupRow
  readonly entries: readonly QueueEntry[]
}

/** Who speaks, who was called, who waits. Each in the order in which it is shown. */
export interface QueueModel {
  readonly live: readonly QueueEntry[]
  /** Standby before invited; of each the longest first. */
  readonly called: readonly QueueEntry[]
  /** The common queue. */
  readonly waiting: readonly QueueEntry[]
  /** Empty while requests go straight to the common queue. */
  readonly groups: readonly GroupQueue[]
}

/** Nobody anywhere. */
export const EMPTY_QUEUE: QueueModel = { live: [], called: [], waiting: [], groups: [] }

/** A move that the server has not confirmed yet. */
export interface PendingMove {
  readonly requestId: RequestId
  readonly position: number
}

const CALLED_RANK: Partial<Record<RequestRow['state'], number>> = { standby: 0, invited: 1 }

function rank(entry: QueueEntry): number {
  return CALLED_RANK[entry.request.state] ?? Number.POSITIVE_INFINITY
}

/** Every request and speech of a session, in no order. */
export function requestsOf(session: SessionView): RequestRow[] {
  return Object.entries(session).flatMap(([key, value]) =>
    key.startsWith('request:') && isRequestRow(value) ? [value] : [],
  )
}

function isRequestRow(value: SessionView[keyof SessionView]): value is RequestRow {
  return 'requestId' in value && 'requestedAt' in value
}

/** The districts of a session. */
export function groupsOf(session: SessionView): GroupRow[] {
  return Object.entries(session).flatMap(([key, value]) =>
    key.startsWith('group:') && 'requestedCount' in value ? [value] : [],
  )
}

/** Whether a request waits for its district's nomination, not in the common queue. */
export function isInGroup(request: Pick<RequestRow, 'state' | 'groupUnitId'>): boolean {
  return request.state === 'requested' && request.groupUnitId !== null
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
  const moved = (list: readonly QueueEntry[]) => (pending === null ? list : moveEntry(list, pending))
  const { delegation } = session.conduct
  const isNominee = ({ request }: QueueEntry) => delegation && isInGroup(request)
  return {
    live: entries
      .filter(({ request }) => request.state === 'live')
      .toSorted((a, b) => (a.request.slot ?? '').localeCompare(b.request.slot ?? '')),
    called: entries
      .filter((entry) => rank(entry) !== Number.POSITIVE_INFINITY)
      .toSorted((a, b) => rank(a) - rank(b) || a.request.stateSince - b.request.stateSince),
    waiting: moved(waiting.filter((entry) => !isNominee(entry))),
    groups: delegation ? groupQueues(session, directory, waiting.filter(isNominee), moved) : [],
  }
}

/** The districts in the order of the tree, each with who waits for its nomination. */
function groupQueues(
  session: SessionView,
  directory: DirectoryModel | null,
  nominees: readonly QueueEntry[],
  moved: (list: readonly QueueEntry[]) => readonly QueueEntry[],
): GroupQueue[] {
  const byGroup = Map.groupBy(nominees, ({ request }) => request.groupUnitId)
  const places = new Map(directory?.units.map(({ unitId }, index) => [unitId, index]))
  const placeOf = ({ unitId }: GroupRow) => places.get(unitId) ?? places.size
  return groupsOf(session)
    .toSorted((a, b) => placeOf(a) - placeOf(b) || a.unitName.localeCompare(b.unitName, 'vi'))
    .map((row) => ({ row, entries: moved(byGroup.get(row.unitId) ?? []) }))
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

/** All entries from top to bottom as on screen: called, live, waiting, then district by district. */
export function queueOrder({ called, waiting, live, groups }: QueueModel): readonly QueueEntry[] {
  return [...called, ...live, ...waiting, ...groups.flatMap(({ entries }) => entries)]
}

/** The entry that comes next when nobody chose one: who stands by, else who waits first, of those that are there. */
export function nextEntry({
  called,
  waiting,
}: Pick<QueueModel, 'called' | 'waiting'>): QueueEntry | undefined {
  const inTurn = [...called.filter(({ request }) => request.state === 'standby'), ...waiting]
  return inTurn.find(({ status }) => status.row?.presence === 'connected') ?? inTurn[0]
}

/** The list in which an entry waits, and its index there: where it can be moved. */
export function listOf(
  { waiting, groups }: QueueModel,
  siteId: string | null,
): { list: readonly QueueEntry[]; index: number } | null {
  for (const list of [waiting, ...groups.map(({ entries }) => entries)]) {
    const index = list.findIndex((entry) => entry.request.siteId === siteId)
    if (index !== -1) return { list, index }
  }
  return null
}

/** The entry after or before the one of a site; the first or last one when there is none. */
export function stepInQueue(queue: QueueModel, siteId: string | null, step: 1 | -1): QueueEntry | undefined {
  const order = queueOrder(queue)
  const index = order.findIndex((entry) => entry.request.siteId === siteId)
  if (index === -1) return step === 1 ? order[0] : order.at(-1)
  return order[Math.min(Math.max(index + step, 0), order.length - 1)]
}
