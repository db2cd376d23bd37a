import type { SiteId } from '@diem-cau/protocol'
import { readThrough } from './readers.ts'
import type { LoggedEvent, Span, Window } from './types.ts'

export type OutageEnd = 'back' | 'left' | 'moved' | 'never'

export interface LostLink extends Span {
  ended: OutageEnd
  lapsed: boolean
}

/** When a site was there, in one branch. */
export interface SiteTrack {
  readonly siteId: SiteId
  firstJoinedAt: number | null
  /** When it went for good; null once it is back. */
  leftAt: number | null
  readonly connected: Span[]
  readonly outages: LostLink[]
}

type Place =
  | { state: 'gone' }
  | { state: 'connected'; since: number }
  | { state: 'away'; since: number; lapsed: boolean }

/** Follows the sites of one stream through their coming and going. */
class PresenceTracker {
  readonly tracks = new Map<SiteId, SiteTrack>()
  readonly #places = new Map<SiteId, Place>()

  add(siteIds: readonly SiteId[]): void {
    for (const siteId of siteIds) {
      if (this.tracks.has(siteId)) continue
      this.tracks.set(siteId, { siteId, firstJoinedAt: null, leftAt: null, connected: [], outages: [] })
    }
  }

  /** A site is here. Another page in place of the one before is no interruption. */
  came(siteId: SiteId, at: number): void {
    const track = this.tracks.get(siteId)
    if (track === undefined || this.#placeOf(siteId).state === 'connected') return
    this.#end(siteId, at, 'back')
    track.firstJoinedAt ??= at
    track.leftAt = null
    this.#places.set(siteId, { state: 'connected', since: at })
  }

  /** @param since when it was last heard, before or at the time of the event */
  lost(siteId: SiteId, since: number, at: number): void {
    const place = this.#placeOf(siteId)
    if (place.state !== 'connected') return
    const from = Math.max(place.since, Math.min(since, at))
    this.tracks.get(siteId)?.connected.push({ from: place.since, until: from })
    this.#places.set(siteId, { state: 'away', since: from, lapsed: false })
  }

  lapsed(siteId: SiteId): void {
    const place = this.#placeOf(siteId)
    if (place.state === 'away') this.#places.set(siteId, { ...place, lapsed: true })
  }

  left(siteId: SiteId, at: number): void {
    const track = this.tracks.get(siteId)
    if (track === undefined || this.#placeOf(siteId).state === 'gone') return
    this.#end(siteId, at, 'left')
    track.leftAt = at
  }

  moved(siteIds: Iterable<SiteId>, at: number): void {
    for (const siteId of siteIds) this.#end(siteId, at, 'moved')
  }

  /** The log is at its end. */
  end(at: number): void {
    for (const siteId of this.tracks.keys()) this.#end(siteId, at, 'never')
  }

  #placeOf(siteId: SiteId): Place {
    return this.#places.get(siteId) ?? { state: 'gone' }
  }

  #end(siteId: SiteId, at: number, ended: OutageEnd): void {
    const place = this.#placeOf(siteId)
    const track = this.tracks.get(siteId)
    this.#places.set(siteId, { state: 'gone' })
    if (track === undefined || place.state === 'gone') return
    const span = { from: place.since, until: Math.max(place.since, at) }
    if (place.state === 'connected') track.connected.push(span)
    else track.outages.push({ ...span, ended, lapsed: place.lapsed })
  }
}

/** When each site of a branch was connected and when its link was lost. */
export function presenceIn(events: readonly LoggedEvent[], window: Window): Map<SiteId, SiteTrack> {
  const tracker = new PresenceTracker()
  const came = ({ siteId }: { siteId: SiteId }, at: number): void => tracker.came(siteId, at)
  const moved = ({ siteIds }: { siteIds: readonly SiteId[] }, at: number): void => tracker.moved(siteIds, at)
  readThrough(events, {
    // Whom an urgent call rings belongs to it, whether it comes or not.
    BranchOpened: ({ siteIds, urgent }) => tracker.add([...siteIds, ...(urgent?.siteIds ?? [])]),
    SiteAdded: ({ siteId }) => tracker.add([siteId]),
    SiteJoined: came,
    SiteResumed: came,
    SiteReturned: came,
    SiteDropped: ({ siteId, since }, at) => tracker.lost(siteId, since, at),
    SiteLapsed: ({ siteId }) => tracker.lapsed(siteId),
    SiteLeft: ({ siteId }, at) => tracker.left(siteId, at),
    BranchDetached: moved,
    BranchAttached: moved,
    // Its sites go back to the session that they came from.
    BranchClosed: ({ reason }, at) => {
      if (reason === 'attached') tracker.moved(tracker.tracks.keys(), at)
    },
  })
  tracker.end(window.until)
  return tracker.tracks
}
