import type { MotionFields } from '@diem-cau/protocol'

type Majority = MotionFields['majority']

/** The majorities that laws and working rules ask for, by what they are called. */
export const MAJORITIES = {
  halfCast: { basis: 'cast', numerator: 1, denominator: 2, compare: 'moreThan' },
  halfPresent: { basis: 'present', numerator: 1, denominator: 2, compare: 'moreThan' },
  halfAll: { basis: 'all', numerator: 1, denominator: 2, compare: 'moreThan' },
  twoThirdsPresent: { basis: 'present', numerator: 2, denominator: 3, compare: 'atLeast' },
  twoThirdsAll: { basis: 'all', numerator: 2, denominator: 3, compare: 'atLeast' },
} as const satisfies Record<string, Majority>
export type MajorityName = keyof typeof MAJORITIES

export const MAJORITY_NAMES: readonly MajorityName[] = [
  'halfCast',
  'halfPresent',
  'halfAll',
  'twoThirdsPresent',
  'twoThirdsAll',
]

/** Seconds that a vote may take; null until it is closed by hand. */
export const VOTE_SECONDS: readonly (number | null)[] = [30, 60, 120, 180, 300, null]

/** A motion as it is being written. */
export interface MotionDraft {
  title: string
  text: string
  ballot: MotionFields['ballot']
  form: 'yesNo' | 'list'
  /** Choices of a list, one a line. */
  choices: string
  choose: string
  weight: MotionFields['weight']
  majority: MajorityName
  chairDecidesTie: boolean
  seconds: number | null
}

export const EMPTY_MOTION: MotionDraft = {
  title: '',
  text: '',
  ballot: 'open',
  form: 'yesNo',
  choices: '',
  choose: '1',
  weight: 'site',
  majority: 'halfCast',
  chairDecidesTie: false,
  seconds: 60,
}

export function draftOf({ question, majority, ...fields }: MotionFields): MotionDraft {
  return {
    ...fields,
    form: question.form,
    choices: question.form === 'list' ? question.choices.join('\n') : '',
    choose: question.form === 'list' ? String(question.choose) : '1',
    majority: majorityName(majority) ?? 'halfCast',
  }
}

/** Null for one that was made elsewhere. */
export function majorityName(majority: Majority): MajorityName | null {
  const found = MAJORITY_NAMES.find((name) => {
    const known = MAJORITIES[name]
    return (
      known.basis === majority.basis &&
      known.compare === majority.compare &&
      known.numerator * majority.denominator === majority.numerator * known.denominator
    )
  })
  return found ?? null
}

function choicesIn(draft: MotionDraft): string[] {
  return draft.choices
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
}

/** A tie is for the chair only where one half decides. */
export function mayDecideTie({ form, majority }: MotionDraft): boolean {
  return form === 'yesNo' && MAJORITIES[majority].denominator === 2
}

export type DraftFault = 'title' | 'fewChoices' | 'manyChoices' | 'sameChoice' | 'choose'

/** What is missing; nothing when it can be kept. */
export function faultsIn(draft: MotionDraft): DraftFault[] {
  const faults: DraftFault[] = draft.title.trim() === '' ? ['title'] : []
  if (draft.form === 'yesNo') return faults
  const choices = choicesIn(draft)
  const choose = Number(draft.choose)
  if (choices.length < 2) faults.push('fewChoices')
  if (choices.length > 30) faults.push('manyChoices')
  if (new Set(choices.map((choice) => choice.normalize().toLowerCase())).size < choices.length) {
    faults.push('sameChoice')
  }
  if (!Number.isInteger(choose) || choose < 1 || choose > Math.max(1, choices.length)) faults.push('choose')
  return faults
}

/** Only of a draft without faults. */
export function fieldsOf(draft: MotionDraft): MotionFields {
  const { title, text, ballot, weight, majority, seconds } = draft
  return {
    title: title.trim(),
    text: text.trim(),
    ballot,
    question:
      draft.form === 'yesNo'
        ? { form: 'yesNo' }
        : { form: 'list', choices: choicesIn(draft), choose: Number(draft.choose) },
    weight,
    majority: MAJORITIES[majority],
    chairDecidesTie: mayDecideTie(draft) && draft.chairDecidesTie,
    seconds,
  }
}
