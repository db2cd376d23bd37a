import type { QuorumRule } from '@diem-cau/protocol'
import type { RollCallState } from './types.ts'

export function newRollCall(quorum: QuorumRule | null): RollCallState {
  return {
    openedAt: null,
    open: false,
    settledAt: null,
    answers: new Map(),
    former: new Map(),
    excuses: new Map(),
    quorum,
    frozen: [],
  }
}

/** Whether it was called, or the crew has noted something before that. */
export function hasBegun({ openedAt, answers, excuses }: RollCallState): boolean {
  return openedAt !== null || answers.size > 0 || excuses.size > 0
}
