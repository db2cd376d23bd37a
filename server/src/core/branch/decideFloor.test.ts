import { describe, expect, it } from 'vitest'
import { BranchStory, CHAIR, requestOf, RULES, site } from './testing.ts'
import { isMicrophoneOpen, liveSpeeches, speechOfSite, waitingSpeeches } from './state.ts'

const ALL = ['hub', 'a', 'b', 'c', 'd'] as const
const meeting = (changes = {}) => BranchStory.open(changes, ALL)

function stateOf(story: BranchStory, name: string): string {
  return speechOfSite(story.branch, site(name))?.phase.state ?? 'idle'
}
function outcomeOf(story: BranchStory, name: string): string | undefined {
  return story.branch.sites.get(site(name))?.lastOutcome?.state
}
function queue(story: BranchStory): string[] {
  return waitingSpeeches(story.branch).map(({ siteId }) => siteId)
}
function stage(story: BranchStory): string[] {
  return liveSpeeches(story.branch).map(({ siteId, phase }) => `${phase.slot}=${siteId}`)
}
const unknown = requestOf('nobody')

describe('A request to speak', () => {
  it('waits in the order of asking', () => {
    const story = meeting()
    for (const name of ['c', 'a', 'b']) story.request(name)
    expect(queue(story)).toEqual(['c', 'a', 'b'])
    expect(story.branch.speeches[0]).toMatchObject({
      requestId: 'r1',
      requestedAt: story.now,
      phase: { state: 'queued' },
    })
  })

  it('is written down as asked for by the site itself', () => {
    const story = meeting()
    expect(story.tell({ type: 'RequestFloor', siteId: site('a'), newRequestId: requestOf('x') })).toEqual([
      { type: 'FloorRequested', data: { requestId: 'x', siteId: 'a', calledByChair: false } },
      { type: 'RequestQueued', data: { requestId: 'x', siteId: 'a' } },
    ])
  })

  it('is made once, whatever has become of it meanwhile', () => {
    const story = meeting()
    story.request('a')
    const again = { type: 'RequestFloor', siteId: site('a'), newRequestId: requestOf('x') } as const
    expect(story.refusal(again).refused).toBe('already_requested')
    story.give('a')
    expect(story.refusal(again).refused).toBe('already_requested')
  })

  it('is not for the chair, which always has the floor, nor for a site that is not invited', () => {
    const story = meeting()
    const newRequestId = requestOf('x')
    expect(story.refusal({ type: 'RequestFloor', siteId: CHAIR, newRequestId }).refused).toBe('is_chair')
    expect(story.refusal({ type: 'RequestFloor', siteId: site('z'), newRequestId }).refused).toBe(
      'site_not_invited',
    )
  })

  it('comes from a site that is there', () => {
    const ask = { type: 'RequestFloor', siteId: site('a'), newRequestId: requestOf('x') } as const
    expect(BranchStory.open().refusal(ask).refused).toBe('site_not_connected')
  })

  it.each(['queued', 'invited', 'standby'] as const)('can be withdrawn while %s', (state) => {
    const story = meeting()
    story.request('a')
    const newRequestId = story.nextRequest()
    if (state === 'invited') story.tell({ type: 'InviteSpeaker', siteId: site('a'), newRequestId })
    if (state === 'standby') story.tell({ type: 'PrepareSpeaker', siteId: site('a'), newRequestId })
    expect(stateOf(story, 'a')).toBe(state)
    story.tell({ type: 'WithdrawRequest', siteId: site('a') })
    expect([stateOf(story, 'a'), outcomeOf(story, 'a')]).toEqual(['idle', 'withdrawn'])
  })

  it('is not withdrawn while live, nor when there is none', () => {
    const story = meeting()
    expect(story.refusal({ type: 'WithdrawRequest', siteId: site('a') }).refused).toBe('request_not_found')
    story.give('a')
    expect(story.refusal({ type: 'WithdrawRequest', siteId: site('a') })).toEqual({
      refused: 'wrong_floor_state',
      data: { state: 'live' },
    })
  })
})

