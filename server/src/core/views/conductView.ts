import type {
  ConductView,
  GroupRow,
  SiteConductView,
  SiteGroupView,
  SiteId,
  UnitId,
} from '@diem-cau/protocol'
import type { OpenBranch } from '../branch/state.ts'

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

/** The districts of the session, with their own queues. */
export function groupRows(_branch: OpenBranch, _mayNominate: (unitId: UnitId) => boolean): GroupRow[] {
  return []
}

export function siteConductView(branch: OpenBranch, siteId: SiteId): SiteConductView {
  const { mode, limits } = branch.conduct
  const mayNotAsk = branch.chair.siteId === siteId ? ('isChair' as const) : null
  return { mode, limits, mayNotAsk, kinds: ['discussion', 'question', 'pointOfOrder'], districtName: null }
}

/** Of a district's own room: the requests that wait for its nomination. */
export function siteGroupView(_branch: OpenBranch, _siteId: SiteId): SiteGroupView | null {
  return null
}
