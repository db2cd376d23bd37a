import { speechElapsedMs, type SpeechLimits } from '@diem-cau/protocol'
import { describe, expect, it } from 'vitest'
import { isMicrophoneOpen } from './state.ts'
import {
  BranchStory,
  CHAIR,
  conducted,
  LINKED_ROSTER,
  LINKED_SITES,
  requestOf,
  RULES,
  site,
} from './testing.ts'

const LIMITS: SpeechLimits = {
  paperSeconds: 600,
  discussionSeconds: 300,
  questionSeconds: 120,
  pointOfOrderSeconds: 30,
  atEnd: 'sign',
}
const meeting = (limits: Partial<SpeechLimits> = {}, changes = {}) =>
  BranchStory.open(conducted({ limits: { ...LIMITS, ...limits }, ...changes }), LINKED_SITES)
const tick = { type: 'Tick' } as const
const extend = (story: BranchStory, name: string, seconds: number) =>
  ({ type: 'ExtendSpeech', requestId: story.speech(name).requestId, seconds }) as const
const own = (name: string, open: boolean) => ({ type: 'SetOwnMicrophone', siteId: site(name), open }) as const
const operator = (name: string, open: boolean) =>
  ({ type: 'SetMicrophone', siteId: site(name), open }) as const
const isHeard = (story: BranchStory, name: string) => isMicrophoneOpen(story.branch, site(name))
const limitOf = (story: BranchStory, name: string) => story.live(name).phase.clock.limitMs
const elapsedOf = (story: BranchStory, name: string) =>
  speechElapsedMs(story.live(name).phase.clock, story.now)

/** `a` speaks and is over its time, its microphone closed by the rule. */
function cutOff(): BranchStory {
  const story = meeting({ atEnd: 'closeMicrophone' })
  story.give('a')
  story.pass(300_000).tell(tick)
  return story
}

describe('The time of a speech', () => {
  it.each([
    ['discussion', 300_000],
    ['question', 120_000],
    ['pointOfOrder', 30_000],
  ] as const)('is that of its kind when it begins: %s', (kind, limitMs) => {
    const story = meeting()
    story.request('a', { kind })
    story.give('a')
    expect(limitOf(story, 'a')).toBe(limitMs)
    story.tell({ type: 'SetLimits', limits: { ...LIMITS, discussionSeconds: 20 } })
    expect(limitOf(story, 'a')).toBe(limitMs)
  })

  it('is as long as it takes where there is no limit', () => {
    const story = meeting({ discussionSeconds: null })
    story.give('a')
    expect(story.pass(36_000_000).tell(tick)).toEqual([])
    expect(story.refusal(extend(story, 'a', 60)).refused).toBe('speech_without_limit')
  })

  it('is warned of once at one minute, and ends once', () => {
    const story = meeting()
    story.give('a')
    expect(story.pass(239_999).tell(tick)).toEqual([])
    expect(story.pass(1).types(tick)).toEqual(['SpeechWarned'])
    expect(story.pass(30_000).tell(tick)).toEqual([])
    expect(story.pass(30_000).types(tick)).toEqual(['SpeechTimeEnded'])
    expect(story.pass(30_000).tell(tick)).toEqual([])
    expect(isHeard(story, 'a')).toBe(true)
  })

  it('needs no warning where it is as short as one', () => {
    const story = meeting()
    story.request('a', { kind: 'pointOfOrder' })
    story.give('a')
    expect(story.pass(1_000).tell(tick)).toEqual([])
    expect(story.pass(29_000).types(tick)).toEqual(['SpeechTimeEnded'])
  })

  it('is not confused by a clock that is set back, before the end or after it', () => {
    const story = meeting()
    story.give('a')
    expect(story.pass(-3_600_000).tell(tick)).toEqual([])
    expect(elapsedOf(story, 'a')).toBe(0)
    expect(story.pass(3_600_000 + 300_000).types(tick)).toEqual(['SpeechTimeEnded'])
    expect(story.pass(-3_600_000).tell(tick)).toEqual([])
    story.pass(3_600_000)
    story.tell({ type: 'EndOwnSpeech', siteId: site('a') })
    expect(story.branch.sites.get(site('a'))).toMatchObject({ speechCount: 1, spokenMs: 300_000 })
  })
})

