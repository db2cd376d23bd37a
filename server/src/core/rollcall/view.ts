import type { RollCallView, RollRow, RollTotals, SiteId, SiteRollView } from '@diem-cau/protocol'
import type { OpenBranch } from '../branch/state.ts'

const NOBODY: RollTotals = {
  sites: 0,
  presentSites: 0,
  excusedSites: 0,
  silentSites: 0,
  absentSites: 0,
  present: 0,
  invited: 0,
}

export function rollCallView({ rollCall }: OpenBranch): RollCallView {
  const { openedAt, open, frozen } = rollCall
  return { openedAt, open, totals: NOBODY, byTier: [], byGroup: [], quorum: null, frozen: [...frozen] }
}

export function rollRows(_branch: OpenBranch, _isVisible: (siteId: SiteId) => boolean): RollRow[] {
  return []
}

/** What a site's page is shown; null while the roll was never called. */
export function siteRollView(_branch: OpenBranch, _siteId: SiteId): SiteRollView | null {
  return null
}
