import type {
  ChatLine,
  ChatView,
  MessageView,
  SiteId,
  SiteMessageView,
  SiteView,
  TalkbackView,
} from '@diem-cau/protocol'
import type { OpenBranch } from '../branch/state.ts'

type IsVisible = (siteId: SiteId) => boolean

export function chatViews(_branch: OpenBranch, _isVisible: IsVisible): ChatView[] {
  return []
}

export function messageViews(_branch: OpenBranch, _isVisible: IsVisible): MessageView[] {
  return []
}

export function talkbackViews(
  _branch: OpenBranch,
  _isVisible: IsVisible,
  _viewerId: string | null,
): TalkbackView[] {
  return []
}

export function siteChat(_branch: OpenBranch, _siteId: SiteId): ChatLine[] {
  return []
}

export function siteMessages(_branch: OpenBranch, _siteId: SiteId): SiteMessageView[] {
  return []
}

export function siteTalkback(_branch: OpenBranch, _siteId: SiteId): SiteView['talkback'] {
  return null
}
