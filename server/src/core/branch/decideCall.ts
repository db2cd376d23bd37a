import type { CommandOf } from './commands.ts'
import { refuse, type Decision } from './decision.ts'
import { event } from './events.ts'
import type { OpenBranch } from './state.ts'

/** Somebody at a site answers: it rings no more, and is in the session if it was not. Twice is once. */
export function answerCall(branch: OpenBranch, { siteId, entry }: CommandOf<'AnswerCall'>): Decision {
  const answeredAt = branch.urgent?.rings.get(siteId)
  if (answeredAt === undefined) return refuse('not_called')
  if (answeredAt !== null) return []
  const comesOver = branch.sites.has(siteId)
    ? []
    : [event('SiteAdded', { siteId, ...(entry === undefined ? {} : { entry }) })]
  return [...comesOver, event('SiteAnswered', { siteId })]
}
