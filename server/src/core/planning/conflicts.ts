import { foldText, type AccountId, type SessionId, type SiteId } from '@diem-cau/protocol'
import { endsAt, type PlannedSession } from './session.ts'

/** What a session needs, and when. */
export interface Needs {
  readonly sessionId: SessionId | null
  readonly startsAt: number
  readonly endsAt: number
  readonly siteIds: readonly SiteId[]
  readonly chairPerson: string
  readonly accountIds: readonly AccountId[]
}

/** Somebody or something that two sessions need at the same time. */
export interface Clash {
  readonly kind: 'site' | 'room' | 'chair' | 'account'
  /** The site, the room's host site, or the person. */
  readonly id: string
  readonly withSessionId: SessionId
}

export function needsOf({
  sessionId,
  body,
  siteIds,
}: Pick<PlannedSession, 'sessionId' | 'body' | 'siteIds'>): Needs {
  return {
    sessionId,
    startsAt: body.startsAt,
    endsAt: endsAt(body),
    siteIds,
    chairPerson: body.chair.person,
    accountIds: body.people.map(({ accountId }) => accountId),
  }
}

/**
 * Whom and what a session needs that others need at the same time. Times that only touch do not clash. A room that two
 * sites share clashes between sessions, not within one: there they sit together.
 */
export function clashesOf(
  wanted: Needs,
  others: readonly Needs[],
  roomOf: (siteId: SiteId) => SiteId,
): Clash[] {
  const sites = new Set(wanted.siteIds)
  const rooms = new Map(wanted.siteIds.map((siteId) => [roomOf(siteId), siteId]))
  const accounts = new Set(wanted.accountIds)
  const chair = foldText(wanted.chairPerson)
  return others.flatMap((other): Clash[] => {
    const withSessionId = other.sessionId
    if (withSessionId === null || withSessionId === wanted.sessionId || !overlap(wanted, other)) return []
    const found: Clash[] = []
    for (const id of other.siteIds) {
      const room = roomOf(id)
      if (sites.has(id)) found.push({ kind: 'site', id, withSessionId })
      else if (rooms.has(room)) found.push({ kind: 'room', id: room, withSessionId })
    }
    if (chair !== '' && foldText(other.chairPerson) === chair) {
      found.push({ kind: 'chair', id: wanted.chairPerson, withSessionId })
    }
    for (const id of new Set(other.accountIds)) {
      if (accounts.has(id)) found.push({ kind: 'account', id, withSessionId })
    }
    return found
  })
}

function overlap(a: Needs, b: Needs): boolean {
  return a.startsAt < b.endsAt && b.startsAt < a.endsAt
}
