import {
  assertUnreachable,
  type BridgeView,
  type Entities,
  type SessionId,
  type SessionRole,
  type SiteId,
  type UpcomingSession,
  type VideoCodec,
  type ViewSelector,
} from '@diem-cau/protocol'
import { sitesOfSession, type OpenBranch } from '../core/branch/state.ts'
import type { Directory } from '../core/directory/index.ts'
import { allScopesOf, isAllowed, isSiteInside, type Person } from '../core/policy/policy.ts'
import { sessionHead, sessionView, type SiteReport, type Viewer } from '../core/views/sessionView.ts'
import { ringView, type CallFacts } from '../core/views/ringView.ts'
import { siteView } from '../core/views/siteView.ts'
import type { BranchRegistry } from './BranchRegistry.ts'
import { viewerIdOf, type MediaDirector } from './MediaDirector.ts'
import type { Peer } from './Peer.ts'
import type { MediaPlane } from './ports.ts'

export interface ViewSources {
  /** As it is today; another one after every change. */
  readonly directory: Directory
  directoryState: () => BridgeView['directory']
  registry: BranchRegistry
  director: MediaDirector
  plane: MediaPlane
  reportOf: (siteId: SiteId) => SiteReport
  pairings: () => ReadonlyMap<SiteId, number>
  /** Roles that a person has within a session, whatever the units are. */
  sessionRolesOf: (accountId: string, sessionId: SessionId) => readonly SessionRole[]
  /** What comes next for a site. */
  upcomingOf: (siteId: SiteId) => UpcomingSession[]
  /** Another number after every change of any planned session. */
  planRevision: () => number
  /** Whether a site's page is there. */
  isHere: (siteId: SiteId) => boolean
  settings: {
    helpPhone: string
    videoCodec: VideoCodec
    version: string
    startedAt: number
    /** After so many seconds a page answers an urgent call by itself; null where somebody has to. */
    answersAfterSeconds: number | null
  }
}

/** Draws the view that a peer has asked for, cut to what it may see. */
export function drawView(sources: ViewSources, peer: Peer, selector: ViewSelector): Entities {
  const { directory, registry, director, settings } = sources
  const { actor } = peer
  if (actor.kind === 'site') {
    if (selector.view !== 'site') return {}
    const branch = registry.branchOfSite(actor.siteId)
    const facts = director.facts(branch?.branchId ?? null)
    const parent = branch === null ? null : registry.parentOf(branch)
    const ring = ringView(
      actor.siteId,
      registry.branches(),
      directory,
      callFacts(sources),
      settings.answersAfterSeconds,
    )
    return {
      ...siteView(actor.siteId, branch, directory, facts, settings, parent, ring),
      upcoming: sources.upcomingOf(actor.siteId),
    }
  }
  switch (selector.view) {
    case 'site':
      return {}
    case 'bridge':
      return bridgeView(sources, peer)
    case 'session': {
      const branch = registry.branchOfSession(selector.sessionId)
      if (branch === null || !mayLook(sources, peer, branch)) return {}
      return sessionView(
        branch,
        directory,
        director.facts(branch.branchId),
        sources.reportOf,
        viewerOf(sources, actor, branch, viewerIdOf(peer)),
        { parent: registry.parentOf(branch), children: registry.childrenOf(branch) },
        callFacts(sources),
      )
    }
    default:
      return assertUnreachable(selector)
  }
}

function callFacts({ registry, isHere }: ViewSources): CallFacts {
  return { sitsIn: (siteId) => registry.branchOfSite(siteId), isHere }
}

function mayLook(sources: ViewSources, { actor }: Peer, branch: OpenBranch): boolean {
  const sessionRoles =
    actor.kind === 'person' ? sources.sessionRolesOf(actor.accountId, branch.sessionId) : []
  const target = { hostUnitId: branch.hostUnitId, siteIds: sitesOfSession(branch), sessionRoles }
  return isAllowed(actor, 'view.subscribe', target, sources.directory)
}

/** Which sites somebody finds in a session: those of the own subtrees; all, with a role in the session itself. */
export function viewerOf(
  sources: Pick<ViewSources, 'directory' | 'sessionRolesOf'>,
  person: Person,
  branch: OpenBranch,
  viewerId: string | null,
): Viewer {
  const { sessionId, hostUnitId } = branch
  const { directory } = sources
  const sessionRoles = sources.sessionRolesOf(person.accountId, sessionId)
  const scopes = allScopesOf(person)
  // A program that was given nothing but sight sees no drafts of motions and nobody's letters to the crew.
  const conducts = person.scopes === null || person.scopes.includes('conduct')
  return {
    isVisible: (siteId) => sessionRoles.length > 0 || isSiteInside(siteId, scopes, directory),
    mayConduct: conducts && isAllowed(person, 'floor.give', { hostUnitId, sessionRoles }, directory),
    isCrew: conducts && isAllowed(person, 'chat.reply', { hostUnitId, sessionRoles }, directory),
    mayNominate: (unitId) =>
      conducts &&
      isAllowed(person, 'group.nominate', { hostUnitId, unitIds: [unitId], sessionRoles }, directory),
    viewerId,
  }
}

function bridgeView(sources: ViewSources, peer: Peer): BridgeView {
  const { directory, registry, plane, settings } = sources
  const { actor } = peer
  const view: BridgeView = {
    health: { serverTime: settings.startedAt, version: settings.version, nodes: plane.nodes() },
    plan: { revision: sources.planRevision() },
    directory: sources.directoryState(),
  }
  if (actor.kind === 'site') return view
  for (const branch of registry.branches()) {
    if (!mayLook(sources, peer, branch)) continue
    const relatives = { parent: registry.parentOf(branch) }
    const viewer = viewerOf(sources, actor, branch, null)
    view[`session:${branch.sessionId}`] = sessionHead(branch, directory, relatives, viewer)
  }
  const scopes = allScopesOf(actor)
  for (const [siteId, pairedAt] of sources.pairings()) {
    if (isSiteInside(siteId, scopes, directory)) {
      view[`pairing:${siteId}`] = { siteId, pairedAt }
    }
  }
  return view
}
