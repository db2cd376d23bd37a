import type { SiteId, UnitId } from '@diem-cau/protocol'
import { describe, expect, it } from 'vitest'
import { BranchStory, conducted, LINKED_SITES, site } from '../branch/testing.ts'
import { Directory } from '../directory/index.ts'
import { aProvince } from '../directory/testing.ts'
import { conductView, groupRows, siteConductView, siteGroupView } from './conductView.ts'
import type { MediaFacts } from './mediaFacts.ts'
import { sessionView } from './sessionView.ts'
import { floorView } from './siteView.ts'
import { stageView } from './stageView.ts'

const X = 'x' as UnitId
const linked = (changes = {}) => BranchStory.open(conducted({ delegation: true, ...changes }), LINKED_SITES)
const all = () => true
const ofX = (siteId: SiteId) => siteId.startsWith('x')
const directory = new Directory(aProvince())
const FACTS: MediaFacts = {
  nodeReady: true,
  generation: 'g',
  connectedSites: new Set(),
  watchedSites: new Set(),
}

function rowsOf(story: BranchStory, isVisible: (siteId: SiteId) => boolean) {
  return sessionView(story.branch, directory, FACTS, () => undefined, {
    isVisible,
    mayConduct: false,
    isCrew: false,
    mayNominate: (unitId) => unitId === X,
    viewerId: null,
  })
}

describe('The districts of a session', () => {
  it('are shown with their rooms, their requests and what they have spoken', () => {
    const story = linked()
    story.drop('x3')
    story.give('x1')
    story.pass(20_000).tell({ type: 'EndOwnSpeech', siteId: site('x1') })
    for (const name of ['x1', 'x2']) story.request(name)
    expect(groupRows(story.branch, all, (unitId) => unitId === X)).toEqual([
      {
        unitId: 'x',
        unitName: 'Huyện x',
        leadSiteId: 'xo',
        queueOpen: true,
        siteCount: 4,
        connectedCount: 3,
        requestedCount: 2,
        speechCount: 1,
        spokenMs: 20_000,
        mayNominate: true,
      },
      expect.objectContaining({ unitId: 'y', siteCount: 2, requestedCount: 0, mayNominate: false }),
    ])
  })

  it('are those of which the viewer sees rooms', () => {
    const story = linked()
    for (const name of ['x1', 'y1']) story.request(name)
    const view = rowsOf(story, ofX)
    expect(Object.keys(view).filter((key) => /^(group|request):/.test(key))).toEqual([
      'group:x',
      'request:r1',
    ])
  })

  it('have no open queue where their own or the common one is closed', () => {
    const story = linked()
    const isOpen = () => groupRows(story.branch, all, all).map(({ queueOpen }) => queueOpen)
    story.tell({ type: 'SetQueue', unitId: X, open: false })
    expect(isOpen()).toEqual([false, true])
    story.tell({ type: 'SetQueue', unitId: null, open: false })
    expect(isOpen()).toEqual([false, false])
  })

  it('are not shown while they meet on their own', () => {
    const story = linked()
    story.tell({
      type: 'DetachBranch',
      branchId: 'child' as never,
      sessionId: 'child-session' as never,
      unitId: X,
      title: 'Huyện x',
      chairSiteId: site('xo'),
      siteIds: ['xo', 'x1', 'x2', 'x3'].map(site),
    })
    expect(groupRows(story.branch, all, all).map(({ unitId }) => unitId)).toEqual(['y'])
  })
})

describe('A request that waits', () => {
  it('has its place in its own queue: the district’s, or the common one', () => {
    const story = linked()
    for (const name of ['a', 'x1', 'y1', 'x2', 'b']) story.request(name)
    const view = rowsOf(story, all)
    const places = ['r1', 'r2', 'r3', 'r4', 'r5'].map((id) => view[`request:${id}`]?.queuePosition)
    expect(places).toEqual([1, 1, 1, 2, 2])
    expect(floorView(story.branch, site('x2'))).toMatchObject({ state: 'requested', queuePosition: 2 })
  })

  it('says whether its district has put it forward', () => {
    const story = linked()
    const requestId = story.request('x1')
    story.tell({ type: 'NominateRequest', requestId, bySiteId: null })
    expect(rowsOf(story, all)['request:r1']).toMatchObject({
      state: 'queued',
      nominated: true,
      groupUnitId: 'x',
      calledByChair: false,
    })
  })
})

