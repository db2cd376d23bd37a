import type { Invitation, OutdatedInvitation, UnitId } from '@diem-cau/protocol'

/**
 * An invitation brought up to date, to be looked at and saved: ended units are named by those that carry them on; what
 * is no more is not named, for nobody could take it away by hand: it is in no tree.
 */
export function broughtUpToDate(invitation: Invitation, { carriedOn, lost }: OutdatedInvitation): Invitation {
  const carriers = new Map(
    carriedOn.map(({ unitId, successors }) => [unitId, successors.map((one) => one.unitId)]),
  )
  const isLost = (kind: OutdatedInvitation['lost'][number]['kind'], id: string, tier: number | null = null) =>
    lost.some((one) => one.kind === kind && one.id === id && one.tier === tier)
  const followed = (unitId: UnitId): UnitId[] =>
    isLost('unit', unitId) ? [] : (carriers.get(unitId) ?? [unitId])
  const tiers = invitation.tiers
    .filter(({ unitId, tier }) => !isLost('tier', unitId, tier))
    .flatMap(({ unitId, tier }) => followed(unitId).map((carrier) => ({ unitId: carrier, tier })))
  return {
    tiers: [...new Map(tiers.map((one) => [`${one.unitId} ${one.tier}`, one])).values()],
    unitIds: [...new Set(invitation.unitIds.flatMap(followed))],
    groupIds: invitation.groupIds.filter((groupId) => !isLost('group', groupId)),
    siteIds: invitation.siteIds.filter((siteId) => !isLost('site', siteId)),
    exceptSiteIds: invitation.exceptSiteIds,
  }
}
