import { describe, expect, it } from 'vitest'
import { isMicrophoneOpen, liveSpeeches, speechOfSite } from './state.ts'
import { BranchStory, CHAIR, page, RULES, site } from './testing.ts'

const GRACE_MS = RULES.resumeGraceMs

/** A speaker `a` with an open microphone and content, the chair heard too. */
function speaking(): BranchStory {
  const story = BranchStory.open({}, ['hub', 'a', 'b'])
  story.tell({ type: 'SetOwnMicrophone', siteId: CHAIR, open: true })
  story.give('a')
  story.tell({ type: 'StartContent', siteId: site('a') })
  return story
}
const presence = (story: BranchStory, name: string) => story.branch.sites.get(site(name))?.presence
const isHeard = (story: BranchStory, name: string) => isMicrophoneOpen(story.branch, site(name))
const stateOf = (story: BranchStory, name: string) =>
  speechOfSite(story.branch, site(name))?.phase.state ?? 'idle'

/** What is left of a speech after a return: next in line, unseen, unheard. */
function expectStandby(story: BranchStory, name: string): void {
  expect(stateOf(story, name)).toBe('standby')
  expect(isHeard(story, name)).toBe(false)
  expect(story.branch.content).toBeNull()
  expect(liveSpeeches(story.branch)).toEqual([])
}

describe('A site that comes', () => {
  it('joins the first time, silent', () => {
    const story = BranchStory.open()
    expect(story.join('a').map(({ type }) => type)).toEqual(['SiteJoined'])
    expect(presence(story, 'a')).toEqual({ state: 'connected', instance: 'a-1', since: story.now })
    expect(isHeard(story, 'a')).toBe(false)
  })

  it('must be invited', () => {
    const join = { type: 'JoinSite', siteId: site('z'), instance: page('z-1') } as const
    expect(BranchStory.open().refusal(join).refused).toBe('site_not_invited')
  })

  it('is there once, however often the same page says so', () => {
    const story = BranchStory.open({}, ['a'])
    expect(story.join('a')).toEqual([])
  })
})

describe('A link that drops', () => {
  it('keeps floor, microphone and content for the same page within the grace', () => {
    const story = speaking()
    story.drop('a')
    expect(isHeard(story, 'a')).toBe(true)
    story.pass(GRACE_MS)
    expect(story.tell({ type: 'Tick' })).toEqual([])
    expect(story.join('a').map(({ type }) => type)).toEqual(['SiteResumed'])
    expect(isHeard(story, 'a')).toBe(true)
    expect(stateOf(story, 'a')).toBe('live')
    expect(story.branch.content?.siteId).toBe('a')
  })

  it('takes floor, microphone and content after the grace, and keeps the place', () => {
    const story = speaking()
    story.drop('a')
    story.pass(GRACE_MS + 1)
    expect(story.types({ type: 'Tick' })).toEqual([
      'SiteLapsed',
      'MicrophoneClosed',
      'SpeakerOnStandby',
      'ContentStopped',
    ])
    expectStandby(story, 'a')
    expect(story.tell({ type: 'Tick' })).toEqual([])
    expect(story.join('a').map(({ type }) => type)).toEqual(['SiteReturned'])
    expectStandby(story, 'a')
  })

  it('that is too long closes the microphone also when no tick came in between', () => {
    const story = speaking()
    story.drop('a')
    story.pass(GRACE_MS + 1)
    expect(story.join('a').map(({ type }) => type)).toContain('MicrophoneClosed')
    expectStandby(story, 'a')
  })

  it('counts as too long when the clock was set back meanwhile', () => {
    const story = speaking()
    story.drop('a')
    story.pass(-3_600_000)
    story.tell({ type: 'Tick' })
    expectStandby(story, 'a')
  })

  it('silences the chair too, which keeps the chair', () => {
    const story = speaking()
    story.drop('hub')
    story.pass(GRACE_MS + 1)
    story.tell({ type: 'Tick' })
    expect(isHeard(story, 'hub')).toBe(false)
    expect(story.branch.chair.siteId).toBe(CHAIR)
  })

  it('of a page that is no longer the one here says nothing', () => {
    const story = speaking()
    story.join('a', 'a-2')
    expect(story.drop('a', 'a-1')).toEqual([])
    expect(presence(story, 'a')?.state).toBe('connected')
  })

  it('keeps a waiting request in its place', () => {
    const story = BranchStory.open({}, ['hub', 'a', 'b'])
    story.request('a')
    story.request('b')
    story.drop('a')
    story.pass(GRACE_MS * 10)
    story.tell({ type: 'Tick' })
    story.join('a', 'a-2')
    expect(story.branch.speeches.map(({ siteId }) => siteId)).toEqual(['a', 'b'])
    expect(stateOf(story, 'a')).toBe('queued')
  })
})

describe('A new page or another device', () => {
  it.each(['connected', 'away'])('comes back silent and on standby while the former was %s', (was) => {
    const story = speaking()
    if (was === 'away') story.drop('a')
    story.pass(1)
    expect(story.join('a', 'a-2')[0]).toEqual({
      type: 'SiteReturned',
      data: { siteId: 'a', instance: 'a-2' },
    })
    expectStandby(story, 'a')
    expect(presence(story, 'a')).toMatchObject({ state: 'connected', instance: 'a-2' })
  })

  it('gets the chair back with the microphone closed', () => {
    const story = speaking()
    story.join('hub', 'hub-2')
    expect(isHeard(story, 'hub')).toBe(false)
    expect(story.branch.chair.siteId).toBe(CHAIR)
  })
})

