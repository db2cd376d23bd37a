import type { ConnectionState } from '../../connection/index.ts'
import type { MediaState } from '../../media/index.ts'

/** How the room hangs together with the bridge. */
export type LinkState =
  | { kind: 'good' }
  /** The server is reached, picture and sound are not (yet). */
  | { kind: 'noMedia'; first: boolean }
  /** The server is not reached; picture and sound go on. */
  | { kind: 'noServer'; since: number }
  /** Nothing is reached: the last picture stands still. */
  | { kind: 'lost'; since: number }

/** @param wasReady picture and sound have stood before in this meeting. */
export function linkOf(
  connection: ConnectionState,
  media: MediaState,
  { inMeeting, wasReady }: { inMeeting: boolean; wasReady: boolean },
): LinkState {
  const flowing = media.kind === 'ready' && media.connected
  if (connection.kind !== 'online' && connection.kind !== 'closed') {
    const { since } = connection
    return { kind: flowing ? 'noServer' : 'lost', since }
  }
  if (inMeeting && !flowing) return { kind: 'noMedia', first: !wasReady }
  return { kind: 'good' }
}
