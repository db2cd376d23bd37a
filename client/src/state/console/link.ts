import { assertUnreachable, type ErrorReply } from '@diem-cau/protocol'
import type { ConnectionState } from '../../connection/index.ts'

/** How what is on screen stands to what is: what the console says of itself. */
export type LinkState =
  | { kind: 'connecting' }
  | { kind: 'live' }
  /** What is on screen is of this time (local clock) and may be wrong now. */
  | { kind: 'lost'; since: number }
  | { kind: 'refused'; error: ErrorReply; retrying: boolean }
  | { kind: 'loggedOut' }

export function linkState(state: ConnectionState): LinkState {
  switch (state.kind) {
    case 'connecting':
      return { kind: 'connecting' }
    case 'online':
      return { kind: 'live' }
    case 'offline':
      return { kind: 'lost', since: state.since }
    case 'refused':
      return state.error.code === 'not_logged_in'
        ? { kind: 'loggedOut' }
        : { kind: 'refused', error: state.error, retrying: state.retrying }
    case 'closed':
      return { kind: 'connecting' }
    default:
      return assertUnreachable(state)
  }
}
