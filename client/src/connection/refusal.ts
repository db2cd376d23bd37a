import type { ErrorCode } from '@diem-cau/protocol'

/** What a page does after the server has refused its greeting or said goodbye. */
export type Refusal =
  /** Says so and stays away until a person decides. */
  | { kind: 'final' }
  /** Comes back by itself after this delay. */
  | { kind: 'retry'; delayMs: number }

const FINAL: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'protocol_too_old',
  'protocol_too_new',
  'not_logged_in',
  'device_unknown',
  'device_proof_wrong',
  'replaced',
  'forbidden',
  'hello_repeated',
])

/** The other page may have died unnoticed (a power cut): knocking softly takes nothing from a living one. */
const IN_USE_RETRY_MS = 10_000
const BUSY_RETRY_MS = 3_000
const RETRY_MS = 1_000

export function refusalOf(code: ErrorCode): Refusal {
  if (FINAL.has(code)) return { kind: 'final' }
  if (code === 'device_in_use') return { kind: 'retry', delayMs: IN_USE_RETRY_MS }
  if (code === 'too_many_messages' || code === 'too_many_attempts') {
    return { kind: 'retry', delayMs: BUSY_RETRY_MS }
  }
  return { kind: 'retry', delayMs: RETRY_MS }
}
