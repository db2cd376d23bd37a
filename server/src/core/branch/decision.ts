import type { ErrorCode, ErrorData } from '@diem-cau/protocol'
import type { BranchEvent } from './events.ts'

/** Why a command can't be done: a code of the catalogue and what explains it. */
export type Refusal = { refused: ErrorCode; data: ErrorData }
export type Decision = readonly BranchEvent[] | Refusal

export function refuse(code: ErrorCode, data: ErrorData = {}): Refusal {
  return { refused: code, data }
}

export function isRefusal(decision: Decision): decision is Refusal {
  return 'refused' in decision
}
