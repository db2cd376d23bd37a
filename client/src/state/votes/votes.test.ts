import type { MotionView, SessionView, SiteMotionView } from '@diem-cau/protocol'
import { describe, expect, it } from 'vitest'
import { aDirectory, id } from '../console/testing.ts'
import { deskVotes, prospectOf, stillToVote, turnoutByTier, votesWaiting } from './deskVotes.ts'
import { draftOf, EMPTY_MOTION, faultsIn, fieldsOf, mayDecideTie } from './motionDraft.ts'
import { percentText, sharesOf } from './share.ts'
import { votePhase } from './votePhase.ts'

const fields = fieldsOf({ ...EMPTY_MOTION, title: 'Thông qua nghị quyết' })

function right(siteId: string, weight: number, voted: boolean): MotionView['rights'][number] {
  return { siteId: id(siteId), weight, voted, ballot: null, byCrew: false }
}

function motion(motionId: string, changes: Partial<MotionView> = {}): MotionView {
  return {
    motionId,
    fields: { ...fields, title: motionId },
    state: 'draft',
    openedAt: null,
    closesAt: null,
    closedAt: null,
    rights: [],
    entitled: 0,
    cast: 0,
    result: null,
    withdrawn: null,
    shown: false,
    withoutQuorum: false,
    freezeId: null,
    ...changes,
  }
}

const result = (
  changes: Partial<NonNullable<MotionView['result']>> = {},
): NonNullable<MotionView['result']> => ({
  votes: [1, 1, 0],
  entitled: 3,
  cast: 2,
  outcome: 'tied',
  byChair: false,
  majority: { of: 2, need: 2 },
  byTier: [],
  ...changes,
})

/** The parts of a session that votes are read from. */
function session(parts: object, agenda: readonly object[] = []): SessionView {
  // eslint-disable-next-line typescript/no-unsafe-type-assertion -- the rest of a session is not looked at
  return { conduct: { agenda }, ...parts } as unknown as SessionView
}

describe('The votes of a session at the desk', () => {
  it('are what is open, what is prepared, and what is over, the latest first', () => {
    const view = session({
      'motion:a': motion('a', { state: 'counted', openedAt: 1, closedAt: 5, result: result() }),
      'motion:b': motion('b', { state: 'open', openedAt: 7 }),
      'motion:c': motion('c'),
      'motion:d': motion('d', { state: 'withdrawn', closedAt: 6, withdrawn: 'chair' }),
      'motion:e': motion('e', { state: 'withdrawn', openedAt: 1, closedAt: 9, withdrawn: 'ballotsLost' }),
    })
    const { open, drafts, past } = deskVotes(view)
    expect(open?.motionId).toBe('b')
    expect(drafts.map(({ motionId }) => motionId)).toEqual(['c'])
    expect(past.map(({ motionId }) => motionId)).toEqual(['e', 'a'])
    expect(votesWaiting(view)).toBe(2)
  })

  it('offer what the agenda asks for and nobody has prepared', () => {
    const agenda = [
      { kind: 'vote', title: 'Thông qua chương trình', state: 'planned' },
      { kind: 'vote', title: ' c ', state: 'planned' },
      { kind: 'vote', title: 'Bỏ qua', state: 'skipped' },
      { kind: 'paper', title: 'Tham luận', state: 'planned' },
    ]
    expect(deskVotes(session({ 'motion:c': motion('c') }, agenda)).offered).toEqual([
      'Thông qua chương trình',
    ])
  })

  it('say how far each tier is, and who is missing, found without accents', () => {
    const rights = [
      right('s-p', 3, true),
      right('s-dv', 2, false),
      right('s-mv', 4, true),
      right('s-dv1', 1, false),
    ]
    const open = motion('m', { state: 'open', rights })
    expect(turnoutByTier(open, aDirectory())).toEqual([
      { tier: 1, entitled: 3, cast: 3, sites: 1, voted: 1 },
      { tier: 2, entitled: 6, cast: 4, sites: 2, voted: 1 },
      { tier: 3, entitled: 1, cast: 0, sites: 1, voted: 0 },
    ])
    const namesOf = (text: string) => stillToVote(open, aDirectory(), text).map(({ site }) => site?.name)
    expect(namesOf('')).toEqual(['Huyện Đồng Văn', 'Thị trấn Đồng Văn'])
    expect(namesOf('thi tran dong')).toEqual(['Thị trấn Đồng Văn'])
  })

  it('say beforehand who would have a right: by the roll, or by the link while nobody was asked', () => {
    const row = (state: string, present: number | null) => ({
      siteId: 'x',
      state,
      excuse: null,
      answer: present === null ? null : { present, invited: 9 },
    })
    const called = session({
      'roll:a': row('present', 4),
      'roll:b': row('silent', null),
      'roll:c': row('absent', null),
    })
    expect(prospectOf(called, 'site')).toEqual({ sites: 2, votes: 2, uncounted: 0 })
    expect(prospectOf(called, 'delegates')).toEqual({ sites: 1, votes: 4, uncounted: 1 })
    const uncalled = session({ 'site:a': { presence: 'connected' }, 'site:b': { presence: 'absent' } })
    expect(prospectOf(uncalled, 'site')).toEqual({ sites: 1, votes: 1, uncounted: 0 })
  })
})

