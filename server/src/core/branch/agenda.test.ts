import { describe, expect, it } from 'vitest'
import { BranchStory, conducted, LINKED_SITES, page, paperItem, RULES, site } from './testing.ts'

const AGENDA = [
  { ...paperItem('opening', null), kind: 'opening' },
  paperItem('p1', 'a', 10),
  paperItem('p2', 'x1'),
  paperItem('p3', 'b', 5),
]
const meeting = (changes = {}) =>
  BranchStory.open(
    conducted({
      agenda: AGENDA.map((item) => ({ ...item, person: `Người nói ${item.itemId}` })),
      ...changes,
    }),
    LINKED_SITES,
  )
const states = (story: BranchStory) =>
  Object.fromEntries(story.branch.conduct.agenda.map(({ itemId, state }) => [itemId, state]))
const call = (story: BranchStory, itemId: string | null = null) =>
  ({ type: 'CallPaper', itemId, newRequestId: story.nextRequest() }) as const
const begin = (itemId: string) => ({ type: 'BeginAgendaItem', itemId }) as const
const end = (name: string) => ({ type: 'EndOwnSpeech', siteId: site(name) }) as const

describe('A paper that is called', () => {
  it('is the next of the plan: its site is on standby, with who speaks and on what', () => {
    const story = meeting()
    expect(story.types(call(story))).toEqual(['FloorRequested', 'RequestQueued', 'SpeakerOnStandby'])
    expect(story.speech('a')).toMatchObject({
      phase: { state: 'standby' },
      kind: 'paper',
      itemId: 'p1',
      speaker: 'Người nói p1',
      topic: 'Tham luận p1',
      calledByChair: true,
    })
  })

  it('is under way while it is given, for its own minutes, and done at its end', () => {
    const story = meeting()
    story.tell(call(story))
    expect(story.give('a').map(({ type }) => type)).toEqual(['FloorGranted', 'AgendaItemChanged'])
    expect([states(story)['p1'], story.live('a').phase.clock.limitMs]).toEqual(['underWay', 600_000])
    story.pass(1_000)
    story.tell(end('a'))
    expect(story.branch.conduct.agenda[1]).toMatchObject({
      state: 'done',
      begunAt: story.now - 1_000,
      endedAt: story.now,
    })
  })

  it('without minutes has the time of papers', () => {
    const story = meeting({
      limits: {
        paperSeconds: 420,
        discussionSeconds: 60,
        questionSeconds: null,
        pointOfOrderSeconds: null,
        atEnd: 'sign',
      },
    })
    story.tell(call(story, 'p2'))
    story.give('x1')
    expect(story.live('x1').phase.clock.limitMs).toBe(420_000)
  })

  it('is one at a time: the second of two desks is told which is called', () => {
    const story = meeting()
    story.tell(call(story))
    expect(story.refusal(call(story))).toEqual({ refused: 'paper_called', data: { title: 'Tham luận p1' } })
    expect(story.refusal(call(story, 'p1'))).toEqual({
      refused: 'wrong_floor_state',
      data: { state: 'standby' },
    })
  })

  it('may be prepared while the one before is given', () => {
    const story = meeting()
    story.tell(call(story))
    story.give('a')
    story.tell(call(story))
    expect(story.speech('x1').itemId).toBe('p2')
    story.give('x1')
    expect(states(story)).toMatchObject({ p1: 'done', p2: 'underWay' })
  })

  it('takes the place of what its site had asked for itself', () => {
    const story = meeting({ delegation: true })
    const requestId = story.request('x1', { topic: 'Ý kiến khác' })
    expect(story.tell(call(story, 'p2')).at(-1)?.data).toMatchObject({ requestId })
    expect(story.speech('x1')).toMatchObject({ kind: 'paper', itemId: 'p2', topic: 'Tham luận p2' })
  })

  it('stays the paper of its item, whoever describes it', () => {
    const story = meeting()
    story.tell(call(story))
    const describeOwn = { type: 'DescribeOwnSpeech', siteId: site('a') } as const
    expect(story.refusal({ ...describeOwn, kind: 'pointOfOrder' }).refused).toBe('speech_is_paper')
    story.tell({ ...describeOwn, speaker: 'Phó chủ tịch' })
    expect(story.speech('a')).toMatchObject({ kind: 'paper', speaker: 'Phó chủ tịch' })
  })

  it('comes by name also when it was left out or is done', () => {
    const story = meeting()
    story.tell({ type: 'SkipAgendaItem', itemId: 'p3', skipped: true })
    story.tell(call(story, 'p3'))
    story.give('b')
    story.tell(end('b'))
    story.tell(call(story, 'p3'))
    story.give('b')
    expect(states(story)['p3']).toBe('underWay')
  })

  it.each([
    ['nowhere', 'agenda_item_not_found'],
    ['opening', 'not_a_paper'],
  ])('must be one: %s', (itemId, code) => {
    const story = meeting()
    expect(story.refusal(call(story, itemId)).refused).toBe(code)
  })

  it('needs its site there, and not in the chair nor speaking', () => {
    const story = meeting()
    story.drop('a')
    expect(story.refusal(call(story)).refused).toBe('site_not_connected')
    story.tell({ type: 'ChangeChair', siteId: site('b') })
    expect(story.refusal(call(story, 'p3')).refused).toBe('is_chair')
    story.give('x1')
    expect(story.refusal(call(story, 'p2')).data).toEqual({ state: 'live' })
  })

  it('is refused when none is left', () => {
    const story = meeting()
    for (const itemId of ['p1', 'p2', 'p3']) story.tell({ type: 'SkipAgendaItem', itemId, skipped: true })
    expect(story.refusal(call(story)).refused).toBe('no_paper_left')
  })

  it('is the one that was begun by hand and not given yet', () => {
    const story = meeting()
    story.tell(begin('p2'))
    story.tell({ type: 'SkipAgendaItem', itemId: 'p1', skipped: true })
    story.tell(call(story))
    expect(story.speech('x1').itemId).toBe('p2')
  })
})

