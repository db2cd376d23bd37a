import { isInGroup, queueOrder, type QueueEntry, type QueueModel } from './queue.ts'

/** A change of the queue that is worth saying aloud. */
export interface QueueNews {
  readonly kind:
    | 'asked'
    | 'askedDistrict'
    | 'pointOfOrder'
    | 'nominated'
    | 'gone'
    | 'standby'
    | 'invited'
    | 'live'
  readonly name: string
  /** How many wait now. */
  readonly waiting: number
}

const nameOf = (entry: QueueEntry) => entry.site?.name ?? entry.request.siteId

/** What changed between two states of the queue, the most important first. */
export function queueNews(before: QueueModel, after: QueueModel): QueueNews[] {
  const earlier = new Map(queueOrder(before).map((entry) => [entry.request.requestId, entry]))
  const later = new Map(queueOrder(after).map((entry) => [entry.request.requestId, entry]))
  const waiting = after.waiting.length
  const news: QueueNews[] = []
  for (const [requestId, entry] of later) {
    const was = earlier.get(requestId)?.request.state
    const { state } = entry.request
    if (was === state) continue
    if (state === 'live' || state === 'standby' || state === 'invited') {
      news.push({ kind: state, name: nameOf(entry), waiting })
    } else if (was === 'requested' && state === 'queued' && entry.request.nominated) {
      news.push({ kind: 'nominated', name: nameOf(entry), waiting })
    } else if (was === undefined) news.push({ kind: askedKind(entry), name: nameOf(entry), waiting })
  }
  for (const [requestId, entry] of earlier) {
    if (!later.has(requestId) && entry.request.state !== 'live') {
      news.push({ kind: 'gone', name: nameOf(entry), waiting })
    }
  }
  return news
}

function askedKind({ request }: QueueEntry): QueueNews['kind'] {
  if (request.kind === 'pointOfOrder') return 'pointOfOrder'
  return isInGroup(request) ? 'askedDistrict' : 'asked'
}