describe('A motion that is written', () => {
  it('comes back as it was kept', () => {
    const list = { ...EMPTY_MOTION, title: 'Bầu', form: 'list' as const, choices: 'A\n B \n\nC', choose: '2' }
    expect(fieldsOf(list).question).toEqual({ form: 'list', choices: ['A', 'B', 'C'], choose: 2 })
    expect(draftOf(fieldsOf(list))).toEqual({ ...list, choices: 'A\nB\nC' })
  })

  it('says what is missing', () => {
    const list = { ...EMPTY_MOTION, title: ' ', form: 'list' as const }
    expect(faultsIn(list)).toEqual(['title', 'fewChoices'])
    expect(faultsIn({ ...list, title: 'Bầu', choices: 'A\na', choose: '3' })).toEqual([
      'sameChoice',
      'choose',
    ])
    expect(faultsIn({ ...EMPTY_MOTION, title: 'Bầu' })).toEqual([])
  })

  it('leaves a tie to the chair only where one half decides', () => {
    expect(mayDecideTie(EMPTY_MOTION)).toBe(true)
    const twoThirds = { ...EMPTY_MOTION, majority: 'twoThirdsAll' as const, chairDecidesTie: true }
    expect(fieldsOf({ ...twoThirds, title: 'x' }).chairDecidesTie).toBe(false)
  })
})

describe('A result', () => {
  it('is in shares of what was cast, a list by its votes', () => {
    expect(sharesOf(result({ votes: [2, 1, 0], cast: 3 })).map(({ votes }) => votes)).toEqual([2, 1, 0])
    const listed = sharesOf(result({ votes: [1, 5, 1], cast: 6, outcome: 'listed' }))
    expect(listed.map(({ index }) => index)).toEqual([1, 0, 2])
    expect(sharesOf(result({ votes: [0, 0, 0], cast: 0 })).every(({ share }) => share === 0)).toBe(true)
    expect([percentText(2 / 3, 'vi'), percentText(2 / 3, 'en'), percentText(1, 'vi')]).toEqual([
      '66,7 %',
      '66.7 %',
      '100 %',
    ])
  })
})

describe('A vote as a room meets it', () => {
  const asked = (changes: Partial<SiteMotionView>): SiteMotionView => ({
    motionId: 'm',
    title: '',
    text: '',
    ballot: 'open',
    question: { form: 'yesNo' },
    state: 'open',
    closesAt: null,
    closedAt: null,
    weight: 1,
    voted: false,
    ownBallot: null,
    result: null,
    ...changes,
  })
  it.each([
    ['asked', {}],
    ['voted', { voted: true }],
    ['noRight', { weight: 0 }],
    ['counting', { state: 'counting', closedAt: 1_000 }],
    ['over', { state: 'counted', closedAt: 1_000, voted: true }],
    ['missed', { state: 'counted', closedAt: 1_000 }],
    ['withdrawn', { state: 'withdrawn', closedAt: 1_000 }],
  ] as const)('is %s', (kind, changes) => {
    expect(votePhase([asked(changes)], 2_000).kind).toBe(kind)
  })

  it('is told for a while when it is over, unless its result says so', () => {
    const over = asked({ state: 'counted', closedAt: 1_000, voted: true })
    expect(votePhase([over], 60_000).kind).toBe('none')
    expect(votePhase([{ ...over, result: result() }], 2_000).kind).toBe('none')
    expect(votePhase([], 2_000).kind).toBe('none')
  })
})
