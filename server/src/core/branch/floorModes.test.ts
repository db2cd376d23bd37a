import type { FloorMode } from '@diem-cau/protocol'
import { describe, expect, it } from 'vitest'
import { openMicrophones } from './state.ts'
import {
  BranchStory,
  CHAIR,
  conducted,
  LINKED_SITES,
  page,
  paperItem,
  requestOf,
  RULES,
  site,
} from './testing.ts'

const free = (maxOpen: number) => ({ mode: 'free', maxOpen }) as const
const meeting = (changes = {}) => BranchStory.open(conducted(changes), LINKED_SITES)
const discussion = (maxOpen: number) => meeting({ mode: free(maxOpen) })
const setMode = (mode: FloorMode) => ({ type: 'SetFloorMode', mode }) as const
const ask = (name: string) =>
  ({ type: 'RequestFloor', siteId: site(name), newRequestId: requestOf(`of ${name}`) }) as const

describe('Free discussion', () => {
  it('lets who asks speak at once, while fewer than it allows do', () => {
    const story = discussion(2)
    expect(story.types(ask('a'))).toEqual(['FloorRequested', 'RequestQueued', 'FloorGranted'])
    for (const name of ['b', 'xo']) story.request(name)
    expect([story.onStage, story.queue]).toEqual([['a', 'b'], ['xo']])
  })

  it('lets the next follow by itself when a speech ends', () => {
    const story = discussion(1)
    for (const name of ['a', 'b', 'xo']) story.request(name)
    expect(story.types({ type: 'EndOwnSpeech', siteId: site('a') })).toEqual(['SpeechEnded', 'FloorGranted'])
    expect([story.onStage, story.queue]).toEqual([['b'], ['xo']])
    story.tell({ type: 'RevokeFloor', requestId: story.speech('b').requestId })
    expect(story.onStage).toEqual(['xo'])
  })

  it('passes over who is away, and lets a return alone open nothing', () => {
    const story = discussion(1)
    for (const name of ['a', 'b', 'xo']) story.request(name)
    story.drop('b')
    story.tell({ type: 'EndOwnSpeech', siteId: site('a') })
    expect(story.onStage).toEqual(['xo'])
    story.tell({ type: 'LeaveSite', siteId: site('xo'), instance: page('xo-1') })
    expect([story.onStage, story.queue]).toEqual([[], ['b']])
    expect(story.types({ type: 'JoinSite', siteId: site('b'), instance: page('b-1') })).toEqual([
      'SiteResumed',
    ])
    expect(story.onStage).toEqual([])
    story.request('yo')
    expect([story.onStage, story.queue]).toEqual([['b'], ['yo']])
  })

  it('goes on when the one who speaks is lost for too long', () => {
    const story = discussion(1)
    for (const name of ['a', 'b']) story.request(name)
    story.drop('a')
    story.pass(RULES.resumeGraceMs + 1)
    story.tell({ type: 'Tick' })
    expect([story.onStage, story.speech('a').phase.state]).toEqual([['b'], 'standby'])
  })

  it('keeps within places and microphones', () => {
    const story = BranchStory.open(
      { ...conducted({ mode: free(3) }), rules: { ...RULES, speakerPlaces: 3, maxOpenMicrophones: 2 } },
      LINKED_SITES,
    )
    story.tell({ type: 'SetOwnMicrophone', siteId: CHAIR, open: true })
    for (const name of ['a', 'b']) story.request(name)
    expect([story.onStage, story.queue]).toEqual([['a'], ['b']])
    story.tell({ type: 'SetOwnMicrophone', siteId: CHAIR, open: false })
    expect(story.onStage).toEqual(['a', 'b'])
  })

  it('has first what the chair takes back to the queue, but not at once again', () => {
    const story = meeting()
    story.tell({ type: 'PrepareSpeaker', siteId: site('a'), newRequestId: story.nextRequest() })
    story.tell(setMode(free(2)))
    story.tell({ type: 'RequeueRequest', requestId: story.speech('a').requestId })
    expect([story.onStage, story.queue]).toEqual([[], ['a']])
  })

  it('lets those speak who waited when it began, and cuts nobody off when it allows fewer', () => {
    const story = meeting()
    for (const name of ['a', 'b', 'xo', 'yo']) story.request(name)
    story.tell(setMode(free(3)))
    expect(story.onStage).toEqual(['a', 'b', 'xo'])
    story.tell(setMode(free(1)))
    expect(story.onStage).toEqual(['a', 'b', 'xo'])
    story.tell({ type: 'EndOwnSpeech', siteId: site('a') })
    expect([story.onStage, story.queue]).toEqual([['b', 'xo'], ['yo']])
  })

  it('leaves papers to their call', () => {
    const story = meeting({ agenda: [paperItem('p1', 'a')] })
    story.tell({ type: 'CallPaper', itemId: null, newRequestId: requestOf('p') })
    story.tell({ type: 'RequeueRequest', requestId: requestOf('p') })
    story.tell(setMode(free(3)))
    expect([story.onStage, story.queue]).toEqual([[], ['a']])
  })

  it('still asks the districts first where the session delegates', () => {
    const story = meeting({ mode: free(2), delegation: true })
    const requestId = story.request('x1')
    expect(story.onStage).toEqual([])
    story.tell({ type: 'NominateRequest', requestId, bySiteId: site('xo') })
    expect(story.onStage).toEqual(['x1'])
  })

  it('waits while the stage is held', () => {
    const story = discussion(2)
    story.tell({ type: 'HoldStage', text: 'Nghỉ giải lao' })
    story.request('a')
    expect([story.onStage, story.queue]).toEqual([[], ['a']])
    story.tell({ type: 'HoldStage', text: null })
    expect(story.onStage).toEqual(['a'])
  })
})

