import { Type, type Static } from 'typebox'
import { ErrorReplySchema, type ErrorReply } from '../errors.ts'
import { DeltaSchema, SnapshotSchema, ViewSelectorSchema } from '../views.ts'
import { ASSISTANCE_MESSAGES } from './assistance.ts'
import { CONSOLE_MESSAGES } from './console.ts'
import { Done, message, strict } from './define.ts'
import { FLOOR_MESSAGES } from './floor.ts'
import { ChallengeSchema, HANDSHAKE_MESSAGES } from './handshake.ts'
import { MEDIA_MESSAGES } from './media.ts'
import { PAPER_MESSAGES } from './papers.ts'
import { ROLL_CALL_MESSAGES } from './rollCall.ts'
import { SITE_MESSAGES } from './site.ts'
import { VOTE_MESSAGES } from './votes.ts'

const VIEW_MESSAGES = {
  'view.subscribe': message({
    audience: 'both',
    kind: 'subscription',
    summary: 'A snapshot now, and numbered deltas from then on.',
    data: strict({ selector: ViewSelectorSchema }),
    reply: SnapshotSchema,
  }),
  'view.unsubscribe': message({
    audience: 'both',
    kind: 'subscription',
    summary: 'Ends a subscription.',
    data: strict({ subscription: Type.String({ maxLength: 80 }) }),
    reply: Done,
  }),
} as const

/** Every message that a page may send, by name. */
export const CLIENT_MESSAGES = {
  ...HANDSHAKE_MESSAGES,
  ...VIEW_MESSAGES,
  ...SITE_MESSAGES,
  ...CONSOLE_MESSAGES,
  ...FLOOR_MESSAGES,
  ...ROLL_CALL_MESSAGES,
  ...VOTE_MESSAGES,
  ...PAPER_MESSAGES,
  ...ASSISTANCE_MESSAGES,
  ...MEDIA_MESSAGES,
} as const
export type ClientMessages = typeof CLIENT_MESSAGES
export type ClientMessageName = keyof ClientMessages

// Worked out once for each message: looked up by name they cost the compiler little, worked out in place a lot.
interface ClientData extends Resolved<{ [N in ClientMessageName]: Static<ClientMessages[N]['data']> }> {}
interface ClientReplies extends Resolved<{ [N in ClientMessageName]: Static<ClientMessages[N]['reply']> }> {}
type Resolved<T> = { [K in keyof T]: T[K] }
export type DataOf<N extends ClientMessageName> = ClientData[N]
export type ReplyOf<N extends ClientMessageName> = ClientReplies[N]

/** The acknowledgement of every message. */
export type Reply<N extends ClientMessageName> =
  | { ok: true; data: ReplyOf<N> }
  | { ok: false; error: ErrorReply }

/** What the server sends unasked. */
export const SERVER_MESSAGES = {
  challenge: { summary: 'The first thing on a new socket: sign this.', data: ChallengeSchema },
  'view.delta': { summary: 'The next change of a subscription.', data: DeltaSchema },
  'media.reset': {
    summary: 'The endpoint is gone (its worker or node died): open a new one.',
    data: Type.Object({ reason: Type.String({ maxLength: 80 }) }),
  },
  goodbye: {
    summary: 'Why the server is about to close this socket; the page says it in words.',
    data: ErrorReplySchema,
  },
} as const
export type ServerMessages = typeof SERVER_MESSAGES
export type ServerMessageName = keyof ServerMessages
interface ServerData extends Resolved<{ [N in ServerMessageName]: Static<ServerMessages[N]['data']> }> {}
export type ServerDataOf<N extends ServerMessageName> = ServerData[N]

/** Types for socket.io on both ends. */
export type ClientToServerEvents = {
  [N in ClientMessageName]: (data: DataOf<N>, acknowledge: (reply: Reply<N>) => void) => void
}
export type ServerToClientEvents = {
  [N in ServerMessageName]: (data: ServerDataOf<N>) => void
}