describe('A microphone at the end of the time', () => {
  it('is closed by the rule, and not opened again by the site', () => {
    const story = meeting({ atEnd: 'closeMicrophone' })
    story.give('a')
    story.pass(300_000)
    expect(story.types(tick)).toEqual(['SpeechTimeEnded', 'MicrophoneClosed'])
    expect(isHeard(story, 'a')).toBe(false)
    expect(story.refusal(own('a', true)).refused).toBe('time_is_up')
  })

  it('that the site had closed itself stays closed for it all the same', () => {
    const story = meeting({ atEnd: 'closeMicrophone' })
    story.give('a')
    story.tell(own('a', false))
    story.pass(300_000)
    expect(story.types(tick)).toEqual(['SpeechTimeEnded'])
    expect(story.refusal(own('a', true)).refused).toBe('time_is_up')
  })

  it('is opened by the desk, and stays so', () => {
    const story = cutOff()
    story.tell(operator('a', true))
    expect(story.pass(60_000).tell(tick)).toEqual([])
    story.tell(own('a', false))
    story.tell(own('a', true))
    expect(isHeard(story, 'a')).toBe(true)
  })
})

describe('More time', () => {
  it('is added to what is left, and warned of anew', () => {
    const story = meeting()
    story.give('a')
    story.pass(250_000).tell(tick)
    story.tell(extend(story, 'a', 60))
    expect(limitOf(story, 'a')).toBe(360_000)
    expect(story.pass(50_000).types(tick)).toEqual(['SpeechWarned'])
  })

  it('counts from now for who is over the time', () => {
    const story = meeting()
    story.give('a')
    story.pass(400_000).tell(tick)
    story.tell(extend(story, 'a', 60))
    expect(limitOf(story, 'a')).toBe(460_000)
    expect(story.pass(59_999).types(tick)).toEqual(['SpeechWarned'])
    expect(story.pass(1).types(tick)).toEqual(['SpeechTimeEnded'])
  })

  it('may be less, and then ends now at the earliest', () => {
    const story = meeting()
    story.give('a')
    story.pass(100_000)
    story.tell(extend(story, 'a', -60))
    expect(limitOf(story, 'a')).toBe(240_000)
    story.tell(extend(story, 'a', -600))
    expect(limitOf(story, 'a')).toBe(100_000)
    expect(story.types(tick)).toEqual(['SpeechTimeEnded'])
    expect(story.tell(extend(story, 'a', -60))).toEqual([])
    expect(story.tell(extend(story, 'a', 0))).toEqual([])
  })

  it('opens a microphone again that the rule has closed', () => {
    const story = cutOff()
    expect(story.types(extend(story, 'a', 60))).toEqual(['SpeechExtended', 'MicrophoneOpened'])
    expect(isHeard(story, 'a')).toBe(true)
  })

  it.each([
    ['the site is away', (story: BranchStory) => void story.drop('a')],
    [
      'the stage was held meanwhile',
      (story: BranchStory) => {
        story.tell({ type: 'HoldStage', text: '' })
        story.tell({ type: 'HoldStage', text: null })
      },
    ],
    [
      'the desk had opened and closed it',
      (story: BranchStory) => {
        story.tell(operator('a', true))
        story.tell(operator('a', false))
      },
    ],
  ])('opens none when %s; the site may open it itself', (_why, meanwhile) => {
    const story = cutOff()
    meanwhile(story)
    expect(story.types(extend(story, 'a', 60))).toEqual(['SpeechExtended'])
    story.join('a')
    story.tell(own('a', true))
    expect(isHeard(story, 'a')).toBe(true)
  })

  it('is for who speaks', () => {
    const story = meeting()
    const requestId = story.request('a')
    expect(story.refusal({ type: 'ExtendSpeech', requestId, seconds: 60 }).data).toEqual({ state: 'queued' })
    expect(story.refusal({ type: 'ExtendSpeech', requestId: requestOf('none'), seconds: 60 }).refused).toBe(
      'request_not_found',
    )
  })
})

describe('A question in between', () => {
  it('stands beside the speaker, whose time stands still meanwhile', () => {
    const story = meeting()
    story.give('a')
    story.pass(60_000)
    story.give('b', { interposed: true })
    expect([story.onStage, story.speech('b').kind, limitOf(story, 'b')]).toEqual([
      ['a', 'b'],
      'question',
      120_000,
    ])
    story.pass(500_000)
    expect([elapsedOf(story, 'a'), elapsedOf(story, 'b')]).toEqual([60_000, 500_000])
    story.tell({ type: 'EndOwnSpeech', siteId: site('b') })
    story.pass(30_000)
    expect(elapsedOf(story, 'a')).toBe(90_000)
    story.tell({ type: 'EndOwnSpeech', siteId: site('a') })
    expect(story.branch.sites.get(site('a'))?.spokenMs).toBe(90_000)
  })

  it('keeps the time still until the last of two has ended', () => {
    const story = meeting()
    story.give('a')
    for (const name of ['b', 'xo']) story.give(name, { interposed: true })
    story.pass(10_000)
    story.tell({ type: 'EndOwnSpeech', siteId: site('b') })
    story.pass(10_000)
    expect(elapsedOf(story, 'a')).toBe(0)
    story.tell({ type: 'EndOwnSpeech', siteId: site('xo') })
    story.pass(10_000)
    expect(elapsedOf(story, 'a')).toBe(10_000)
  })

  it('is a speech like any other where nobody speaks', () => {
    const story = meeting()
    story.give('b', { interposed: true })
    expect(story.live('b').phase.interposed).toBe(false)
  })
})