describe('An invitation', () => {
  it('reaches a site that asked, under the request that it made', () => {
    const story = meeting()
    const requestId = story.request('a')
    expect(
      story.tell({ type: 'InviteSpeaker', siteId: site('a'), newRequestId: requestOf('other') }),
    ).toEqual([{ type: 'SpeakerInvited', data: { requestId, siteId: 'a' } }])
    expect(queue(story)).toEqual([])
  })

  it('reaches a site that did not ask, as called by the chair', () => {
    const story = meeting()
    story.tell({ type: 'InviteSpeaker', siteId: site('a'), newRequestId: requestOf('x') })
    expect(story.log.at(-3)?.event).toEqual({
      type: 'FloorRequested',
      data: { requestId: 'x', siteId: 'a', calledByChair: true },
    })
    expect(stateOf(story, 'a')).toBe('invited')
  })

  it('is accepted from the site: it is on standby', () => {
    const story = meeting()
    story.tell({ type: 'InviteSpeaker', siteId: site('a'), newRequestId: requestOf('x') })
    story.tell({ type: 'AcceptInvitation', siteId: site('a') })
    expect(stateOf(story, 'a')).toBe('standby')
  })

  it('can not be accepted where there is none', () => {
    const story = meeting()
    const accept = { type: 'AcceptInvitation', siteId: site('a') } as const
    expect(story.refusal(accept).refused).toBe('request_not_found')
    story.request('a')
    expect(story.refusal(accept)).toEqual({ refused: 'wrong_floor_state', data: { state: 'queued' } })
    story.tell({ type: 'InviteSpeaker', siteId: site('a'), newRequestId: requestOf('x') })
    story.drop('a')
    expect(story.refusal(accept).refused).toBe('site_not_connected')
  })

  it.each(['InviteSpeaker', 'PrepareSpeaker', 'GrantFloor'] as const)(
    '%s is refused for the chair, for strangers and for who is not connected',
    (type) => {
      const story = BranchStory.open({}, ['hub'])
      const refusal = (name: string) =>
        story.refusal({ type, siteId: site(name), newRequestId: requestOf('x'), alongside: false }).refused
      expect(refusal('hub')).toBe('is_chair')
      expect(refusal('z')).toBe('site_not_invited')
      expect(refusal('a')).toBe('site_not_connected')
    },
  )

  it('is not given twice, nor to who is on standby or live', () => {
    const story = meeting()
    const invite = { type: 'InviteSpeaker', siteId: site('a'), newRequestId: requestOf('x') } as const
    story.tell(invite)
    expect(story.refusal(invite).data).toEqual({ state: 'invited' })
    story.tell({ ...invite, type: 'PrepareSpeaker' })
    expect(story.refusal(invite).data).toEqual({ state: 'standby' })
    expect(story.refusal({ ...invite, type: 'PrepareSpeaker' }).data).toEqual({ state: 'standby' })
    story.give('a')
    expect(story.refusal(invite).data).toEqual({ state: 'live' })
  })
})

describe('The floor', () => {
  it('puts the site on the first place of the stage with its microphone open', () => {
    const story = meeting()
    const requestId = story.request('a')
    expect(story.give('a')).toEqual([
      { type: 'FloorGranted', data: { requestId, siteId: 'a', slot: 'speaker1' } },
    ])
    expect(stage(story)).toEqual(['speaker1=a'])
    expect(isMicrophoneOpen(story.branch, site('a'))).toBe(true)
  })

  it('passes from one speaker to the next on the same place', () => {
    const story = meeting()
    story.give('a')
    expect(story.give('b').map(({ type }) => type)).toEqual([
      'FloorRequested',
      'RequestQueued',
      'SpeechEnded',
      'FloorGranted',
    ])
    expect(stage(story)).toEqual(['speaker1=b'])
    expect(outcomeOf(story, 'a')).toBe('done')
    expect(isMicrophoneOpen(story.branch, site('a'))).toBe(false)
  })

  it('is shared on places of their own, and the one at the first place is the one who is followed', () => {
    const story = meeting()
    story.give('a')
    story.give('b', { alongside: true })
    story.give('c', { alongside: true })
    expect(stage(story)).toEqual(['speaker1=a', 'speaker2=b', 'speaker3=c'])
    story.give('d')
    expect(stage(story)).toEqual(['speaker1=d', 'speaker2=b', 'speaker3=c'])
  })

  it('fills a place that has become free', () => {
    const story = meeting()
    for (const name of ['a', 'b', 'c']) story.give(name, { alongside: true })
    story.tell({ type: 'EndOwnSpeech', siteId: site('b') })
    story.give('d', { alongside: true })
    expect(stage(story)).toEqual(['speaker1=a', 'speaker2=d', 'speaker3=c'])
  })

  it('has no place beyond those of the stage', () => {
    const story = meeting({ rules: { ...RULES, speakerPlaces: 2 } })
    for (const name of ['a', 'b']) story.give(name, { alongside: true })
    expect(
      story.refusal({
        type: 'GrantFloor',
        siteId: site('c'),
        newRequestId: requestOf('x'),
        alongside: true,
      }),
    ).toEqual({ refused: 'stage_full', data: { places: 2 } })
  })

  it('is not given where it would open one microphone too many', () => {
    const story = meeting({ rules: { ...RULES, maxOpenMicrophones: 2 } })
    story.tell({ type: 'SetOwnMicrophone', siteId: CHAIR, open: true })
    story.give('a')
    const give = { type: 'GrantFloor', siteId: site('b'), newRequestId: requestOf('x') } as const
    expect(story.refusal({ ...give, alongside: true })).toEqual({
      refused: 'microphones_full',
      data: { limit: 2 },
    })
    // In place of the one who speaks it opens no more than it closes.
    story.tell({ ...give, alongside: false })
    expect(stage(story)).toEqual(['speaker1=b'])
  })

  it('is not given to who has it', () => {
    const story = meeting()
    story.give('a')
    expect(
      story.refusal({
        type: 'GrantFloor',
        siteId: site('a'),
        newRequestId: requestOf('x'),
        alongside: false,
      }),
    ).toEqual({ refused: 'wrong_floor_state', data: { state: 'live' } })
  })

  it('takes what the former speaker presented off the stage', () => {
    const story = meeting()
    story.give('a')
    story.tell({ type: 'StartContent', siteId: site('a') })
    story.give('b')
    expect(story.branch.content).toBeNull()
  })
})

