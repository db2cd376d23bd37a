import type { BranchId, SessionId, SessionView } from '@diem-cau/protocol'
import { describe, expect, it } from 'vitest'
import { BranchStory, site } from '../branch/testing.ts'
import { Directory } from '../directory/index.ts'
import { aProvince, unitId } from '../directory/testing.ts'
import type { MediaFacts } from './mediaFacts.ts'
import { placeOf } from './places.ts'
import { sessionView } from './sessionView.ts'
import { siteView } from './siteView.ts'

const directory = new Directory(aProvince())
const SITES = ['sp', 'sd1', 'sc11', 'sd2', 'sc21']
const SETTINGS = { helpPhone: '0219 000 000', videoCodec: 'vp8' } as const
const facts = (changes: Partial<MediaFacts> = {}): MediaFacts => ({
  nodeReady: true,
  generation: 'g1',
  connectedSites: new Set(),
  watchedSites: new Set(),
  ...changes,
})

/** A session of the province with both districts; everybody has come. */
function session(): BranchStory {
  return BranchStory.open({ chairSiteId: site('sp'), siteIds: SITES.map(site) }, SITES)
}
const pageOf = (story: BranchStory, name: string, about = facts()) =>
  siteView(site(name), story.branch, directory, about, SETTINGS)
function consoleOf(story: BranchStory, unit: string, about = facts()): SessionView {
  const report = { camera: 'ok', microphone: 'silent', lastHeardAt: 5 } as const
  const isVisible = (siteId: ReturnType<typeof site>) => directory.isSiteInSubtree(siteId, unitId(unit))
  return sessionView(story.branch, directory, about, () => report, {
    isVisible,
    mayConduct: true,
    isCrew: true,
    mayNominate: () => true,
    viewerId: null,
  })
}

describe('A place', () => {
  it('is named with the units above it, nearest first, its own name not repeated', () => {
    expect(placeOf(directory, site('sc11'))).toEqual({
      siteId: 'sc11',
      name: 'Phòng họp sc11',
      units: ['Xã Lũng Cú', 'Huyện Đồng Văn', 'Tỉnh Hà Giang'],
    })
  })

  it('that is no longer in the directory has its id for a name', () => {
    expect(placeOf(directory, site('gone'))).toEqual({ siteId: 'gone', name: 'gone', units: [] })
  })
})

describe('What a site’s page is shown', () => {
  it('without a session is itself, and that there is nothing', () => {
    const view = siteView(site('sc11'), null, directory, facts(), SETTINGS)
    expect(view).toMatchObject({
      self: { helpPhone: '0219 000 000', place: { siteId: 'sc11' } },
      meeting: null,
      floor: { state: 'idle', microphoneOpen: false, isChair: false },
      stage: { slots: [] },
      media: { roomId: null, send: { camera: 'none', microphone: false, content: false } },
    })
  })

  it('is the session, its chair and its title', () => {
    const story = session()
    expect(pageOf(story, 'sc11').meeting).toEqual({
      sessionId: 'session-1',
      branchId: 'branch-1',
      title: 'Giao ban tháng',
      hostUnitName: 'Tỉnh Hà Giang',
      openedAt: story.branch.openedAt,
      chair: placeOf(directory, site('sp')),
      parent: null,
    })
  })

  it('is its place in the queue', () => {
    const story = session()
    story.request('sd1')
    const requestId = story.request('sc11')
    expect(pageOf(story, 'sc11').floor).toMatchObject({ state: 'queued', requestId, queuePosition: 2 })
    expect(pageOf(story, 'sd2').floor).toMatchObject({ state: 'idle', queuePosition: null })
  })

  it('is that it speaks, since when, and what it is to send', () => {
    const story = session()
    story.pass(9_000)
    story.give('sc11')
    const view = pageOf(story, 'sc11', facts({ watchedSites: new Set([site('sd1')]) }))
    expect(view.floor).toMatchObject({ state: 'live', microphoneOpen: true, liveSince: story.now })
    expect(view.media).toMatchObject({
      roomId: 'branch-1',
      generation: 'g1',
      ownSlots: ['speaker1'],
      send: { camera: 'full', microphone: true, content: false },
    })
    const watched = pageOf(story, 'sd1', facts({ watchedSites: new Set([site('sd1')]) }))
    expect(watched.media.send.camera).toBe('low')
  })

  it('is how its last speech ended, until the next one', () => {
    const story = session()
    const requestId = story.request('sc11')
    story.give('sc11')
    story.tell({ type: 'RevokeFloor', requestId })
    expect(pageOf(story, 'sc11').floor.lastOutcome).toEqual({ state: 'revoked', at: story.now })
  })

  it('tells the chair that it is the chair', () => {
    expect(pageOf(session(), 'sp').floor).toMatchObject({ isChair: true, microphoneOpen: false })
  })
})

