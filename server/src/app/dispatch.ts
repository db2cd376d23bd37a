import { BridgeError, type DataOf, type ReplyOf } from '@diem-cau/protocol'
import { isAllowed } from '../core/policy/policy.ts'
import { ASSISTANCE_HANDLERS } from './handlers/assistance.ts'
import { CONDUCT_HANDLERS } from './handlers/conduct.ts'
import type { HandledName, Handler, Handlers, Services } from './handlers/define.ts'
import { FLOOR_RULE_HANDLERS } from './handlers/floorRules.ts'
import { MEDIA_HANDLERS } from './handlers/media.ts'
import { OFFICE_HANDLERS } from './handlers/office.ts'
import { PAPER_HANDLERS } from './handlers/papers.ts'
import { ROLL_CALL_HANDLERS } from './handlers/rollCall.ts'
import { SITE_HANDLERS } from './handlers/site.ts'
import { VIEW_HANDLERS } from './handlers/views.ts'
import { VOTE_HANDLERS } from './handlers/votes.ts'
import type { Peer } from './Peer.ts'

const HANDLERS: Handlers<HandledName> = {
  ...VIEW_HANDLERS,
  ...SITE_HANDLERS,
  ...CONDUCT_HANDLERS,
  ...FLOOR_RULE_HANDLERS,
  ...ROLL_CALL_HANDLERS,
  ...VOTE_HANDLERS,
  ...PAPER_HANDLERS,
  ...ASSISTANCE_HANDLERS,
  ...OFFICE_HANDLERS,
  ...MEDIA_HANDLERS,
}

/** A page whose place another one has taken, or whose device was removed, says nothing more while its socket closes. */
function refuseFormerPage({ presence }: Services, peer: Peer): void {
  if (peer.actor.kind !== 'site') return
  if (presence.peerOf(peer.actor.siteId) !== peer) throw new BridgeError('replaced')
}

/**
 * The one way in: every message of a page goes through the policy before its use case runs.
 * @param data already checked against the message's schema
 * @throws {BridgeError} with a code of the catalogue
 */
export async function dispatch<N extends HandledName>(
  services: Services,
  peer: Peer,
  name: N,
  data: DataOf<N>,
): Promise<ReplyOf<N>> {
  refuseFormerPage(services, peer)
  const handler = HANDLERS[name] as Handler<N>
  const target = handler.target(services, peer, data)
  if (!isAllowed(peer.actor, name, target, services.directory)) throw new BridgeError('forbidden')
  return handler.run(services, peer, data)
}
