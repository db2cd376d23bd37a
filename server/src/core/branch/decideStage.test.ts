import { describe, expect, it } from 'vitest'
import { isMicrophoneOpen, openMicrophones, speechOfSite } from './state.ts'
import { BranchStory, CHAIR, requestOf, RULES, site } from './testing.ts'

const ALL = ['hub', 'a', 'b', 'c', 'd'] as const
const meeting = (changes = {}) => BranchStory.open(changes, ALL)
const own = (name: string, open: boolean) => ({ type: 'SetOwnMicrophone', siteId: site(name), open }) as const
const operator = (name: string, open: boolean) =>
  ({ type: 'SetMicrophone', siteId: site(name), open }) as const

describe.each([
  ['the site', own],
  ['the operator', operator],
] as const)('A microphone in the hands of %s', (_whose, set) => {
  it('opens for the chair and for who is live, and closes again', () => {
    const story = meeting()
    story.tell(set('hub', true))
    expect(openMicrophones(story.branch)).toEqual(['hub'])
    story.give('a')
    story.tell(set('a', false))
    expect(isMicrophoneOpen(story.branch, site('a'))).toBe(false)
    story.tell(set('a', true))
    expect(isMicrophoneOpen(story.branch, site('a'))).toBe(true)
  })

  it.each(['idle', 'queued', 'invited', 'standby'])('stays closed for who is %s', (state) => {
    const story = meeting()
    const target = { siteId: site('a'), newRequestId: requestOf('x') }
    if (state !== 'idle') story.request('a')
    if (state === 'invited') story.tell({ type: 'InviteSpeaker', ...target })
    if (state === 'standby') story.tell({ type: 'PrepareSpeaker', ...target })
    expect(story.refusal(set('a', true)).refused).toBe('microphone_not_allowed')
    expect(story.tell(set('a', false))).toEqual([])
  })

  it('does not open for who is not invited, or whose link is lost', () => {
    const story = meeting()
    expect(story.refusal(set('z', true)).refused).toBe('site_not_invited')
    expect(story.refusal(set('z', false)).refused).toBe('site_not_invited')
    story.drop('hub')
    expect(story.refusal(set('hub', true)).refused).toBe('site_not_connected')
  })

  it('writes nothing when it is so already', () => {
    const story = meeting()
    expect(story.tell(set('hub', false))).toEqual([])
    story.tell(set('hub', true))
    expect(story.tell(set('hub', true))).toEqual([])
  })

  it('does not open beyond the limit', () => {
    const story = meeting({ rules: { ...RULES, maxOpenMicrophones: 1 } })
    story.give('a')
    expect(story.refusal(set('hub', true))).toEqual({ refused: 'microphones_full', data: { limit: 1 } })
    story.tell(set('a', false))
    story.tell(set('hub', true))
    expect(openMicrophones(story.branch)).toEqual(['hub'])
  })
})

describe('Closing all microphones but the stage’s', () => {
  function crowded(): BranchStory {
    const story = meeting()
    story.tell(own('hub', true))
    for (const name of ['a', 'b', 'c']) story.give(name, { alongside: true })
    return story
  }

  it.each([
    ['single', ['hub', 'a']],
    ['content', ['hub', 'a']],
    ['sideBySide', ['hub', 'a', 'b', 'c']],
  ] as const)('leaves those open that the layout %s shows', (layout, open) => {
    const story = crowded()
    story.tell({ type: 'SetLayout', layout })
    story.tell({ type: 'CloseAllMicrophonesButStage' })
    expect(openMicrophones(story.branch)).toEqual(open)
    expect(story.tell({ type: 'CloseAllMicrophonesButStage' })).toEqual([])
  })
})

describe('Handing the chair over', () => {
  const toA = { type: 'ChangeChair', siteId: site('a') } as const

  it('closes the former chair’s microphone and does not open the new one’s', () => {
    const story = meeting()
    story.tell(own('hub', true))
    story.pass(1_000)
    story.tell(toA)
    expect(story.branch.chair).toEqual({ siteId: 'a', microphoneOpen: false, since: story.now })
    expect(openMicrophones(story.branch)).toEqual([])
  })

  it('takes the former chair’s content off the stage', () => {
    const story = meeting()
    story.tell({ type: 'StartContent', siteId: CHAIR })
    story.tell(toA)
    expect(story.branch.content).toBeNull()
  })

  it('ends the speech of a speaker who takes the chair, and what it presented', () => {
    const story = meeting()
    story.give('a')
    story.tell({ type: 'StartContent', siteId: site('a') })
    expect(story.types(toA)).toEqual(['ContentStopped', 'SpeechEnded', 'ChairChanged'])
    expect(openMicrophones(story.branch)).toEqual([])
    expect(speechOfSite(story.branch, site('a'))).toBeUndefined()
  })

  it('withdraws a request that the new chair had made', () => {
    const story = meeting()
    story.request('a')
    story.tell(toA)
    expect(story.branch.speeches).toEqual([])
  })

  it('lets the former chair ask to speak like everybody', () => {
    const story = meeting()
    story.tell(toA)
    story.request('hub')
    expect(speechOfSite(story.branch, CHAIR)?.phase.state).toBe('queued')
  })

  it('needs another site that is there', () => {
    const story = BranchStory.open({}, ['hub'])
    expect(story.refusal(toA).refused).toBe('site_not_connected')
    expect(story.refusal({ type: 'ChangeChair', siteId: site('z') }).refused).toBe('site_not_invited')
    expect(story.tell({ type: 'ChangeChair', siteId: CHAIR })).toEqual([])
  })
})

describe('Content', () => {
  const start = (name: string) => ({ type: 'StartContent', siteId: site(name) }) as const

  it('is for the chair and who is live', () => {
    const story = meeting()
    expect(story.refusal(start('a')).refused).toBe('content_not_allowed')
    expect(story.refusal(start('z')).refused).toBe('content_not_allowed')
    story.tell(start('hub'))
    expect(story.branch.content).toEqual({ siteId: 'hub', since: story.now })
    story.give('a')
    story.tell(start('a'))
    expect(story.branch.content?.siteId).toBe('a')
    expect(story.tell(start('a'))).toEqual([])
  })

  it('is not started by who is not there', () => {
    expect(BranchStory.open().refusal(start('hub')).refused).toBe('site_not_connected')
  })

  it('is stopped by who presents, not by another site', () => {
    const story = meeting()
    story.tell(start('hub'))
    expect(story.tell({ type: 'StopContent', siteId: site('a') })).toEqual([])
    story.tell({ type: 'StopContent', siteId: CHAIR })
    expect(story.branch.content).toBeNull()
  })

  it('is taken off by the operator', () => {
    const story = meeting()
    expect(story.tell({ type: 'EndContent' })).toEqual([])
    story.tell(start('hub'))
    story.tell({ type: 'EndContent' })
    expect(story.branch.content).toBeNull()
  })
})

describe('The layout', () => {
  it('changes, once', () => {
    const story = meeting()
    expect(story.types({ type: 'SetLayout', layout: 'sideBySide' })).toEqual(['LayoutChanged'])
    expect(story.tell({ type: 'SetLayout', layout: 'sideBySide' })).toEqual([])
    expect(story.branch.layout).toBe('sideBySide')
  })
})