describe('A room is told', () => {
  const told = (story: BranchStory, name: string) => siteConductView(story.branch, site(name))

  it('that it asks its district first, where it does', () => {
    const story = linked()
    expect([told(story, 'x1').districtName, told(story, 'xo').districtName]).toEqual(['Huyện x', null])
    story.tell({ type: 'SetDelegation', on: false })
    expect(told(story, 'x1').districtName).toBeNull()
  })

  it('what it may ask for, and why it may not', () => {
    const story = linked()
    expect(told(story, 'x1')).toMatchObject({
      mayNotAsk: null,
      kinds: ['discussion', 'question', 'pointOfOrder'],
    })
    story.tell({ type: 'SetQueue', unitId: X, open: false })
    expect(told(story, 'x1')).toMatchObject({ mayNotAsk: null, kinds: ['pointOfOrder'] })
    story.tell({ type: 'SetQueue', unitId: null, open: false })
    expect(told(story, 'x1')).toMatchObject({ mayNotAsk: 'queueClosed', kinds: [] })
    story.tell({ type: 'SetFloorMode', mode: { mode: 'lecture' } })
    expect(told(story, 'a')).toMatchObject({ mayNotAsk: 'lecture', kinds: [] })
    expect(told(story, 'hub').mayNotAsk).toBe('isChair')
  })

  it('as a district’s own, what waits for its nomination, next first', () => {
    const story = linked()
    story.request('x2', { topic: 'Đường vào bản' })
    const requestId = story.request('x1')
    story.tell({ type: 'MoveNominee', requestId, position: 1 })
    const requests = siteGroupView(story.branch, site('xo'))?.requests
    expect(requests?.map(({ siteId, name, topic }) => [siteId, name, topic])).toEqual([
      ['x1', 'Phòng họp x1', ''],
      ['x2', 'Phòng họp x2', 'Đường vào bản'],
    ])
    for (const other of ['x1', 'a', 'hub']) expect(siteGroupView(story.branch, site(other))).toBeNull()
    story.tell({ type: 'SetDelegation', on: false })
    expect(siteGroupView(story.branch, site('xo'))).toBeNull()
  })

  it('that its time is up where the rule keeps its microphone closed', () => {
    const limits = {
      paperSeconds: null,
      discussionSeconds: 60,
      questionSeconds: null,
      pointOfOrderSeconds: null,
    }
    const isUp = (atEnd: 'sign' | 'closeMicrophone') => {
      const story = linked({ limits: { ...limits, atEnd } })
      story.give('a')
      story.pass(60_000).tell({ type: 'Tick' })
      return [floorView(story.branch, site('a')).timeIsUp, rowsOf(story, all)['request:r1']?.timeIsUp]
    }
    expect([isUp('sign'), isUp('closeMicrophone')]).toEqual([
      [false, true],
      [true, true],
    ])
  })
})

describe('The stage', () => {
  it('names who is pinned, and holds with words or for a lost chair', () => {
    const story = linked()
    for (const name of ['a', 'b']) story.give(name, { alongside: true })
    story.tell({ type: 'PinSite', siteId: site('b') })
    expect(stageView(story.branch, directory)).toMatchObject({ pinned: 'speaker2', holding: null })
    story.drop('hub')
    expect(stageView(story.branch, directory).holding).toEqual({
      reason: 'chairLost',
      text: '',
      since: story.now,
    })
    // Its picture and sound still come, as when only its socket was lost: nothing is put over them, until it has lapsed.
    const facts = { connectedSites: new Set([site('hub')]) }
    expect(stageView(story.branch, directory, facts).holding).toBeNull()
    story.pass(60_000).tell({ type: 'Tick' })
    expect(stageView(story.branch, directory, facts).holding).toMatchObject({ reason: 'chairLost' })
    story.tell({ type: 'HoldStage', text: 'Nghỉ' })
    expect(stageView(story.branch, directory).holding).toMatchObject({ reason: 'pause', text: 'Nghỉ' })
  })
})

describe('How a session is conducted', () => {
  it('is shown whole', () => {
    const story = linked({ deputyChairSiteId: site('a') })
    story.tell({ type: 'SetFloorMode', mode: { mode: 'free', maxOpen: 2 } })
    expect(conductView(story.branch)).toMatchObject({
      mode: { mode: 'free', maxOpen: 2 },
      delegation: true,
      queueOpen: true,
      deputyChairSiteId: 'a',
      agenda: [],
    })
  })
})
