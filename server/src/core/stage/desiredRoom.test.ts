import { describe, expect, it } from 'vitest'
import { BranchStory, CHAIR, requestOf, RULES, site } from '../branch/testing.ts'
import { cameraLevel, desiredRoom, ownSlots, slotNames, type Watchers } from './desiredRoom.ts'

const ALL = ['hub', 'a', 'b', 'c', 'd'] as const
const NOBODY: Watchers = new Map()
const meeting = (changes = {}) => BranchStory.open(changes, ALL)

function siteIn(story: BranchStory, name: string, watchers = NOBODY) {
  return desiredRoom(story.branch, watchers).sites.find(({ siteId }) => siteId === name)
}
function slotsOf(story: BranchStory) {
  return Object.fromEntries(
    desiredRoom(story.branch, NOBODY).slots.map(({ slot, video, audio }) => [
      slot,
      [video && `${video.siteId}/${video.source}`, audio && `${audio.siteId}/${audio.source}`],
    ]),
  )
}

describe('The room that a branch desires', () => {
  it('has a place for the chair, one for each speaker and one for content, whatever they carry', () => {
    expect(slotNames(meeting().branch)).toEqual(['chair', 'speaker1', 'speaker2', 'speaker3', 'content'])
    const small = meeting({ rules: { ...RULES, speakerPlaces: 1 } })
    expect(slotNames(small.branch)).toEqual(['chair', 'speaker1', 'content'])
  })

  it('shows only the chair before anybody speaks, and lets nobody be heard', () => {
    const story = meeting()
    expect(slotsOf(story)).toEqual({
      chair: ['hub/camera', null],
      speaker1: [null, null],
      speaker2: [null, null],
      speaker3: [null, null],
      content: [null, null],
    })
    for (const { microphone } of desiredRoom(story.branch, NOBODY).sites) expect(microphone).toBe(false)
  })

  it('carries each on its own slot: picture, and sound only while the microphone is open', () => {
    const story = meeting()
    story.tell({ type: 'SetOwnMicrophone', siteId: CHAIR, open: true })
    story.give('a')
    story.give('b', { alongside: true })
    story.tell({ type: 'SetOwnMicrophone', siteId: site('b'), open: false })
    story.tell({ type: 'StartContent', siteId: site('a') })
    expect(slotsOf(story)).toEqual({
      chair: ['hub/camera', 'hub/microphone'],
      speaker1: ['a/camera', 'a/microphone'],
      speaker2: ['b/camera', null],
      speaker3: [null, null],
      content: ['a/content', null],
    })
    expect(siteIn(story, 'a')).toEqual({ siteId: 'a', camera: 'full', microphone: true, content: true })
    expect(siteIn(story, 'b')).toEqual({ siteId: 'b', camera: 'full', microphone: false, content: false })
    expect(siteIn(story, 'c')).toEqual({ siteId: 'c', camera: 'none', microphone: false, content: false })
  })

  it('is named after the branch and keeps its codec', () => {
    const story = meeting({ videoCodec: 'h264' })
    expect(desiredRoom(story.branch, NOBODY)).toMatchObject({ roomId: 'branch-1', videoCodec: 'h264' })
  })
})

describe('What a site sends of its camera', () => {
  it.each([
    ['idle', 'none', 'low'],
    ['queued', 'none', 'low'],
    ['invited', 'none', 'low'],
    ['standby', 'full', 'full'],
    ['live', 'full', 'full'],
  ] as const)('%s: %s, and %s while somebody watches it', (state, unwatched, watched) => {
    const story = meeting()
    const target = { siteId: site('a'), newRequestId: requestOf('x') }
    if (state !== 'idle') story.tell({ type: 'RequestFloor', ...target })
    if (state === 'invited') story.tell({ type: 'InviteSpeaker', ...target })
    if (state === 'standby') story.tell({ type: 'PrepareSpeaker', ...target })
    if (state === 'live') story.give('a')
    expect(cameraLevel(story.branch, site('a'), false)).toBe(unwatched)
    expect(cameraLevel(story.branch, site('a'), true)).toBe(watched)
  })

  it('is always all of it for the chair', () => {
    expect(cameraLevel(meeting().branch, CHAIR, false)).toBe('full')
  })
})

describe('Consoles that look on', () => {
  it('are named with the sites that each has on screen, which then send their lowest layer', () => {
    const story = meeting()
    const watchers = new Map([
      ['viewer-1', new Set([site('a'), site('b')])],
      ['viewer-2', new Set([site('b')])],
    ])
    expect(desiredRoom(story.branch, watchers).viewers).toEqual([
      { viewerId: 'viewer-1', tiles: ['a', 'b'] },
      { viewerId: 'viewer-2', tiles: ['b'] },
    ])
    expect(['a', 'b', 'c'].map((name) => siteIn(story, name, watchers)?.camera)).toEqual([
      'low',
      'low',
      'none',
    ])
  })
})

describe('The slots that carry a site itself', () => {
  it('are none, the chair’s, its place, or its place and content', () => {
    const story = meeting()
    story.give('a')
    story.tell({ type: 'StartContent', siteId: site('a') })
    expect(ownSlots(story.branch, site('b'))).toEqual([])
    expect(ownSlots(story.branch, CHAIR)).toEqual(['chair'])
    expect(ownSlots(story.branch, site('a'))).toEqual(['speaker1', 'content'])
  })
})

describe('A return', () => {
  it('takes picture and sound off the stage at once', () => {
    const story = meeting()
    story.give('a')
    story.join('a', 'a-2')
    expect(slotsOf(story)['speaker1']).toEqual([null, null])
    expect(siteIn(story, 'a')).toMatchObject({ camera: 'full', microphone: false })
  })

  it('within the grace leaves them there', () => {
    const story = meeting()
    story.give('a')
    story.drop('a')
    expect(slotsOf(story)['speaker1']).toEqual(['a/camera', 'a/microphone'])
  })
})
