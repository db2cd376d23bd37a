import type { RequestId, SiteId, UnitId } from '@diem-cau/protocol'
import type { OpenBranch, Speech } from './state.ts'

/* The districts within a session: who belongs to which, and who may speak for one. */

/** The district to which a site belongs within the session; null for those directly below the host. */
export function districtOf(branch: OpenBranch, siteId: SiteId): UnitId | null {
  return branch.conduct.roster.get(siteId)?.groupUnitId ?? null
}

/** Whether the site is a district's own room, which asks for itself and nominates for its communes. */
export function isDistrictRoom(branch: OpenBranch, siteId: SiteId): boolean {
  const entry = branch.conduct.roster.get(siteId)
  return entry !== undefined && entry.groupUnitId !== null && entry.unitId === entry.groupUnitId
}

/** The district that collects this site's requests; null for a district's own room and for those in none. */
export function collectingDistrict(branch: OpenBranch, siteId: SiteId): UnitId | null {
  return isDistrictRoom(branch, siteId) ? null : districtOf(branch, siteId)
}

export function isDistrict(branch: OpenBranch, unitId: UnitId): boolean {
  return [...branch.conduct.roster.values()].some(({ groupUnitId }) => groupUnitId === unitId)
}

/** The district's name as it was when the session opened. */
export function districtName(branch: OpenBranch, unitId: UnitId): string {
  const entry = [...branch.conduct.roster.values()].find(({ groupUnitId }) => groupUnitId === unitId)
  return entry?.groupName ?? unitId
}

/** The requests that wait for a district's nomination, next first. */
export function requestedIn(branch: OpenBranch, unitId: UnitId): Speech[] {
  return branch.speeches.filter(
    ({ phase, siteId }) => phase.state === 'requested' && collectingDistrict(branch, siteId) === unitId,
  )
}

/** Places drawn once for each state of a branch, however many pages are shown it. */
const PLACES = new WeakMap<OpenBranch, ReadonlyMap<RequestId, number>>()

/** Which place each request has that waits, 1 being next: in the common queue, or in that of its district. */
export function queuePositions(branch: OpenBranch): ReadonlyMap<RequestId, number> {
  const known = PLACES.get(branch)
  if (known !== undefined) return known
  const places = new Map<RequestId, number>()
  const lengths = new Map<UnitId | null, number>()
  for (const { phase, siteId, requestId } of branch.speeches) {
    if (phase.state !== 'queued' && phase.state !== 'requested') continue
    const queue = phase.state === 'queued' ? null : collectingDistrict(branch, siteId)
    const place = (lengths.get(queue) ?? 0) + 1
    lengths.set(queue, place)
    places.set(requestId, place)
  }
  PLACES.set(branch, places)
  return places
}