describe('A speech', () => {
  it.each([
    ['EndOwnSpeech', 'done'],
    ['FinishSpeech', 'done'],
    ['RevokeFloor', 'revoked'],
  ] as const)('ends by %s: off the stage, silent, %s', (type, outcome) => {
    const story = meeting()
    const requestId = story.request('a')
    story.give('a')
    story.tell({ type: 'StartContent', siteId: site('a') })
    story.pass(5_000)
    story.tell(type === 'EndOwnSpeech' ? { type, siteId: site('a') } : { type, requestId })
    expect(stage(story)).toEqual([])
    expect(isMicrophoneOpen(story.branch, site('a'))).toBe(false)
    expect(story.branch.content).toBeNull()
    expect(story.branch.sites.get(site('a'))?.lastOutcome).toEqual({ state: outcome, at: story.now })
  })

  it('that is not live can not end', () => {
    const story = meeting()
    const requestId = story.request('a')
    expect(story.refusal({ type: 'EndOwnSpeech', siteId: site('a') }).refused).toBe('request_not_found')
    for (const type of ['FinishSpeech', 'RevokeFloor'] as const) {
      expect(story.refusal({ type, requestId })).toEqual({
        refused: 'wrong_floor_state',
        data: { state: 'queued' },
      })
      expect(story.refusal({ type, requestId: unknown }).refused).toBe('request_not_found')
    }
  })
})

describe('The queue', () => {
  it('can be declined from, but not while live', () => {
    const story = meeting()
    const requestId = story.request('a')
    story.tell({ type: 'DeclineRequest', requestId })
    expect([stateOf(story, 'a'), outcomeOf(story, 'a')]).toEqual(['idle', 'declined'])
    expect(story.refusal({ type: 'DeclineRequest', requestId }).refused).toBe('request_not_found')
    const live = story.request('b')
    story.give('b')
    expect(story.refusal({ type: 'DeclineRequest', requestId: live }).data).toEqual({ state: 'live' })
  })

  it('takes back from invited or standby, to its head', () => {
    const story = meeting()
    const requestIds = ['a', 'b', 'c'].map((name) => story.request(name))
    const requestId = requestIds[2] ?? unknown
    story.tell({ type: 'PrepareSpeaker', siteId: site('c'), newRequestId: unknown })
    story.tell({ type: 'RequeueRequest', requestId })
    expect(queue(story)).toEqual(['c', 'a', 'b'])
  })

  it('takes nothing back that waits already, is live or is unknown', () => {
    const story = meeting()
    const requestId = story.request('a')
    expect(story.refusal({ type: 'RequeueRequest', requestId }).data).toEqual({ state: 'queued' })
    expect(story.refusal({ type: 'RequeueRequest', requestId: unknown }).refused).toBe('request_not_found')
    story.give('a')
    expect(story.refusal({ type: 'RequeueRequest', requestId }).data).toEqual({ state: 'live' })
  })

  it.each([
    [1, ['c', 'a', 'b']],
    [2, ['a', 'c', 'b']],
    [3, ['a', 'b', 'c']],
    [9_999, ['a', 'b', 'c']],
  ])('is reordered: the third goes to place %i', (position, expected) => {
    const story = meeting()
    const [, , third = unknown] = ['a', 'b', 'c'].map((name) => story.request(name))
    story.give('d')
    story.tell({ type: 'MoveRequest', requestId: third, position })
    expect(queue(story)).toEqual(expected)
    expect(stage(story)).toEqual(['speaker1=d'])
  })

  it('writes nothing when the place does not change', () => {
    const story = meeting()
    story.request('a')
    const second = story.request('b')
    expect(story.tell({ type: 'MoveRequest', requestId: second, position: 2 })).toEqual([])
    expect(story.tell({ type: 'MoveRequest', requestId: second, position: 50 })).toEqual([])
  })

  it('moves only who waits', () => {
    const story = meeting()
    const requestId = story.request('a')
    expect(story.refusal({ type: 'MoveRequest', requestId: unknown, position: 1 }).refused).toBe(
      'request_not_found',
    )
    story.tell({ type: 'InviteSpeaker', siteId: site('a'), newRequestId: unknown })
    expect(story.refusal({ type: 'MoveRequest', requestId, position: 1 }).data).toEqual({ state: 'invited' })
  })
})
