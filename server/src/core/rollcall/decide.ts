import { assertUnreachable } from '@diem-cau/protocol'
import { refuse, type Decision } from '../branch/decision.ts'
import { event } from '../branch/events.ts'
import type { OpenBranch } from '../branch/state.ts'
import { freezeRoll } from './freeze.ts'
import { canBeReached } from './quorum.ts'
import { hasBegun } from './state.ts'
import type { RollCallCommand } from './types.ts'

type CommandOf<T extends RollCallCommand['type']> = Extract<RollCallCommand, { type: T }>

/** Two who do the same at once are both right: what is so already follows from nothing. */
export function decideRollCall(branch: OpenBranch, command: RollCallCommand): Decision {
  const { rollCall } = branch
  switch (command.type) {
    case 'OpenRollCall':
      return rollCall.open ? [] : [event('RollCallOpened', { anew: command.anew })]
    case 'CloseRollCall':
      return rollCall.open ? [event('RollCallClosed', {})] : []
    case 'AnswerRollCall':
      return answer(branch, command)
    case 'ExcuseSite':
      return excuse(branch, command)
    case 'FreezeRollCall':
      return freeze(branch, command)
    case 'SetQuorum':
      return setQuorum(branch, command)
    default:
      return assertUnreachable(command)
  }
}

/** A site answers while the roll is open; the crew enters what it is told at any time. */
function answer(branch: OpenBranch, command: CommandOf<'AnswerRollCall'>): Decision {
  const { type: _type, ...said } = command
  const { siteId, present, invited, by } = said
  if (!branch.sites.has(siteId))
    return refuse(isElsewhere(branch, siteId) ? 'roll_elsewhere' : 'site_not_invited')
  if (by === 'site' && !branch.rollCall.open) return refuse('roll_closed')
  if (invited > 0 && present > invited) return refuse('roll_more_than_invited', { present, invited })
  const head = said.head.trim()
  const before = branch.rollCall.answers.get(siteId)
  const isSame =
    before !== undefined &&
    before.present === present &&
    before.invited === invited &&
    before.head === head &&
    before.by === by
  return isSame ? [] : [event('RollCallAnswered', { ...said, head })]
}

/** Who has come can not be excused: the numbers are to be corrected first. */
function excuse(branch: OpenBranch, { siteId, reason }: CommandOf<'ExcuseSite'>): Decision {
  const { answers, excuses } = branch.rollCall
  if (!branch.sites.has(siteId) && !isElsewhere(branch, siteId)) return refuse('site_not_invited')
  const words = reason?.trim() ?? null
  const present = answers.get(siteId)?.present ?? 0
  if (words !== null && present > 0) return refuse('roll_site_present', { present })
  if (words === (excuses.get(siteId) ?? null)) return []
  return [event('SiteExcused', { siteId, reason: words })]
}

/** As many as the view carries. A vote always freezes: its evidence is never refused. */
const MAX_FROZEN = 150

function freeze(branch: OpenBranch, command: CommandOf<'FreezeRollCall'>): Decision {
  const { frozen } = branch.rollCall
  if (!hasBegun(branch.rollCall)) return refuse('roll_not_called')
  if (frozen.length >= MAX_FROZEN) return refuse('roll_frozen_often', { limit: MAX_FROZEN })
  return [freezeRoll(branch, command.newFreezeId, command.reason, command.label)]
}

function setQuorum(branch: OpenBranch, { quorum }: CommandOf<'SetQuorum'>): Decision {
  if (quorum !== null && !canBeReached(quorum)) return refuse('quorum_impossible')
  const before = branch.rollCall.quorum
  return JSON.stringify(before) === JSON.stringify(quorum) ? [] : [event('QuorumChanged', { quorum })]
}

function isElsewhere(branch: OpenBranch, siteId: CommandOf<'AnswerRollCall'>['siteId']): boolean {
  return [...branch.detached.values()].some(({ siteIds }) => siteIds.includes(siteId))
}