describe('A paper that is broken off', () => {
  function given(): BranchStory {
    const story = meeting()
    story.tell(call(story))
    story.give('a')
    return story
  }

  it.each([
    [
      'the chair takes the floor away',
      'done',
      (story: BranchStory) => story.tell({ type: 'RevokeFloor', requestId: story.speech('a').requestId }),
    ],
    [
      'a lecture begins',
      'done',
      (story: BranchStory) => story.tell({ type: 'SetFloorMode', mode: { mode: 'lecture' } }),
    ],
    ['the desk cuts to the chair', 'planned', (story: BranchStory) => story.tell({ type: 'CutToChair' })],
    [
      'its site leaves',
      'planned',
      (story: BranchStory) => story.tell({ type: 'LeaveSite', siteId: site('a'), instance: page('a-1') }),
    ],
  ] as const)('when %s is %s', (_why, state, breakOff) => {
    const story = given()
    breakOff(story)
    expect(states(story)['p1']).toBe(state)
  })

  it('by a lost link goes on as the same item, or is still to be given when it is not', () => {
    const story = given()
    story.drop('a')
    story.pass(RULES.resumeGraceMs + 1).tell({ type: 'Tick' })
    expect([states(story)['p1'], story.speech('a').phase.state]).toEqual(['underWay', 'standby'])
    story.tell({ type: 'DeclineRequest', requestId: story.speech('a').requestId })
    expect(states(story)['p1']).toBe('planned')
  })
})

describe('The agenda', () => {
  it('goes from item to item: the one before is done', () => {
    const story = meeting()
    story.tell(begin('opening'))
    expect(story.tell(begin('opening'))).toEqual([])
    story.tell(begin('p1'))
    expect(states(story)).toMatchObject({ opening: 'done', p1: 'underWay' })
    story.tell({ type: 'FinishAgendaItem' })
    expect(states(story)['p1']).toBe('done')
    expect(story.refusal({ type: 'FinishAgendaItem' }).refused).toBe('no_item_under_way')
    expect(story.refusal(begin('nowhere')).refused).toBe('agenda_item_not_found')
  })

  it('goes on to another item without ending a paper that is being given', () => {
    const story = meeting()
    story.tell(call(story))
    story.give('a')
    story.tell(begin('opening'))
    expect(states(story)).toMatchObject({ opening: 'underWay', p1: 'underWay' })
    story.tell(end('a'))
    expect(states(story)).toMatchObject({ opening: 'underWay', p1: 'done' })
  })

  it('leaves items out that have not begun, and takes them in again', () => {
    const story = meeting()
    const skip = (skipped: boolean) => ({ type: 'SkipAgendaItem', itemId: 'p1', skipped }) as const
    story.tell(skip(true))
    expect(story.tell(skip(true))).toEqual([])
    story.tell(skip(false))
    expect(states(story)['p1']).toBe('planned')
    story.tell(begin('p1'))
    expect(story.refusal(skip(true)).refused).toBe('agenda_item_begun')
    expect(story.refusal({ type: 'SkipAgendaItem', itemId: 'nowhere', skipped: true }).refused).toBe(
      'agenda_item_not_found',
    )
  })

  it('that is longer than the meeting ends with it: what was not reached stays planned in the log', () => {
    const story = meeting()
    story.tell(call(story))
    story.give('a')
    expect(story.types({ type: 'CloseBranch', reason: 'ended' })).toEqual(['BranchClosed'])
    const changed = story.log.filter(({ event }) => event.type === 'AgendaItemChanged')
    expect(changed.map(({ event }) => event.data)).toEqual([{ itemId: 'p1', state: 'underWay' }])
    expect(story.refusal(call(story)).refused).toBe('session_not_found')
  })
})