describe('A lecture', () => {
  it('ends the speeches that are on, and keeps those who wait or were called, these first', () => {
    const story = meeting()
    for (const name of ['a', 'b', 'xo']) story.request(name)
    story.give('a')
    story.tell({ type: 'PrepareSpeaker', siteId: site('yo'), newRequestId: story.nextRequest() })
    const types = story.types(setMode({ mode: 'lecture' }))
    expect(types).toEqual(['SpeechEnded', 'RequestQueued', 'RequestMoved', 'FloorModeChanged'])
    expect([story.onStage, story.queue]).toEqual([[], ['yo', 'b', 'xo']])
    expect(story.log.find(({ event }) => event.type === 'SpeechEnded')?.event.data).toMatchObject({
      by: 'mode',
    })
  })

  it('lets nobody ask, be invited, prepared or given the floor', () => {
    const story = meeting({ mode: { mode: 'lecture' }, agenda: [paperItem('p1', 'a')] })
    const call = { siteId: site('a'), newRequestId: requestOf('x'), alongside: false }
    expect(story.refusal(ask('a')).refused).toBe('floor_lecture')
    for (const type of ['InviteSpeaker', 'PrepareSpeaker', 'GrantFloor'] as const) {
      expect(story.refusal({ type, ...call }).refused).toBe('floor_lecture')
    }
    expect(story.refusal({ type: 'CallPaper', itemId: null, newRequestId: requestOf('x') }).refused).toBe(
      'floor_lecture',
    )
  })

  it('lets the chair alone be heard', () => {
    const story = meeting()
    story.give('a')
    story.tell({ type: 'SetOwnMicrophone', siteId: CHAIR, open: true })
    story.tell(setMode({ mode: 'lecture' }))
    expect(openMicrophones(story.branch)).toEqual(['hub'])
  })
})

describe('A mode', () => {
  it('that is set already writes nothing', () => {
    const story = discussion(2)
    expect(story.tell(setMode(free(2)))).toEqual([])
    expect(story.types(setMode(free(3)))).toEqual(['FloorModeChanged'])
    expect(story.types(setMode({ mode: 'agenda' }))).toEqual(['FloorModeChanged'])
  })
})

describe('Two desks that give the floor at once', () => {
  const give = (name: string, insteadOf: ReturnType<typeof requestOf> | null) =>
    ({
      type: 'GrantFloor',
      siteId: site(name),
      newRequestId: requestOf(`of ${name}`),
      alongside: false,
      insteadOf,
    }) as const

  it('do not cut each other’s speaker off: the second is told that the floor has changed', () => {
    const story = meeting()
    story.tell(give('a', null))
    expect(story.refusal(give('b', null)).refused).toBe('floor_changed')
    story.tell(give('b', requestOf('of a')))
    expect(story.onStage).toEqual(['b'])
  })

  it('give it once to the same site', () => {
    const story = meeting()
    story.tell(give('a', null))
    expect(story.refusal(give('a', null))).toEqual({ refused: 'wrong_floor_state', data: { state: 'live' } })
  })
})
