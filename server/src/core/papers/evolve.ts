import { assertUnreachable } from '@diem-cau/protocol'
import type { BranchEventOf } from '../branch/events.ts'
import type { OpenBranch } from '../branch/state.ts'
import { presenterOf } from './decide.ts'
import type { PaperEvents } from './types.ts'

/** @param at when the event happened, epoch milliseconds */
export function evolvePaper(
  branch: OpenBranch,
  happened: BranchEventOf<keyof PaperEvents>,
  at: number,
): OpenBranch {
  const { paper } = branch
  switch (happened.type) {
    case 'PaperOpened':
      // Who speaks with several papers goes on turning the pages.
      return { ...branch, paper: { ...happened.data, presenterSiteId: presenterOf(branch), since: at } }
    case 'PaperTurned':
      return paper === null ? branch : { ...branch, paper: { ...paper, ...happened.data } }
    case 'PresenterChanged':
      return paper === null
        ? branch
        : { ...branch, paper: { ...paper, presenterSiteId: happened.data.siteId } }
    case 'PaperClosed':
      return { ...branch, paper: null }
    default:
      return assertUnreachable(happened)
  }
}