describe('A link that is lost in a speech', () => {
  it('takes none of its time', () => {
    const story = meeting()
    story.give('a')
    story.pass(60_000).drop('a')
    story.pass(20_000).join('a')
    story.pass(10_000)
    expect(elapsedOf(story, 'a')).toBe(70_000)
  })

  it('takes neither what a server that was away did not hear', () => {
    const story = meeting()
    story.give('a')
    const lastAliveAt = story.pass(60_000).now
    story.pass(7_200_000)
    story.tell({ type: 'ResumeAfterOutage', lastAliveAt })
    story.tell(tick)
    expect(story.speech('a').phase.state).toBe('standby')
    expect(story.branch.sites.get(site('a'))?.spokenMs).toBe(60_000)
  })

  it('leaves the rest of its time to who comes back, a minute at least, as one speech', () => {
    const story = meeting()
    story.give('a')
    story.pass(100_000).join('a', 'a-2')
    story.give('a')
    expect(limitOf(story, 'a')).toBe(200_000)
    story.pass(190_000).join('a', 'a-3')
    story.give('a')
    expect(limitOf(story, 'a')).toBe(60_000)
    story.pass(10_000).tell({ type: 'EndOwnSpeech', siteId: site('a') })
    expect(story.branch.sites.get(site('a'))).toMatchObject({ speechCount: 1, spokenMs: 300_000 })
  })

  it('counts as a speech where the site never comes back to it', () => {
    const story = meeting()
    story.give('a')
    story.pass(100_000).join('a', 'a-2')
    story.tell({ type: 'WithdrawRequest', siteId: site('a') })
    expect(story.branch.sites.get(site('a'))).toMatchObject({ speechCount: 1, spokenMs: 100_000 })
  })
})

describe('A microphone that may not be opened from afar', () => {
  const roster = LINKED_ROSTER.map((entry) =>
    entry.siteId === 'a' || entry.siteId === 'hub' ? { ...entry, remoteMicrophone: false } : entry,
  )
  const guarded = () => meeting({ atEnd: 'closeMicrophone' }, { roster })

  it('stays closed when the chair calls, and is opened by the room', () => {
    const story = guarded()
    story.give('a')
    expect([story.onStage, isHeard(story, 'a')]).toEqual([['a'], false])
    expect(story.refusal(operator('a', true)).refused).toBe('remote_microphone_refused')
    story.tell(own('a', true))
    story.tell(operator('a', false))
    expect(isHeard(story, 'a')).toBe(false)
  })

  it.each(['asked', 'accepted'])('opens where the room has %s', (how) => {
    const story = guarded()
    if (how === 'asked') story.request('a')
    else {
      story.tell({ type: 'InviteSpeaker', siteId: site('a'), newRequestId: story.nextRequest() })
      story.tell({ type: 'AcceptInvitation', siteId: site('a') })
    }
    story.give('a')
    expect(isHeard(story, 'a')).toBe(true)
  })

  it('stays closed when another page has come since', () => {
    const story = guarded()
    story.request('a')
    story.give('a')
    story.join('a', 'a-2')
    story.give('a')
    expect(isHeard(story, 'a')).toBe(false)
  })

  it('stays closed with more time, and in the chair', () => {
    const story = guarded()
    story.request('a')
    story.give('a')
    story.pass(300_000).tell(tick)
    expect(story.types(extend(story, 'a', 60))).toEqual(['SpeechExtended'])
    expect(story.refusal(operator('hub', true)).refused).toBe('remote_microphone_refused')
    story.tell(own('hub', true))
    expect(isHeard(story, CHAIR)).toBe(true)
  })

  it('takes no room among the open ones while it is closed', () => {
    const story = BranchStory.open(
      { ...conducted({ roster }), rules: { ...RULES, maxOpenMicrophones: 1 } },
      LINKED_SITES,
    )
    story.give('b')
    story.give('a', { alongside: true })
    expect(story.onStage).toEqual(['b', 'a'])
    expect(story.refusal(own('a', true)).refused).toBe('microphones_full')
  })
})