describe('The stage that everybody is shown', () => {
  it('is the same for every site and console', () => {
    const story = session()
    story.give('sc21')
    const { stage } = pageOf(story, 'sc11')
    expect(pageOf(story, 'sd2').stage).toEqual(stage)
    expect(consoleOf(story, 'd1').stage).toEqual(stage)
    expect(stage.slots.map(({ slot, place }) => `${slot}=${place.siteId}`)).toEqual([
      'chair=sp',
      'speaker1=sc21',
    ])
  })

  it('has no place for a chair that has not come, or has left', () => {
    const story = BranchStory.open({ chairSiteId: site('sp'), siteIds: SITES.map(site) }, ['sc11'])
    expect(pageOf(story, 'sc11').stage.slots).toEqual([])
  })

  it('says who is open, who is cut off, and since when', () => {
    const story = session()
    story.pass(1_000)
    story.give('sc11')
    story.drop('sc11')
    story.tell({ type: 'SetLayout', layout: 'sideBySide' })
    expect(pageOf(story, 'sp').stage).toMatchObject({
      layout: 'sideBySide',
      slots: [
        { slot: 'chair', microphoneOpen: false, connected: true },
        { slot: 'speaker1', microphoneOpen: true, connected: false, since: story.now },
      ],
    })
  })

  it('never says of content that it is heard', () => {
    const story = session()
    story.give('sc11')
    story.tell({ type: 'StartContent', siteId: site('sc11') })
    const content = pageOf(story, 'sp').stage.slots.find(({ slot }) => slot === 'content')
    expect(content).toMatchObject({ microphoneOpen: false, place: { siteId: 'sc11' }, since: story.now })
  })
})

describe('What a console is shown of a session', () => {
  it('is every site and request of the province for the province', () => {
    const story = session()
    const requestId = story.request('sc21')
    const keys = Object.keys(consoleOf(story, 'p'))
    expect(keys.toSorted()).toEqual(
      [
        'session',
        'conduct',
        'rollCall',
        'stage',
        'media',
        `request:${requestId}`,
        ...SITES.map((id) => `site:${id}`),
      ].toSorted(),
    )
  })

  it('is for a district its own sites and requests, and not a word of another’s', () => {
    const story = session()
    const own = story.request('sc11')
    const other = story.request('sc21')
    const view = consoleOf(story, 'd1')
    expect(Object.keys(view).toSorted()).toEqual(
      [
        'session',
        'conduct',
        'rollCall',
        'stage',
        'media',
        `request:${own}`,
        'site:sd1',
        'site:sc11',
      ].toSorted(),
    )
    expect(JSON.stringify(view)).not.toContain('sc21')
    expect(JSON.stringify(view)).not.toContain(other)
  })

  it('is a row of facts for a site', () => {
    const story = session()
    story.pass(500)
    story.give('sc11')
    const row = consoleOf(story, 'd1', facts({ connectedSites: new Set([site('sc11')]) }))['site:sc11']
    expect(row).toEqual({
      siteId: 'sc11',
      presence: 'connected',
      since: story.branch.openedAt,
      lastHeardAt: 5,
      isChair: false,
      floor: 'live',
      microphoneOpen: true,
      slot: 'speaker1',
      camera: 'ok',
      microphone: 'silent',
      ring: null,
      answeredAt: null,
      busyWith: null,
      mediaConnected: true,
      groupUnitId: null,
      speechCount: 0,
      spokenMs: 0,
      remoteMicrophone: true,
    })
  })

  it('counts sites, and those that are connected', () => {
    const story = session()
    story.drop('sc11')
    expect(consoleOf(story, 'p').session).toMatchObject({
      siteCount: 5,
      connectedCount: 4,
      chairSiteId: 'sp',
      closedAt: null,
      speakerPlaces: 3,
    })
  })

  it('numbers those that wait, over the whole queue, and nobody else', () => {
    const story = session()
    const first = story.request('sc21')
    const second = story.request('sc11')
    story.give('sd1')
    const view = consoleOf(story, 'd1')
    expect(view[`request:${second}`]).toMatchObject({ queuePosition: 2, slot: null, state: 'queued' })
    expect(view[`request:${first}`]).toBeUndefined()
    const live = Object.entries(view).find(([, row]) => 'state' in row && row.state === 'live')
    expect(live?.[1]).toMatchObject({ siteId: 'sd1', slot: 'speaker1', queuePosition: null })
  })
})

