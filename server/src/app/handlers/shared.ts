import type { RequestId, SessionId, SiteId } from '@diem-cau/protocol'
import type { BranchCommand } from '../../core/branch/commands.ts'
import type { Peer } from '../Peer.ts'
import { commandedSession, DONE, execute, ownBranch, requestIdIn, type Services } from './define.ts'

export interface OnSession {
  sessionId: SessionId
  command: string
}

/** Gives the session's branch a command, and has nothing to say but that it is done. */
export async function conduct(services: Services, peer: Peer, on: OnSession, command: BranchCommand) {
  await execute(services, peer, commandedSession(services, on.sessionId), command, on.command)
  return DONE
}

/** Gives the session's branch a command about a site, and answers with its request. */
export async function call(
  services: Services,
  peer: Peer,
  on: OnSession,
  make: (newRequestId: RequestId) => BranchCommand,
) {
  const command = make(services.ids.request())
  const events = await execute(services, peer, commandedSession(services, on.sessionId), command, on.command)
  return { requestId: requestIdIn(events, 'siteId' in command ? (command.siteId ?? undefined) : undefined) }
}

/** Gives the branch in which the calling site sits a command about itself. */
export async function ofOwnSite(
  services: Services,
  peer: Peer,
  key: string,
  make: (siteId: SiteId) => BranchCommand,
) {
  const { branch, siteId } = ownBranch(services, peer)
  await execute(services, peer, branch, make(siteId), key)
  return DONE
}
