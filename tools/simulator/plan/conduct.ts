import type { RequestId, RequestRow, SiteId, SiteRow } from '@diem-cau/protocol'

/** Who gets the floor next: the first in the queue whose room is connected; null when nobody waits. */
export function nextSpeaker(requests: readonly RequestRow[], sites: readonly SiteRow[]): SiteId | null {
  const connected = new Set(sites.filter((site) => site.presence === 'connected').map((site) => site.siteId))
  const waiting = requests
    .filter((request) => request.queuePosition !== null && connected.has(request.siteId))
    .toSorted((a, b) => (a.queuePosition ?? 0) - (b.queuePosition ?? 0))
  return waiting[0]?.siteId ?? null
}

/** The speech to end when nobody waits and it has lasted `limitMs`. */
export function overdueSpeech(
  requests: readonly RequestRow[],
  now: number,
  limitMs: number,
): RequestId | null {
  return (
    requests.find((request) => request.state === 'live' && now - request.stateSince >= limitMs)?.requestId ??
    null
  )
}
