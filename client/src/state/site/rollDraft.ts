import type { SiteRollView } from '@diem-cau/protocol'

/** What a room has typed of its answer, as it stands in the fields. */
export interface RollDraft {
  readonly present: string
  readonly invited: string
  readonly head: string
}
export type RollNumber = 'present' | 'invited'

/** What is asked of the room now, or what is known of it. */
export type RollPhase =
  | { readonly kind: 'none' }
  | { readonly kind: 'asked' }
  | { readonly kind: 'excused'; readonly reason: string }
  | { readonly kind: 'answered'; readonly answer: NonNullable<SiteRollView['answer']> }

/** Once the roll is closed nothing is asked and nothing can be corrected: the room is told nothing more of it. */
export function rollPhase(roll: SiteRollView | null): RollPhase {
  if (roll === null || !roll.open) return { kind: 'none' }
  if (roll.answer !== null) return { kind: 'answered', answer: roll.answer }
  return roll.excuse === null ? { kind: 'asked' } : { kind: 'excused', reason: roll.excuse }
}

/**
 * The fields as they are offered: an own answer to correct as it is; of an earlier roll only what changes seldom, for
 * who is present has to be counted again.
 */
export function draftOf({ answer, former }: SiteRollView): RollDraft {
  const known = answer ?? former
  if (known === null) return { present: '', invited: '', head: '' }
  return {
    present: answer === null ? '' : String(answer.present),
    invited: known.invited === 0 ? '' : String(known.invited),
    head: known.head,
  }
}

/** As many digits as a count has. */
const MAX_DIGITS = 4

export function withDigit(text: string, digit: string): string {
  const next = text === '0' ? digit : text + digit
  return next.length > MAX_DIGITS ? text : next
}

export type RollFault = 'presentMissing' | 'moreThanInvited'

/** Why the answer can not be sent as it is; null when it can. */
export function faultOf({ present, invited }: RollDraft): RollFault | null {
  if (present === '') return 'presentMissing'
  const known = Number(invited)
  return known > 0 && Number(present) > known ? 'moreThanInvited' : null
}

export function answerOf({ present, invited, head }: RollDraft) {
  return { present: Number(present), invited: Number(invited), head: head.trim() }
}
