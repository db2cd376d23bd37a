import type { MotionView, ShownResult, SiteId, SiteMotionView } from '@diem-cau/protocol'
import type { OpenBranch } from '../branch/state.ts'

export function motionViews(_branch: OpenBranch, _isVisible: (siteId: SiteId) => boolean): MotionView[] {
  return []
}

export function siteMotions(_branch: OpenBranch, _siteId: SiteId): SiteMotionView[] {
  return []
}

/** The result that is on everybody's screen. */
export function shownResult(_branch: OpenBranch): ShownResult | null {
  return null
}
