import type { GroupId, Invitation, SessionBody, SiteId, UnitId } from '@diem-cau/protocol'
import { aboveAbsent, heirsOf, type Directory } from '../directory/index.ts'

/** The saved groups that are known: which sites each stands for. */
export type SitesOfGroup = (groupId: GroupId) => readonly SiteId[]

/** What says who is invited, and by whom. */
export type Invited = Pick<SessionBody, 'invitation' | 'hostUnitId'> & Partial<Pick<SessionBody, 'chair'>>

/**
 * The sites that an invitation comes to: whole tiers below a unit, units with everything below them, groups, single
 * sites, less the exceptions. The chair's site is always in, and first. An invitation outlives a merger: in the place
 * of a unit that has ended are those that carry it on. What nothing carries on is left out; `outdatedIn` says so.
 */
export function resolveInvitation(
  { invitation, chair, hostUnitId }: Invited,
  directory: Directory,
  sitesOfGroup: SitesOfGroup,
): SiteId[] {
  const carriers = (unitId: UnitId): UnitId[] => carriersOf(unitId, hostUnitId, directory)
  const invited = [
    ...invitation.tiers.flatMap(({ unitId, tier }) =>
      carriers(unitId).flatMap((carrier) => sitesOfTier(carrier, tier, directory)),
    ),
    ...invitation.unitIds
      .flatMap(carriers)
      .flatMap((unitId) => directory.sitesOfSubtree(unitId).map(({ id }) => id)),
    ...invitation.groupIds.flatMap((groupId) => sitesOfGroup(groupId)),
    ...invitation.siteIds,
  ]
  const except = new Set(invitation.exceptSiteIds)
  const known = invited.filter((siteId) => !except.has(siteId) && directory.site(siteId) !== undefined)
  return [...new Set([...(chair === undefined ? [] : [chair.siteId]), ...known])]
}

/**
 * The units of the day that an invited unit stands for. What was invited within the host's own subtree does not take the
 * invitation out of it: a commune that goes over to another district is that district's to invite.
 */
function carriersOf(unitId: UnitId, hostUnitId: UnitId, directory: Directory): UnitId[] {
  const heirs = heirsOf(unitId, directory)
  if (directory.unit(unitId) !== undefined || !aboveAbsent(unitId, directory).has(hostUnitId)) return heirs
  const hosts = heirsOf(hostUnitId, directory)
  return heirs.filter((heir) => hosts.some((host) => directory.isInSubtree(heir, host)))
}

/** An invited unit that is no more, with those of the day that are invited in its place. */
export interface CarriedOn {
  readonly unitId: UnitId
  readonly carrierIds: readonly UnitId[]
}

/** Something that was invited and that nobody comes for any more. */
export type Lost =
  | { readonly kind: 'unit'; readonly id: UnitId }
  | { readonly kind: 'tier'; readonly id: UnitId; readonly tier: number }
  | { readonly kind: 'site'; readonly id: SiteId }
  | { readonly kind: 'group'; readonly id: GroupId }

/** What of an invitation is out of date on a day: whoever planned it is told. */
export function outdatedIn(
  { invitation, hostUnitId }: Invited,
  directory: Directory,
  isGroup: (groupId: GroupId) => boolean,
): { carriedOn: CarriedOn[]; lost: Lost[] } {
  const { tiers, unitIds, groupIds, siteIds } = invitation
  const gone = [...new Set([...unitIds, ...tiers.map(({ unitId }) => unitId)])]
    .filter((unitId) => directory.unit(unitId) === undefined)
    .map((unitId): CarriedOn => ({ unitId, carrierIds: carriersOf(unitId, hostUnitId, directory) }))
  const isTier = (unitId: UnitId, tier: number): boolean =>
    directory.unit(unitId) === undefined || directory.data.tiers.some((known) => known.tier === tier)
  return {
    carriedOn: gone.filter(({ carrierIds }) => carrierIds.length > 0),
    lost: [
      ...gone
        .filter(({ carrierIds }) => carrierIds.length === 0)
        .map(({ unitId }): Lost => ({ kind: 'unit', id: unitId })),
      ...tiers
        .filter(({ unitId, tier }) => !isTier(unitId, tier))
        .map(({ unitId, tier }): Lost => ({ kind: 'tier', id: unitId, tier })),
      ...groupIds.filter((id) => !isGroup(id)).map((id): Lost => ({ kind: 'group', id })),
      ...siteIds.filter((id) => directory.site(id) === undefined).map((id): Lost => ({ kind: 'site', id })),
    ],
  }
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
