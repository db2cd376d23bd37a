import type { SiteId, UnitId } from '@diem-cau/protocol'
import type { DirectoryModel, PlacedSite, TreeNode } from './directory.ts'
import { toggled } from './toggled.ts'

/** A part of the host's tree that is invited as a whole. */
export interface Invitee {
  readonly key: string
  readonly kind: TreeNode['kind']
  /** Empty for bodies: the page has the word. */
  readonly name: string
  readonly unitIds: readonly UnitId[]
  readonly siteIds: readonly SiteId[]
}

/** What a session is opened with, as it is filled in. */
export interface SessionDraft {
  readonly title: string
  readonly hostUnitId: UnitId
  readonly chairSiteId: SiteId
  /** Keys of invitees, or everything below the host. */
  readonly invited: 'all' | ReadonlySet<string>
}

export type DraftFault = 'title' | 'invited'

/** A draft for the whole tree: hosted by its top, chaired from its own room, everybody invited. */
export function newDraft(directory: DirectoryModel): SessionDraft | null {
  const host = directory.units[0]
  const chair = host === undefined ? undefined : sitesUnder(directory, host.unitId)[0]
  if (host === undefined || chair === undefined) return null
  return { title: '', hostUnitId: host.unitId, chairSiteId: chair.siteId, invited: 'all' }
}

/** A host is chosen: its own room takes the chair and everything below it is invited. */
export function withHost(draft: SessionDraft, hostUnitId: UnitId, directory: DirectoryModel): SessionDraft {
  const chair = sitesUnder(directory, hostUnitId)[0]
  return { ...draft, hostUnitId, chairSiteId: chair?.siteId ?? draft.chairSiteId, invited: 'all' }
}

/** Every site of a unit's subtree, in the order of the tree. */
export function sitesUnder(directory: DirectoryModel, unitId: UnitId): readonly PlacedSite[] {
  return directory.node(unitId)?.allSites ?? directory.sites.filter((site) => site.unitId === unitId)
}

/** What can be invited below a host: its bodies, its districts, and communes that are right below it. */
export function inviteesOf(directory: DirectoryModel, hostUnitId: UnitId): Invitee[] {
  const node = directory.node(hostUnitId)
  if (node === undefined) return []
  const leaves = node.sites.filter((site) => site.unitId !== hostUnitId)
  return [
    ...node.children.map((child) => ({
      key: child.key,
      kind: child.kind,
      name: child.name,
      unitIds: child.kind === 'unit' ? [child.unitId] : [...new Set(child.sites.map((site) => site.unitId))],
      siteIds: child.allSites.map((site) => site.siteId),
    })),
    ...leaves.map((site) => ({
      key: site.unitId,
      kind: 'unit' as const,
      name: site.name,
      unitIds: [site.unitId],
      siteIds: [site.siteId],
    })),
  ]
}

/** Invites everything below the host, or leaves it to be picked, with all of it picked at first. */
export function inviteAll(draft: SessionDraft, all: boolean, directory: DirectoryModel): SessionDraft {
  const keys = inviteesOf(directory, draft.hostUnitId).map((invitee) => invitee.key)
  return { ...draft, invited: all ? 'all' : new Set(keys) }
}

/** Turns one invitation on or off. */
export function toggleInvited(draft: SessionDraft, key: string): SessionDraft {
  if (draft.invited === 'all') return draft
  return { ...draft, invited: toggled(draft.invited, key) }
}

/** How many sites the session would have; the chair's room is always one of them. */
export function invitedCount(draft: SessionDraft, directory: DirectoryModel): number {
  const { invited } = draft
  const siteIds =
    invited === 'all'
      ? sitesUnder(directory, draft.hostUnitId).map((site) => site.siteId)
      : inviteesOf(directory, draft.hostUnitId)
          .filter((invitee) => invited.has(invitee.key))
          .flatMap((invitee) => invitee.siteIds)
  return new Set([...siteIds, draft.chairSiteId]).size
}

/** The units to invite, each with its whole subtree. */
export function invitedUnits(draft: SessionDraft, directory: DirectoryModel): UnitId[] {
  const { invited } = draft
  if (invited === 'all') return [draft.hostUnitId]
  return inviteesOf(directory, draft.hostUnitId)
    .filter((invitee) => invited.has(invitee.key))
    .flatMap((invitee) => invitee.unitIds)
}

/** What is still missing before the session can be opened. */
export function draftFaults(draft: SessionDraft, directory: DirectoryModel): DraftFault[] {
  const faults: DraftFault[] = []
  if (draft.title.trim() === '') faults.push('title')
  if (invitedUnits(draft, directory).length === 0) faults.push('invited')
  return faults
}
