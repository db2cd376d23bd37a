import type { SiteId } from '@diem-cau/protocol'
import { refuse, type Decision } from '../branch/decision.ts'
import type { BranchEvent } from '../branch/events.ts'
import type { OpenBranch } from '../branch/state.ts'
import type { AssistanceCommand, AssistanceEvents } from './types.ts'

export function decideAssistance(_branch: OpenBranch, _command: AssistanceCommand): Decision {
  return refuse('not_ready')
}

/** Ends the talkback with a site, where there is one: before it goes on stage, when it is lost, when it leaves. */
export function endTalkback(
  _branch: OpenBranch,
  _siteId: SiteId,
  _reason: AssistanceEvents['TalkbackStopped']['reason'],
): BranchEvent[] {
  return []
}
