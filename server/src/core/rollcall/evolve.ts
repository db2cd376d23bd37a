import { assertUnreachable } from '@diem-cau/protocol'
import type { BranchEventOf } from '../branch/events.ts'
import type { OpenBranch } from '../branch/state.ts'
import { SharedMap } from '../SharedMap.ts'
import type { RollCallEvents, RollCallState } from './types.ts'

export function evolveRollCall(
  branch: OpenBranch,
  happened: BranchEventOf<keyof RollCallEvents>,
  at: number,
): OpenBranch {
  return { ...branch, rollCall: evolved(branch.rollCall, happened, at) }
}

function evolved(
  roll: RollCallState,
  happened: BranchEventOf<keyof RollCallEvents>,
  at: number,
): RollCallState {
  switch (happened.type) {
    case 'RollCallOpened':
      return opened({ ...roll, openedAt: at, open: true }, happened.data.anew)
    case 'RollCallClosed':
      return { ...roll, open: false, settledAt: roll.settledAt ?? at }
    case 'RollCallAnswered': {
      const { siteId, ...said } = happened.data
      const excuses = said.present > 0 ? without(roll.excuses, siteId) : roll.excuses
      return { ...roll, excuses, answers: SharedMap.from(roll.answers).with(siteId, { ...said, at }) }
    }
    case 'SiteExcused': {
      const { siteId, reason } = happened.data
      const excuses =
        reason === null ? without(roll.excuses, siteId) : new Map(roll.excuses).set(siteId, reason)
      return { ...roll, excuses }
    }
    case 'RollCallFrozen':
      return { ...roll, settledAt: roll.settledAt ?? at, frozen: [...roll.frozen, { ...happened.data, at }] }
    case 'QuorumChanged':
      return { ...roll, quorum: happened.data.quorum }
    default:
      return assertUnreachable(happened)
  }
}

/** Called anew, the roll begins with nobody; what was said is offered again. Excuses are of the day, and stay. */
function opened(roll: RollCallState, anew: boolean): RollCallState {
  if (!anew) return roll
  return { ...roll, answers: new Map(), former: new Map([...roll.former, ...roll.answers]) }
}

function without<K, V>(map: ReadonlyMap<K, V>, key: K): ReadonlyMap<K, V> {
  if (!map.has(key)) return map
  const rest = new Map(map)
  rest.delete(key)
  return rest
}
