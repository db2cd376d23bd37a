import type {
  ConductView,
  GroupRow,
  SiteConductView,
  SiteGroupView,
  SiteId,
  UnitId,
} from '@diem-cau/protocol'
import { mayNotAsk } from '../branch/decideQueue.ts'
import {
  collectingDistrict,
  districtName,
  districtOf,
  isDistrictRoom,
  requestedIn,
} from '../branch/groups.ts'
import { isConnected, type OpenBranch } from '../branch/state.ts'

/** How the session is conducted now, as the console shows it. */
export function conductView({ conduct, rollCall }: OpenBranch): ConductView {
  const { mode, delegation, queueOpen, limits, deputyChairSiteId, agenda } = conduct
  return {
    mode,
    delegation,
    queueOpen,
    limits,
    quorum: rollCall.quorum,
    deputyChairSiteId,
    agenda: agenda.map((item) => ({ ...item })),
  }
}

/**
 * The districts of the session, with their own queues. A district whose rooms meet on their own has none here.
 * @param isVisible whose rooms the viewer sees; a district of which it sees none is not shown
 */
export function groupRows(
  branch: OpenBranch,
  isVisible: (siteId: SiteId) => boolean,
  mayNominate: (unitId: UnitId) => boolean,
): GroupRow[] {
  const sitesOf = new Map<UnitId, SiteId[]>()
  for (const siteId of branch.sites.keys()) {
    const unitId = districtOf(branch, siteId)
    if (unitId === null || !isVisible(siteId)) continue
    const siteIds = sitesOf.get(unitId) ?? []
    siteIds.push(siteId)
    sitesOf.set(unitId, siteIds)
  }
  return [...sitesOf].map(([unitId, siteIds]) => groupRow(branch, unitId, siteIds, mayNominate(unitId)))
}

function groupRow(
  branch: OpenBranch,
  unitId: UnitId,
  siteIds: readonly SiteId[],
  mayNominate: boolean,
): GroupRow {
  const records = siteIds.flatMap((siteId) => branch.sites.get(siteId) ?? [])
  const visible = new Set(siteIds)
  return {
    unitId,
    unitName: districtName(branch, unitId),
    leadSiteId: siteIds.find((siteId) => isDistrictRoom(branch, siteId)) ?? null,
    queueOpen: branch.conduct.queueOpen && !branch.conduct.closedGroups.has(unitId),
    siteCount: siteIds.length,
    connectedCount: siteIds.filter((siteId) => isConnected(branch, siteId)).length,
    requestedCount: requestedIn(branch, unitId).filter(({ siteId }) => visible.has(siteId)).length,
    speechCount: records.reduce((sum, site) => sum + site.speechCount, 0),
    spokenMs: records.reduce((sum, site) => sum + site.spokenMs, 0),
    mayNominate,
  }
}

const KINDS: SiteConductView['kinds'] = ['discussion', 'question', 'pointOfOrder']

/** The rules of the floor as a site has to know them. */
export function siteConductView(branch: OpenBranch, siteId: SiteId): SiteConductView {
  const { mode, limits, delegation } = branch.conduct
  const kinds = KINDS.filter((kind) => mayNotAsk(branch, siteId, kind) === null)
  const unitId = delegation ? collectingDistrict(branch, siteId) : null
  return {
    mode,
    limits,
    mayNotAsk: whyNot(branch, siteId, kinds.length === 0),
    kinds,
    districtName: unitId === null ? null : districtName(branch, unitId),
  }
}

function whyNot(branch: OpenBranch, siteId: SiteId, isRefused: boolean): SiteConductView['mayNotAsk'] {
  if (branch.chair.siteId === siteId) return 'isChair'
  if (!isRefused) return null
  return branch.conduct.mode.mode === 'lecture' ? 'lecture' : 'queueClosed'
}

/** Of a district's own room: the requests that wait for its nomination. Null where the session does not delegate. */
export function siteGroupView(branch: OpenBranch, siteId: SiteId): SiteGroupView | null {
  const unitId = districtOf(branch, siteId)
  if (unitId === null || !branch.conduct.delegation || !isDistrictRoom(branch, siteId)) return null
  return {
    unitId,
    unitName: districtName(branch, unitId),
    requests: requestedIn(branch, unitId).map((speech) => ({
      requestId: speech.requestId,
      siteId: speech.siteId,
      name: branch.conduct.roster.get(speech.siteId)?.name ?? speech.siteId,
      kind: speech.kind,
      speaker: speech.speaker,
      topic: speech.topic,
      requestedAt: speech.requestedAt,
    })),
  }
}
