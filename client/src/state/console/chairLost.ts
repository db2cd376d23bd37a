import type { SessionView, SiteId } from '@diem-cau/protocol'
import type { DirectoryModel } from './directory.ts'
import type { StatusOf } from './siteStatus.ts'

/** The chair's link is lost: who, since when, and who can take over. */
export interface ChairLost {
  readonly name: string
  readonly since: number
  /** Named beforehand and connected: takes over by one action. */
  readonly deputy: { siteId: SiteId; name: string } | null
  /** Named beforehand, and not there either. */
  readonly absentDeputy: string | null
}

/** Null while the chair is there. */
export function chairLost(
  view: SessionView,
  directory: DirectoryModel | null,
  statusOf: StatusOf,
): ChairLost | null {
  const { chairSiteId } = view.session
  const row = chairSiteId === null ? null : (view[`site:${chairSiteId}`] ?? null)
  const { holding } = view.stage
  const isHeld = holding?.reason === 'chairLost'
  const isGone = row !== null && (row.presence === 'away' || row.presence === 'left')
  if (!isHeld && !isGone) return null
  const nameOf = (siteId: SiteId) => directory?.site(siteId)?.name ?? siteId
  const { deputyChairSiteId } = view.conduct
  const isThere =
    deputyChairSiteId !== null &&
    deputyChairSiteId !== chairSiteId &&
    statusOf(deputyChairSiteId).row?.presence === 'connected'
  return {
    name: chairSiteId === null ? '' : nameOf(chairSiteId),
    since: isGone ? (row.since ?? holding?.since ?? 0) : (holding?.since ?? 0),
    deputy: isThere ? { siteId: deputyChairSiteId, name: nameOf(deputyChairSiteId) } : null,
    absentDeputy: deputyChairSiteId === null || isThere ? null : nameOf(deputyChairSiteId),
  }
}

/** Sites that can take the chair now: connected, not the chair; the deputy first, then those of the host, then all others. */
export function chairCandidates(
  view: SessionView,
  directory: DirectoryModel | null,
  statusOf: StatusOf,
): { siteId: SiteId; name: string; above: string }[] {
  const { deputyChairSiteId } = view.conduct
  const rank = (siteId: SiteId, unitId: string) =>
    siteId === deputyChairSiteId ? 0 : unitId === view.session.hostUnitId ? 1 : 2
  return (directory?.sites ?? [])
    .filter(({ siteId }) => {
      const { row } = statusOf(siteId)
      return row !== null && row.presence === 'connected' && !row.isChair
    })
    .toSorted((a, b) => rank(a.siteId, a.unitId) - rank(b.siteId, b.unitId))
    .map(({ siteId, name, above }) => ({ siteId, name, above: above[0] ?? '' }))
}