describe('A session that a unit has left for a meeting of its own', () => {
  const BRANCH = 'branch-2' as BranchId
  function detached() {
    const parent = session()
    const [happened] = parent.tell({
      type: 'DetachBranch',
      branchId: BRANCH,
      sessionId: 'session-2' as SessionId,
      unitId: unitId('d1'),
      title: 'Huyện Đồng Văn · Giao ban tháng',
      chairSiteId: site('sd1'),
      siteIds: [site('sd1'), site('sc11')],
    })
    if (happened?.type !== 'BranchDetached') throw new Error('not detached')
    const { unitId: hostUnitId, ...same } = happened.data
    const parentSession = { sessionId: parent.branch.sessionId, title: parent.branch.title }
    const opening = { ...same, hostUnitId, parentSession, parentBranchId: parent.branch.branchId }
    return { parent, child: BranchStory.open(opening, ['sd1']) }
  }
  const seenBy = (unit: string) => ({
    isVisible: (id: ReturnType<typeof site>) => directory.isSiteInSubtree(id, unitId(unit)),
    mayConduct: unit === 'p',
    isCrew: unit === 'p',
    mayNominate: (id: ReturnType<typeof unitId>) => directory.isInSubtree(id, unitId(unit)),
    viewerId: null,
  })

  it('says so to its consoles: who, since when, how many', () => {
    const { parent, child } = detached()
    const relatives = { parent: null, children: [child.branch] }
    const view = sessionView(parent.branch, directory, facts(), () => undefined, seenBy('p'), relatives)
    expect(view['branch:session-2']).toEqual({
      sessionId: 'session-2',
      unitId: 'd1',
      unitName: 'Huyện Đồng Văn',
      since: child.branch.openedAt,
      siteCount: 2,
      connectedCount: 1,
      siteIds: ['sd1', 'sc11'],
    })
    expect(view.session).toMatchObject({ siteCount: 3, connectedCount: 3, parent: null })
    expect(Object.keys(view)).not.toContain('site:sd1')
  })

  it('names no sites to those who may not see them', () => {
    const { parent, child } = detached()
    const relatives = { parent: null, children: [child.branch] }
    const view = sessionView(parent.branch, directory, facts(), () => undefined, seenBy('d2'), relatives)
    expect(view['branch:session-2']).toMatchObject({ unitName: 'Huyện Đồng Văn', siteIds: [] })
  })

  it('is named in the branch, on pages and consoles alike, and whether it still meets', () => {
    const { parent, child } = detached()
    const about = { sessionId: 'session-1', title: 'Giao ban tháng' }
    const page = (of: typeof parent.branch | null) =>
      siteView(site('sc11'), child.branch, directory, facts(), SETTINGS, of).meeting?.parent
    expect(page(parent.branch)).toEqual({ ...about, open: true })
    expect(page(null)).toEqual({ ...about, open: false })
    const relatives = { parent: parent.branch, children: [] }
    const view = sessionView(child.branch, directory, facts(), () => undefined, seenBy('d1'), relatives)
    expect(view.session.parent).toEqual({ ...about, open: true })
  })
})
