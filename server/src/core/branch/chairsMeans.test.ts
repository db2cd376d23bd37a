import { describe, expect, it } from 'vitest'
import { isMicrophoneOpen, openMicrophones } from './state.ts'
import { BranchStory, CHAIR, conducted, LINKED_SITES, RULES, site } from './testing.ts'

const meeting = (changes = {}) => BranchStory.open(conducted(changes), LINKED_SITES)
const own = (name: string, open: boolean) => ({ type: 'SetOwnMicrophone', siteId: site(name), open }) as const
const operator = (name: string, open: boolean) =>
  ({ type: 'SetMicrophone', siteId: site(name), open }) as const
const pin = (name: string | null) => ({ type: 'PinSite', siteId: name === null ? null : site(name) }) as const
const hold = (text: string | null) => ({ type: 'HoldStage', text }) as const
const CUT = { type: 'CutToChair' } as const

describe('A site that is pinned', () => {
  it('is on stage, and is unpinned when it leaves it', () => {
    const story = meeting()
    expect(story.refusal(pin('a')).refused).toBe('not_on_stage')
    expect(story.refusal(pin('nobody')).refused).toBe('site_not_invited')
    for (const name of ['a', 'b']) story.give(name, { alongside: true })
    story.tell(pin('a'))
    expect(story.tell(pin('a'))).toEqual([])
    expect(story.types({ type: 'EndOwnSpeech', siteId: site('a') })).toEqual(['SpeechEnded', 'StagePinned'])
    expect(story.branch.conduct.pinnedSiteId).toBeNull()
  })

  it('is unpinned also when its link is lost for too long, or when it hands the chair over', () => {
    const story = meeting()
    story.give('a')
    story.tell(pin('a'))
    story.drop('a')
    story.pass(RULES.resumeGraceMs + 1).tell({ type: 'Tick' })
    expect(story.branch.conduct.pinnedSiteId).toBeNull()
    story.tell(pin('hub'))
    expect(story.types({ type: 'ChangeChair', siteId: site('b') })).toEqual(['ChairChanged', 'StagePinned'])
  })

  it('is the one who stays heard where there is room for one', () => {
    const story = meeting()
    for (const name of ['a', 'b']) story.give(name, { alongside: true })
    story.tell(pin('b'))
    story.tell({ type: 'CloseAllMicrophonesButStage' })
    expect(openMicrophones(story.branch)).toEqual(['b'])
  })
})

describe('A stage that is held', () => {
  function held(): BranchStory {
    const story = meeting()
    story.tell(own('hub', true))
    story.give('a')
    story.tell(hold('Nghỉ giải lao 15 phút'))
    return story
  }

  it('closes every microphone and keeps the floor', () => {
    const story = held()
    expect([openMicrophones(story.branch), story.onStage]).toEqual([[], ['a']])
    expect(story.branch.conduct.hold).toEqual({ text: 'Nghỉ giải lao 15 phút', since: story.now })
  })

  it('lets nobody open one, nor be given the floor', () => {
    const story = held()
    for (const command of [own('hub', true), operator('hub', true), own('a', true), operator('a', true)]) {
      expect(story.refusal(command).refused).toBe('stage_held')
    }
    const grant = { type: 'GrantFloor', siteId: site('b'), newRequestId: story.nextRequest() } as const
    expect(story.refusal({ ...grant, alongside: true }).refused).toBe('stage_held')
  })

  it('opens none when it is lifted: who is to be heard opens it', () => {
    const story = held()
    story.tell(hold(null))
    expect(openMicrophones(story.branch)).toEqual([])
    story.tell(own('a', true))
    expect(isMicrophoneOpen(story.branch, site('a'))).toBe(true)
    expect(story.tell(hold(null))).toEqual([])
  })

  it('may change its words', () => {
    const story = held()
    const since = story.now
    story.pass(1_000).tell(hold('Họp lại lúc 10 giờ'))
    expect(story.branch.conduct.hold).toEqual({ text: 'Họp lại lúc 10 giờ', since })
    expect(story.tell(hold('Họp lại lúc 10 giờ'))).toEqual([])
  })
})

describe('The cut to the chair', () => {
  it('leaves the chair alone on the stage, with its microphone as it was', () => {
    const story = meeting()
    story.tell(own('hub', true))
    for (const name of ['a', 'b']) story.give(name, { alongside: true })
    story.request('xo')
    story.tell({ type: 'StartContent', siteId: site('a') })
    story.tell({ type: 'SetLayout', layout: 'content' })
    story.tell(pin('b'))
    expect(story.types(CUT)).toEqual([
      'ContentStopped',
      'SpeechEnded',
      'SpeechEnded',
      'LayoutChanged',
      'StagePinned',
    ])
    expect([story.onStage, openMicrophones(story.branch), story.queue]).toEqual([[], ['hub'], ['xo']])
    expect(story.branch).toMatchObject({ content: null, layout: 'single' })
  })

  it('is never refused, and writes nothing where nothing is to be closed', () => {
    const story = BranchStory.open(conducted(), [])
    expect(story.tell(CUT)).toEqual([])
  })

  it('lifts a pause, and ends free discussion: nobody follows by himself', () => {
    const story = meeting({ mode: { mode: 'free', maxOpen: 1 } })
    for (const name of ['a', 'b']) story.request(name)
    story.tell(hold(''))
    expect(story.types(CUT)).toEqual(['SpeechEnded', 'StageHeld', 'FloorModeChanged'])
    expect([story.onStage, story.queue]).toEqual([[], ['b']])
    expect(story.branch.conduct).toMatchObject({ mode: { mode: 'chairGives' }, hold: null })
  })
})

