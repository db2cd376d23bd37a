import { YES_NO_CHOICES, type Ballot, type SiteMotionView } from '@diem-cau/protocol'

/** What a room votes on, as far as filling in its ballot goes. */
export type Asked = Pick<SiteMotionView, 'question' | 'weight'>

/** `pick`: one of three; `mark`: up to some of a list; `count`: how many of the delegation for each choice. */
export type Way = 'pick' | 'mark' | 'count'

export function wayOf({ question, weight }: Asked): Way {
  if (weight > 1) return 'count'
  return question.form === 'yesNo' ? 'pick' : 'mark'
}

export function choicesOf({ question }: Asked): readonly string[] {
  return question.form === 'yesNo' ? YES_NO_CHOICES : question.choices
}

export function emptyBallot(asked: Asked): Ballot {
  return choicesOf(asked).map(() => 0)
}

export function sumOf(votes: Ballot): number {
  return votes.reduce((sum, count) => sum + count, 0)
}

/** How many votes the whole ballot may have. */
export function mostOf({ question, weight }: Asked): number {
  return question.form === 'yesNo' ? weight : weight * question.choose
}

/** How many more a choice may get. */
export function roomFor(asked: Asked, votes: Ballot, index: number): number {
  const own = votes[index] ?? 0
  return Math.max(0, Math.min(asked.weight - own, mostOf(asked) - sumOf(votes)))
}

/** The ballot with another number for a choice: as near to it as the rest leaves room. */
export function withCount(asked: Asked, votes: Ballot, index: number, count: number): Ballot {
  const own = votes[index] ?? 0
  const whole = Number.isFinite(count) ? Math.trunc(count) : 0
  return votes.with(index, Math.max(0, Math.min(whole, own + roomFor(asked, votes, index))))
}

/** A press on a choice of a list: marked, or not any more. Where one alone may be chosen the press moves the mark. */
export function toggled(asked: Asked, votes: Ballot, index: number): Ballot {
  if ((votes[index] ?? 0) > 0) return votes.with(index, 0)
  if (mostOf(asked) === 1) return emptyBallot(asked).with(index, 1)
  return withCount(asked, votes, index, 1)
}

/** To yes and no a ballot says something; of a list it may choose nobody. */
export function canSend(asked: Asked, votes: Ballot): boolean {
  return asked.question.form === 'list' || sumOf(votes) > 0
}