describe('A device that is replaced', () => {
  it.each(['connected', 'away'])(
    'loses floor and microphone at once while %s, and keeps the place',
    (was) => {
      const story = speaking()
      if (was === 'away') story.drop('a')
      story.tell({ type: 'UnseatSite', siteId: site('a') })
      expectStandby(story, 'a')
      expect(presence(story, 'a')).toMatchObject({ state: 'away', lapsed: true })
      expect(story.tell({ type: 'UnseatSite', siteId: site('a') })).toEqual([])
    },
  )

  it('does not come back as if nothing were, not even the same page', () => {
    const story = speaking()
    story.tell({ type: 'UnseatSite', siteId: site('a') })
    expect(story.join('a').map(({ type }) => type)).toEqual(['SiteReturned'])
    expectStandby(story, 'a')
  })

  it('means nothing for a site that is not there', () => {
    const story = BranchStory.open()
    expect(story.tell({ type: 'UnseatSite', siteId: site('a') })).toEqual([])
    expect(story.tell({ type: 'UnseatSite', siteId: site('z') })).toEqual([])
  })
})

describe('An outage of the server', () => {
  it('under the grace costs nobody anything', () => {
    const story = speaking()
    const lastAliveAt = story.now
    story.pass(GRACE_MS)
    story.tell({ type: 'ResumeAfterOutage', lastAliveAt })
    expect(story.tell({ type: 'Tick' })).toEqual([])
    expect(story.join('a').map(({ type }) => type)).toEqual(['SiteResumed'])
    expect(isHeard(story, 'a')).toBe(true)
    expect(isHeard(story, 'hub')).toBe(true)
  })

  it('over the grace closes every microphone before anybody is back', () => {
    const story = speaking()
    const lastAliveAt = story.now
    story.pass(GRACE_MS + 1)
    story.tell({ type: 'ResumeAfterOutage', lastAliveAt })
    story.tell({ type: 'Tick' })
    expectStandby(story, 'a')
    expect(isHeard(story, 'hub')).toBe(false)
  })

  it('counts from when a site was last lost where that was before', () => {
    const story = speaking()
    story.drop('a')
    story.pass(GRACE_MS - 1_000)
    const lastAliveAt = story.now
    story.pass(2_000)
    story.tell({ type: 'ResumeAfterOutage', lastAliveAt })
    story.tell({ type: 'Tick' })
    expectStandby(story, 'a')
    expect(isHeard(story, 'hub')).toBe(true)
  })

  it('does not reach back before a site had come', () => {
    const story = BranchStory.open()
    const lastAliveAt = story.now
    story.pass(5_000)
    story.join('a')
    story.tell({ type: 'ResumeAfterOutage', lastAliveAt })
    expect(presence(story, 'a')).toMatchObject({ state: 'away', since: lastAliveAt + 5_000 })
  })
})

describe('A site that leaves', () => {
  const leave = (name: string, instance = `${name}-1`) =>
    ({ type: 'LeaveSite', siteId: site(name), instance: page(instance) }) as const

  it('ends its speech and what it presents', () => {
    const story = speaking()
    story.tell(leave('a'))
    expect(stateOf(story, 'a')).toBe('idle')
    expect(isHeard(story, 'a')).toBe(false)
    expect(story.branch.content).toBeNull()
    expect(presence(story, 'a')).toEqual({ state: 'left', since: story.now })
    expect(story.branch.sites.get(site('a'))?.lastOutcome?.state).toBe('done')
  })

  it('takes its request along', () => {
    const story = BranchStory.open({}, ['a'])
    story.request('a')
    story.tell(leave('a'))
    expect(story.branch.speeches).toEqual([])
    expect(story.branch.sites.get(site('a'))?.lastOutcome?.state).toBe('withdrawn')
  })

  it('closes the chair’s microphone', () => {
    const story = speaking()
    story.tell(leave('hub'))
    expect(isHeard(story, 'hub')).toBe(false)
  })

  it('leaves whichever page it is, when its pairing is over', () => {
    const story = speaking()
    story.tell({ type: 'LeaveSite', siteId: site('a'), instance: null })
    expect(presence(story, 'a')?.state).toBe('left')
    expect(isHeard(story, 'a')).toBe(false)
  })

  it('counts while away, but not for another page and not twice', () => {
    const story = speaking()
    expect(story.tell(leave('a', 'a-9'))).toEqual([])
    story.drop('a')
    expect(story.types(leave('a'))).toContain('SiteLeft')
    expect(story.tell(leave('a'))).toEqual([])
    expect(story.tell(leave('b', 'b-9'))).toEqual([])
  })

  it('joins anew when it comes again', () => {
    const story = speaking()
    story.tell(leave('a'))
    expect(story.join('a').map(({ type }) => type)).toEqual(['SiteJoined'])
    expect(isHeard(story, 'a')).toBe(false)
  })
})
