import type { AccountDetail } from '@diem-cau/protocol'
import { changeOf, draftOf, type AccountDraft } from './accountDraft.ts'

const ACCOUNT_FIELDS = ['displayName', 'email', 'phone', 'grants'] as const
export type AccountField = (typeof ACCOUNT_FIELDS)[number]
export type Side = 'mine' | 'theirs'

/** A field that somebody else has changed meanwhile, to something else than what is typed here. */
export interface AccountDifference {
  field: AccountField
  /** Whether it was changed here as well: then somebody has to choose. */
  isClash: boolean
}

/** A field in a form that can be compared: the order of roles says nothing. */
function comparable(draft: AccountDraft, field: AccountField): string {
  if (field !== 'grants') return draft[field].trim()
  const lines = changeOf(draft).grants?.map(({ role, unitId }) => `${role} ${unitId}`) ?? []
  return lines.toSorted().join('\n')
}

/** @param base what both began from */
export function accountDifferences(
  base: AccountDetail,
  mine: AccountDraft,
  theirs: AccountDetail,
): AccountDifference[] {
  const [before, after] = [draftOf(base), draftOf(theirs)]
  return ACCOUNT_FIELDS.flatMap((field) => {
    const [was, typed, now] = [before, mine, after].map((draft) => comparable(draft, field))
    return now === was || now === typed ? [] : [{ field, isClash: typed !== was }]
  })
}

/** Which side is taken while nobody has chosen: what was typed here; what was not touched here as the other made it. */
export function sideOf(difference: AccountDifference, choices: Partial<Record<AccountField, Side>>): Side {
  return choices[difference.field] ?? (difference.isClash ? 'mine' : 'theirs')
}

/** What was typed, with what is taken over from the other. */
export function mergedAccount(
  mine: AccountDraft,
  theirs: AccountDetail,
  differences: readonly AccountDifference[],
  choices: Partial<Record<AccountField, Side>>,
): AccountDraft {
  const after = draftOf(theirs)
  const taken = differences
    .filter((difference) => sideOf(difference, choices) === 'theirs')
    .map(({ field }) => [field, after[field]] as const)
  return { ...mine, ...Object.fromEntries(taken) }
}
