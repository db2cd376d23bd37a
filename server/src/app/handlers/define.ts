import {
  BridgeError,
  type ClientMessageName,
  type DataOf,
  type ReplyOf,
  type SessionId,
  type SessionRole,
  type SiteId,
  type VideoCodec,
  type VideoLayer,
} from '@diem-cau/protocol'
import type { BranchCommand } from '../../core/branch/commands.ts'
import type { BranchEvent } from '../../core/branch/events.ts'
import { sitesOfSession, type OpenBranch } from '../../core/branch/state.ts'
import type { Directory } from '../../core/directory/index.ts'
import { isAllowed, type Target } from '../../core/policy/policy.ts'
import type { BranchRegistry } from '../BranchRegistry.ts'
import type { MediaDirector, ViewerAction } from '../MediaDirector.ts'
import type { Pairing } from '../Pairing.ts'
import { actorText, type Peer } from '../Peer.ts'
import type { Clock, IdSource, MediaPlane } from '../ports.ts'
import type { SessionPapers } from '../papers/SessionPapers.ts'
import type { Presence } from '../Presence.ts'
import type { SiteReports } from '../SiteReports.ts'
import type { ViewHub } from '../ViewHub.ts'
import type { SecretVotes } from '../votes/SecretVotes.ts'

/** What the use cases work with. */
export interface Services {
  /** As it is today; another one after every change. */
  readonly directory: Directory
  registry: BranchRegistry
  presence: Presence
  director: MediaDirector
  plane: MediaPlane
  pairing: Pairing
  views: ViewHub
  reports: SiteReports
  secretVotes: SecretVotes
  /** The roles that an account has within a planned session. */
  sessionRolesOf: (accountId: string, sessionId: SessionId) => readonly SessionRole[]
  /** Meeting papers of the sessions. */
  papers: SessionPapers
  /** Ends what is only for trying, where its sites are needed. */
  giveWay: (siteIds: readonly SiteId[], by: { text: string }) => Promise<void>
  clock: Clock
  ids: IdSource
  rules: {
    speakerPlaces: number
    maxOpenMicrophones: number
    resumeGraceMs: number
    videoCodec: VideoCodec
    /** What every site's camera is sent as, small to large. */
    cameraLayers: readonly VideoLayer[]
  }
}

/** One use case: what it reaches for (for the policy), and what it does once that is allowed. */
export interface Handler<N extends ClientMessageName> {
  target: (services: Services, peer: Peer, data: DataOf<N>) => Target
  run: (services: Services, peer: Peer, data: DataOf<N>) => Promise<ReplyOf<N>>
}

export type HandledName = Exclude<ClientMessageName, 'hello'>
export type Handlers<Names extends HandledName> = { [N in Names]: Handler<N> }

export const DONE = { done: true } as const
export const nothing = (): Target => ({})

/** @throws {BridgeError} `session_not_found` */
export function sessionOf(services: Services, sessionId: SessionId): OpenBranch {
  const branch = services.registry.branchOfSession(sessionId)
  if (branch === null) throw new BridgeError('session_not_found')
  return branch
}

/**
 * The session that a command is for. One that has ended lately counts: a command that comes again is answered as it
 * was the first time, any other is refused by its branch.
 * @throws {BridgeError} `session_not_found`
 */
export function commandedSession(services: Services, sessionId: SessionId): OpenBranch {
  const branch = services.registry.lastBranchOfSession(sessionId)
  if (branch === null) throw new BridgeError('session_not_found')
  return branch
}

/** The host unit of the session that a command is for, whose people conduct it, and the caller's roles within it. */
export function hostOf(services: Services, peer: Peer, { sessionId }: { sessionId: SessionId }): Target {
  const { hostUnitId } = commandedSession(services, sessionId)
  const { actor } = peer
  return actor.kind === 'site'
    ? { hostUnitId }
    : { hostUnitId, sessionRoles: services.sessionRolesOf(actor.accountId, sessionId) }
}

/** A session that somebody wishes to look at: its host, its sites, and the caller's roles within it. */
export function lookedAt(services: Services, peer: Peer, branch: OpenBranch): Target {
  const { actor } = peer
  return {
    hostUnitId: branch.hostUnitId,
    siteIds: sitesOfSession(branch),
    sessionRoles: actor.kind === 'site' ? [] : services.sessionRolesOf(actor.accountId, branch.sessionId),
  }
}

/** Whether a console that has begun something in a session would still be allowed to. */
export function mayStill(services: Services, peer: Peer, action: ViewerAction, branch: OpenBranch): boolean {
  return isAllowed(peer.actor, action, lookedAt(services, peer, branch), services.directory)
}

/** The branch in which the calling site sits. @throws {BridgeError} `no_meeting` */
export function ownBranch(services: Services, peer: Peer): { branch: OpenBranch; siteId: SiteIdOf } {
  if (peer.actor.kind !== 'site') throw new BridgeError('forbidden')
  const branch = services.registry.branchOfSite(peer.actor.siteId)
  if (branch === null) throw new BridgeError('no_meeting')
  return { branch, siteId: peer.actor.siteId }
}
type SiteIdOf = Extract<Peer['actor'], { kind: 'site' }>['siteId']

/** Gives a branch a command in the caller's name. */
export function execute(
  services: Services,
  peer: Peer,
  branch: OpenBranch,
  command: BranchCommand,
  key: string,
): Promise<readonly BranchEvent[]> {
  return services.registry.execute(branch.branchId, command, { actor: actorText(peer.actor), key })
}

/** The request that the events are about: the last one named, of the site where it is known. */
export function requestIdIn(events: readonly BranchEvent[], siteId?: SiteId) {
  const ids = events.flatMap(({ data }) =>
    'requestId' in data && (siteId === undefined || data.siteId === siteId) ? [data.requestId] : [],
  )
  const requestId = ids.at(-1)
  if (requestId === undefined) throw new BridgeError('conflict')
  return requestId
}
