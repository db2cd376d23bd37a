import type { GroupId, Invitation, SessionBody, SiteId, UnitId } from '@diem-cau/protocol'
import type { Directory } from '../directory/index.ts'

/** The saved groups that are known: which sites each stands for. */
export type SitesOfGroup = (groupId: GroupId) => readonly SiteId[]

/**
 * The sites that an invitation comes to: whole tiers below a unit, units with everything below them, groups, single
 * sites, less the exceptions. The chair's site is always in, and first. Units and sites that the directory does not
 * have on that day are left out: an invitation outlives a merger.
 */
export function resolveInvitation(
  { invitation, chair }: Pick<SessionBody, 'invitation'> & Partial<Pick<SessionBody, 'chair'>>,
  directory: Directory,
  sitesOfGroup: SitesOfGroup,
): SiteId[] {
  const invited = [
    ...invitation.tiers.flatMap(({ unitId, tier }) => sitesOfTier(unitId, tier, directory)),
    ...invitation.unitIds.flatMap((unitId) => directory.sitesOfSubtree(unitId).map(({ id }) => id)),
    ...invitation.groupIds.flatMap((groupId) => sitesOfGroup(groupId)),
    ...invitation.siteIds,
  ]
  const except = new Set(invitation.exceptSiteIds)
  const known = invited.filter((siteId) => !except.has(siteId) && directory.site(siteId) !== undefined)
  return [...new Set([...(chair === undefined ? [] : [chair.siteId]), ...known])]
}

/** The rooms of a tier's units below a unit. The departments of a unit sit at its tier, and are invited as units. */
function sitesOfTier(unitId: UnitId, tier: number, directory: Directory): SiteId[] {
  return directory
    .subtreeOf(unitId)
    .filter((unit) => unit.tier === tier && unit.kind !== 'body')
    .flatMap((unit) => directory.sitesOfUnit(unit.id).map(({ id }) => id))
}

/** Everything that a plan reaches for, so that the policy can see whether the planner may: all units, all sites. */
export function namedBy(
  body: Pick<SessionBody, 'hostUnitId' | 'invitation'> &
    Partial<Pick<SessionBody, 'chair' | 'agenda' | 'technicians'>>,
  sitesOfGroup: SitesOfGroup,
): { unitIds: UnitId[]; siteIds: SiteId[] } {
  const { invitation, chair, agenda = [], technicians = [] } = body
  return {
    unitIds: [
      ...new Set([body.hostUnitId, ...invitation.tiers.map(({ unitId }) => unitId), ...invitation.unitIds]),
    ],
    siteIds: [
      ...new Set([
        ...(chair === undefined ? [] : [chair.siteId]),
        ...invitation.siteIds,
        ...invitation.groupIds.flatMap((groupId) => sitesOfGroup(groupId)),
        ...agenda.flatMap(({ speaker }) => speaker?.siteId ?? []),
        ...technicians.map(({ siteId }) => siteId),
      ]),
    ],
  }
}

export const NOBODY: Invitation = { tiers: [], unitIds: [], groupIds: [], siteIds: [], exceptSiteIds: [] }
