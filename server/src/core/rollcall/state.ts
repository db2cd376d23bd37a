import type { QuorumRule } from '@diem-cau/protocol'
import type { RollCallState } from './types.ts'

export function newRollCall(quorum: QuorumRule | null): RollCallState {
  return { openedAt: null, open: false, answers: new Map(), excuses: new Map(), quorum, frozen: [] }
}
