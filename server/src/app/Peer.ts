import type { ErrorReply, InstanceId, ServerDataOf, ServerMessageName } from '@diem-cau/protocol'
import type { Actor } from '../core/policy/policy.ts'

/** A page that has proved who it is, over one socket. */
export interface Peer {
  /** New for every socket. */
  readonly peerId: string
  readonly actor: Actor
  /** A person's name as people read it; empty for a site. */
  readonly name: string
  readonly instance: InstanceId
  /** Address of this machine on which the peer reached it. */
  readonly reachedAt: string
  send<N extends ServerMessageName>(name: N, data: ServerDataOf<N>): void
  /** Says why, then closes the socket. */
  dismiss(reason: ErrorReply): void
}

/** How an actor is written in the log. */
export function actorText(actor: Actor): string {
  return actor.kind === 'site' ? `site:${actor.siteId}` : `person:${actor.accountId}`
}
