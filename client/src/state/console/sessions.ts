import type { BridgeView, SessionHead, SessionId } from '@diem-cau/protocol'

/** The sessions in scope that are open, the latest first. */
export function openSessions(bridge: BridgeView): SessionHead[] {
  return Object.entries(bridge)
    .flatMap(([key, value]) => (key.startsWith('session:') && 'sessionId' in value ? [value] : []))
    .filter((session) => session.closedAt === null)
    .toSorted((a, b) => b.openedAt - a.openedAt)
}

/** The session on screen: the chosen one while it is open, else the latest. */
export function sessionOnScreen(
  sessions: readonly SessionHead[],
  chosen: SessionId | null,
): SessionHead | undefined {
  return sessions.find((session) => session.sessionId === chosen) ?? sessions[0]
}
