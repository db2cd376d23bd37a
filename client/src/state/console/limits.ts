import type { SpeechKind, SpeechLimits } from '@diem-cau/protocol'

type LimitField = 'paperSeconds' | 'discussionSeconds' | 'questionSeconds' | 'pointOfOrderSeconds'

/** The times of each kind of speech, in the order in which they are shown. */
export const LIMIT_FIELDS: readonly { field: LimitField; kind: SpeechKind }[] = [
  { field: 'paperSeconds', kind: 'paper' },
  { field: 'discussionSeconds', kind: 'discussion' },
  { field: 'questionSeconds', kind: 'question' },
  { field: 'pointOfOrderSeconds', kind: 'pointOfOrder' },
]

/** Speaking times as they are typed: minutes, with a comma or a point; empty for no limit. */
export type LimitsDraft = Readonly<Record<LimitField, string>> & Pick<SpeechLimits, 'atEnd'>

const LEAST_SECONDS = 10
const MOST_SECONDS = 4 * 3_600

/** `5`, `1,5`: minutes as a Vietnamese would write them. */
export function minutesText(seconds: number): string {
  return String(Math.round((seconds / 60) * 100) / 100).replace('.', ',')
}

const typed = (seconds: number | null) => (seconds === null ? '' : minutesText(seconds))

export function limitsDraft(limits: SpeechLimits): LimitsDraft {
  return {
    paperSeconds: typed(limits.paperSeconds),
    discussionSeconds: typed(limits.discussionSeconds),
    questionSeconds: typed(limits.questionSeconds),
    pointOfOrderSeconds: typed(limits.pointOfOrderSeconds),
    atEnd: limits.atEnd,
  }
}

/** Seconds of what was typed; null for no limit; `wrong` where it is no time that the bridge takes. */
export function parseMinutes(text: string): number | null | 'wrong' {
  const trimmed = text.trim().replace(',', '.')
  if (trimmed === '') return null
  const seconds = Math.round(Number(trimmed) * 60)
  return Number.isFinite(seconds) && seconds >= LEAST_SECONDS && seconds <= MOST_SECONDS ? seconds : 'wrong'
}

/** The limits that were typed, or null while one of them is no time. */
export function limitsOf(draft: LimitsDraft): SpeechLimits | null {
  const paperSeconds = parseMinutes(draft.paperSeconds)
  const discussionSeconds = parseMinutes(draft.discussionSeconds)
  const questionSeconds = parseMinutes(draft.questionSeconds)
  const pointOfOrderSeconds = parseMinutes(draft.pointOfOrderSeconds)
  if (
    paperSeconds === 'wrong' ||
    discussionSeconds === 'wrong' ||
    questionSeconds === 'wrong' ||
    pointOfOrderSeconds === 'wrong'
  ) {
    return null
  }
  return { paperSeconds, discussionSeconds, questionSeconds, pointOfOrderSeconds, atEnd: draft.atEnd }
}
