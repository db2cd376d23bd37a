import { assertUnreachable, type SiteId } from '@diem-cau/protocol'
import type { CommandOf } from '../branch/commands.ts'
import { refuse, type Decision } from '../branch/decision.ts'
import { event, type BranchEvent } from '../branch/events.ts'
import { isOnStage, type OpenBranch } from '../branch/state.ts'
import type { OpenPaper, PaperCommand, PaperEvents } from './types.ts'

/** A paper and a shared screen stand in the same place of the stage: opening one closes the other. */
export function decidePaper(branch: OpenBranch, command: PaperCommand): Decision {
  switch (command.type) {
    case 'OpenPaper':
      return openPaper(branch, command)
    case 'TurnPaper':
      return turnPaper(branch, command)
    case 'SetPresenter':
      return setPresenter(branch, command.siteId)
    case 'ClosePaper':
      return endPaper(branch, 'desk')
    default:
      return assertUnreachable(command)
  }
}

/** Closes the paper, where one is open: for a screen that is shared instead, and when everything is closed. */
export function endPaper(branch: OpenBranch, reason: PaperEvents['PaperClosed']['reason']): BranchEvent[] {
  return branch.paper === null ? [] : [event('PaperClosed', { reason })]
}

/** The site that may turn the pages now: only while it has a place on stage. */
export function presenterOf(branch: OpenBranch): SiteId | null {
  const siteId = branch.paper?.presenterSiteId ?? null
  return siteId !== null && isOnStage(branch, siteId) ? siteId : null
}

function openPaper(branch: OpenBranch, command: CommandOf<'OpenPaper'>): Decision {
  const { documentId, name, page } = command
  const { paper, content } = branch
  if (paper?.documentId === documentId) return turnTo(paper, page, command.pages)
  if (command.pages !== null && page > command.pages) return refuse('paper_page', { pages: command.pages })
  const opened = event('PaperOpened', { documentId, name, page, pages: command.pages })
  return content === null
    ? [opened]
    : [event('ContentStopped', { siteId: content.siteId, reason: 'paper' }), opened]
}

/** A page that is meant of another paper, which was closed meanwhile, turns nothing. */
function turnPaper(branch: OpenBranch, command: CommandOf<'TurnPaper'>): Decision {
  const { paper } = branch
  if (paper === null) return refuse('no_paper')
  if (paper.documentId !== command.documentId) return refuse('paper_other')
  if (command.siteId === null) return turnTo(paper, command.page, command.pages)
  if (presenterOf(branch) !== command.siteId) return refuse('not_presenter')
  // How many pages there are a site says only while nobody knows it.
  return turnTo(paper, command.page, paper.pages === null ? command.pages : null)
}

function turnTo(paper: OpenPaper, page: number, counted: number | null): Decision {
  const pages = counted ?? paper.pages
  if (pages !== null && page > pages) return refuse('paper_page', { pages })
  return page === paper.page && pages === paper.pages ? [] : [event('PaperTurned', { page, pages })]
}

function setPresenter(branch: OpenBranch, siteId: SiteId | null): Decision {
  if (branch.paper === null) return refuse('no_paper')
  if (siteId !== null && !branch.sites.has(siteId)) return refuse('site_not_invited')
  if (siteId !== null && !isOnStage(branch, siteId)) return refuse('presenter_off_stage')
  return branch.paper.presenterSiteId === siteId ? [] : [event('PresenterChanged', { siteId })]
}
