import type { BridgeView, SessionHead, SessionId } from '@diem-cau/protocol'

/** The sessions in scope that are open, the latest first. */
export function openSessions(bridge: BridgeView): SessionHead[] {
  return Object.entries(bridge)
    .flatMap(([key, value]) => (key.startsWith('session:') && 'sessionId' in value ? [value] : []))
    .filter((session) => session.closedAt === null)
    .toSorted((a, b) => b.openedAt - a.openedAt)
}

const isWhole = (session: SessionHead): boolean => session.parent === null
const isOwn = (session: SessionHead): boolean => session.mayConduct

/**
 * The session on screen: the chosen one while it is open. Else the latest that the account conducts, and of those one
 * that was not detached from another: a district that leaves must not take the province's screens along.
 */
export function sessionOnScreen(
  sessions: readonly SessionHead[],
  chosen: SessionId | null,
): SessionHead | undefined {
  return (
    sessions.find((session) => session.sessionId === chosen) ??
    sessions.find((session) => isOwn(session) && isWhole(session)) ??
    sessions.find(isOwn) ??
    sessions.find(isWhole) ??
    sessions[0]
  )
}