describe('A deputy', () => {
  const deputy = (name: string | null) =>
    ({ type: 'SetDeputy', siteId: name === null ? null : site(name) }) as const

  it('takes over in one step when the chair’s link is lost, and another one has to be named then', () => {
    const story = meeting()
    story.tell(deputy('a'))
    story.tell(own('hub', true))
    story.give('b')
    story.drop('hub')
    expect(story.types({ type: 'ChangeChair', siteId: site('a') })).toEqual([
      'MicrophoneClosed',
      'ChairChanged',
      'DeputyChanged',
    ])
    expect(story.branch.chair.siteId).toBe('a')
    expect(story.onStage).toEqual(['b'])
    expect(isMicrophoneOpen(story.branch, CHAIR)).toBe(false)
  })

  it('is any other site of the session, or none', () => {
    const story = meeting()
    expect(story.refusal(deputy('nobody')).refused).toBe('site_not_invited')
    expect(story.refusal(deputy('hub')).refused).toBe('is_chair')
    story.tell(deputy('a'))
    expect(story.tell(deputy('a'))).toEqual([])
    story.tell(deputy(null))
    expect(story.branch.conduct.deputyChairSiteId).toBeNull()
  })
})

describe('What an operator finds of a site on standby', () => {
  function onStandby(): BranchStory {
    const story = meeting()
    story.tell({ type: 'PrepareSpeaker', siteId: site('a'), newRequestId: story.nextRequest() })
    return story
  }
  const check = (story: BranchStory, sound = true) =>
    ({ type: 'CheckStandby', requestId: story.speech('a').requestId, picture: true, sound }) as const

  it('is noted, and may change', () => {
    const story = onStandby()
    story.tell(check(story, false))
    expect(story.tell(check(story, false))).toEqual([])
    story.tell(check(story))
    expect(story.speech('a').check).toEqual({ picture: true, sound: true })
  })

  it('is noted half by half, neither of which takes the other back', () => {
    const story = onStandby()
    const { requestId } = story.speech('a')
    story.tell({ type: 'CheckStandby', requestId, sound: true })
    expect(story.speech('a').check).toEqual({ picture: false, sound: true })
    story.tell({ type: 'CheckStandby', requestId, picture: true })
    expect(story.speech('a').check).toEqual({ picture: true, sound: true })
    expect(story.tell({ type: 'CheckStandby', requestId })).toEqual([])
  })

  it.each([
    ['its link was lost', (story: BranchStory) => void story.drop('a')],
    ['another page has come', (story: BranchStory) => void story.join('a', 'a-2')],
  ])('holds no more once %s; it stays on standby', (_why, happen) => {
    const story = onStandby()
    story.tell(check(story))
    happen(story)
    expect(story.speech('a')).toMatchObject({ check: null, phase: { state: 'standby' } })
  })

  it('is of who is on standby and there', () => {
    const story = onStandby()
    const command = check(story)
    story.drop('a')
    expect(story.refusal(command).refused).toBe('site_not_connected')
    story.join('a')
    story.give('a')
    expect(story.refusal(command).data).toEqual({ state: 'live' })
  })
})

describe('Points of order', () => {
  it('wait before all others, in their own order', () => {
    const story = meeting()
    for (const name of ['a', 'b']) story.request(name)
    for (const name of ['xo', 'yo']) story.request(name, { kind: 'pointOfOrder' })
    expect(story.queue).toEqual(['xo', 'yo', 'a', 'b'])
    story.tell({ type: 'DescribeSpeech', requestId: story.speech('b').requestId, kind: 'pointOfOrder' })
    expect(story.queue).toEqual(['xo', 'yo', 'b', 'a'])
  })

  it('are moved by the chair like any other', () => {
    const story = meeting()
    story.request('a')
    const requestId = story.request('xo', { kind: 'pointOfOrder' })
    story.tell({ type: 'MoveRequest', requestId, position: 2 })
    expect(story.queue).toEqual(['a', 'xo'])
  })
})

describe('Who speaks, and on what', () => {
  it('is said with the request, and changed by the site and by the desk', () => {
    const story = meeting()
    const requestId = story.request('a', { kind: 'question', speaker: 'Trạm y tế', topic: 'Thuốc' })
    expect(story.speech('a')).toMatchObject({ kind: 'question', speaker: 'Trạm y tế', topic: 'Thuốc' })
    story.tell({ type: 'DescribeOwnSpeech', siteId: site('a'), topic: 'Vắc-xin' })
    story.tell({ type: 'DescribeSpeech', requestId, kind: 'discussion' })
    expect(story.speech('a')).toMatchObject({ kind: 'discussion', speaker: 'Trạm y tế', topic: 'Vắc-xin' })
    expect(story.tell({ type: 'DescribeSpeech', requestId, kind: 'discussion' })).toEqual([])
  })

  it('is changed in the speech too, but its kind by the desk alone', () => {
    const story = meeting()
    const requestId = story.request('a')
    story.give('a')
    const describeOwn = { type: 'DescribeOwnSpeech', siteId: site('a') } as const
    story.tell({ ...describeOwn, speaker: 'Trưởng thôn' })
    expect(story.refusal({ ...describeOwn, kind: 'question' }).data).toEqual({ state: 'live' })
    story.tell({ type: 'DescribeSpeech', requestId, kind: 'question' })
    expect(story.live('a')).toMatchObject({ kind: 'question', speaker: 'Trưởng thôn' })
  })

  it('is of a request that is there', () => {
    const story = meeting()
    expect(story.refusal({ type: 'DescribeOwnSpeech', siteId: site('a') }).refused).toBe('request_not_found')
  })
})
