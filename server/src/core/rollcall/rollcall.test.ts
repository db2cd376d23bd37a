import type { BranchId, SiteId } from '@diem-cau/protocol'
import { describe, expect, it } from 'vitest'
import { site } from '../branch/testing.ts'
import { frozenRoll, rollCallView, rollRows, siteRollView, type RollViewer } from './view.ts'
import {
  aCalledRoll,
  answer,
  answerOf,
  aRoll,
  call,
  detachFirstDistrict,
  excuseOf,
  freezeOf,
  rowIn,
  SITES,
  TWO_THIRDS_OF_SITES,
} from './testing.ts'

const WHOLE: RollViewer = { isVisible: () => true, mayConduct: true }
const FIRST_DISTRICT = { isVisible: (id: SiteId) => id === 'a' || id === 'b', mayConduct: false }
const viewOf = (story: ReturnType<typeof aRoll>, viewer = WHOLE) => rollCallView(story.branch, viewer)

describe('A site answers the roll', () => {
  it('once it is called, and not before', () => {
    const story = aRoll()
    expect(story.refusal(answerOf('a', 3, 4)).refused).toBe('roll_closed')
    call(story)
    answer(story, 'a', 3, 4, { head: '  Bí thư ' })
    expect(rowIn(story, 'a')).toMatchObject({
      state: 'present',
      answer: { present: 3, invited: 4, head: 'Bí thư', by: 'site', at: story.now },
    })
  })

  it('and corrects itself as long as it is open; the same again is no news', () => {
    const story = aCalledRoll()
    answer(story, 'a', 3, 4)
    expect(answer(story, 'a', 3, 4)).toEqual([])
    answer(story, 'a', 4, 4)
    expect(viewOf(story).totals).toMatchObject({ present: 4, invited: 4, presentSites: 1 })
    story.tell({ type: 'CloseRollCall' })
    expect(story.refusal(answerOf('a', 2, 4)).refused).toBe('roll_closed')
    expect(rowIn(story, 'a').answer?.present).toBe(4)
  })

  it('with no more than were invited, unless it does not know how many were', () => {
    const story = aCalledRoll()
    expect(story.refusal(answerOf('a', 5, 4))).toMatchObject({
      refused: 'roll_more_than_invited',
      data: { present: 5, invited: 4 },
    })
    answer(story, 'a', 5, 0)
    expect(viewOf(story).totals).toMatchObject({ present: 5, invited: 5 })
  })

  it('and is absent when it says that nobody is there', () => {
    const story = aCalledRoll()
    answer(story, 'a', 0, 7)
    expect(rowIn(story, 'a').state).toBe('absent')
    expect(viewOf(story).totals).toMatchObject({ presentSites: 0, absentSites: 1, present: 0, invited: 7 })
  })

  it('only where it is part of the session', () => {
    expect(aCalledRoll().refusal(answerOf('stranger', 1, 1)).refused).toBe('site_not_invited')
  })
})

describe('The crew', () => {
  it('enters what it is told by telephone, also before the roll is called and after it is closed', () => {
    const story = aRoll(null, ['hub'])
    answer(story, 'a', 2, 3, { by: 'crew' })
    call(story)
    story.tell({ type: 'CloseRollCall' })
    answer(story, 'b', 1, 1, { by: 'crew' })
    expect(rowIn(story, 'a')).toMatchObject({ state: 'present', answer: { by: 'crew' } })
    expect(rowIn(story, 'b').state).toBe('present')
  })

  it('excuses a site with a reason, and takes that back', () => {
    const story = aCalledRoll(null, ['hub'])
    story.tell(excuseOf('a', ' Lũ cuốn cầu '))
    expect(rowIn(story, 'a')).toMatchObject({ state: 'excused', excuse: 'Lũ cuốn cầu' })
    expect(story.tell(excuseOf('a', 'Lũ cuốn cầu'))).toEqual([])
    story.tell(excuseOf('a', null))
    expect(rowIn(story, 'a')).toMatchObject({ state: 'absent', excuse: null })
    expect(story.tell(excuseOf('a', null))).toEqual([])
  })

  it('does not excuse who has come; who comes after all is excused no more', () => {
    const story = aCalledRoll()
    story.tell(excuseOf('a', 'Ốm'))
    answer(story, 'a', 1, 2)
    expect(rowIn(story, 'a')).toMatchObject({ state: 'present', excuse: null })
    expect(story.refusal(excuseOf('a', 'Ốm'))).toMatchObject({
      refused: 'roll_site_present',
      data: { present: 1 },
    })
  })

  it('two of them at once change nothing twice', () => {
    const story = aCalledRoll()
    expect(call(story)).toEqual([])
    expect(call(story, true)).toEqual([])
    expect(story.types({ type: 'CloseRollCall' })).toEqual(['RollCallClosed'])
    expect(story.types({ type: 'CloseRollCall' })).toEqual([])
  })
})

describe('A roll that is opened again', () => {
  it('keeps what was said', () => {
    const story = aCalledRoll()
    answer(story, 'a', 3, 4)
    story.tell({ type: 'CloseRollCall' })
    call(story)
    expect(rowIn(story, 'a').state).toBe('present')
  })

  it('anew begins with nobody, and offers each site what it said before', () => {
    const story = aCalledRoll()
    answer(story, 'a', 3, 4)
    story.tell(excuseOf('b', 'Ốm'))
    story.tell({ type: 'CloseRollCall' })
    story.pass(60_000)
    call(story, true)
    expect(rowIn(story, 'a')).toMatchObject({ state: 'silent', answer: null })
    expect(rowIn(story, 'b').state).toBe('excused')
    const page = siteRollView(story.branch, site('a'), null)
    expect(page).toMatchObject({ open: true, answer: null, former: { present: 3, invited: 4 } })
    expect(viewOf(story).openedAt).toBe(story.now)
  })
})

describe('A site’s link', () => {
  it('that is lost leaves it present, and says since when', () => {
    const story = aCalledRoll()
    answer(story, 'a', 3, 4)
    story.pass(5_000)
    story.drop('a')
    expect(rowIn(story, 'a')).toMatchObject({ state: 'present', droppedSince: story.now })
    expect(viewOf(story).totals).toMatchObject({ present: 3, droppedSites: 1 })
    story.pass(31_000)
    story.tell({ type: 'Tick' })
    expect(rowIn(story, 'a').state).toBe('present')
    expect(rowIn(story, 'b').state).toBe('silent')
  })

  it('that is lost before it has answered makes it absent only after the grace', () => {
    const story = aCalledRoll()
    story.drop('a')
    expect(rowIn(story, 'a').state).toBe('silent')
    story.pass(31_000)
    story.tell({ type: 'Tick' })
    expect(rowIn(story, 'a').state).toBe('absent')
  })

  it('that it gives up takes its delegates away, until it comes back or calls the crew', () => {
    const story = aCalledRoll()
    answer(story, 'a', 3, 4)
    story.pass(1_000)
    story.tell({ type: 'LeaveSite', siteId: site('a'), instance: null })
    expect(rowIn(story, 'a').state).toBe('left')
    expect(viewOf(story).totals).toMatchObject({ leftSites: 1, present: 0, invited: 4 })
    story.pass(1_000)
    answer(story, 'a', 2, 4, { by: 'crew' })
    expect(rowIn(story, 'a').state).toBe('present')
    story.tell({ type: 'CloseRollCall' })
    story.join('a', 'a-2')
    expect(rowIn(story, 'a').state).toBe('present')
  })
})

describe('A site that comes late', () => {
  it('is one that comes for the first time after the roll was settled', () => {
    const story = aCalledRoll(null, ['hub', 'a'])
    story.pass(1_000).join('b')
    story.tell(freezeOf('f1'))
    story.pass(60_000).join('c')
    expect(rowIn(story, 'b').lateSince).toBeNull()
    expect(rowIn(story, 'c').lateSince).toBe(story.now)
    expect(rowIn(story, 'd').lateSince).toBeNull()
    expect(viewOf(story).totals.lateSites).toBe(1)
  })

  it('is not one that was there and comes back', () => {
    const story = aCalledRoll()
    story.tell({ type: 'CloseRollCall' })
    story.drop('a')
    story.pass(90_000).join('a', 'a-2')
    expect(rowIn(story, 'a').lateSince).toBeNull()
  })
})

describe('A district that meets on its own', () => {
  it('is elsewhere in the roll: invited still, present not', () => {
    const story = aCalledRoll(TWO_THIRDS_OF_SITES)
    for (const name of SITES) answer(story, name, 2, 2)
    expect(viewOf(story).quorum).toMatchObject({ have: 5, of: 5, need: 4, reached: true })
    detachFirstDistrict(story)
    expect(rowIn(story, 'a')).toMatchObject({ state: 'elsewhere', answer: { present: 2 } })
    expect(viewOf(story)).toMatchObject({
      totals: { sites: 5, presentSites: 3, elsewhereSites: 2, present: 6, invited: 10 },
      quorum: { have: 3, of: 5, need: 4, reached: false },
    })
    expect(story.refusal(answerOf('a', 1, 2, { by: 'crew' })).refused).toBe('roll_elsewhere')
    story.tell({ type: 'AttachBranch', branchId: 'branch-2' as BranchId })
    expect(rowIn(story, 'a').state).toBe('present')
  })

  it('is offered what it said in the meeting that it came from', () => {
    const parent = aCalledRoll()
    answer(parent, 'a', 3, 4)
    detachFirstDistrict(parent)
    const child = aCalledRoll()
    expect(siteRollView(child.branch, site('a'), parent.branch)?.former).toMatchObject({ invited: 4 })
    expect(siteRollView(child.branch, site('a'), null)?.former).toBeNull()
  })
})

describe('A roll that is frozen', () => {
  it('has every site with its row, and the numbers of that moment', () => {
    const story = aCalledRoll(TWO_THIRDS_OF_SITES, ['hub', 'a', 'b'])
    answer(story, 'hub', 10, 12)
    story.tell(freezeOf('f1', 'start', ' Khai mạc '))
    const [frozen] = viewOf(story).frozen
    expect(frozen).toMatchObject({
      freezeId: 'f1',
      reason: 'start',
      label: 'Khai mạc',
      at: story.now,
      totals: { sites: 5, presentSites: 1, silentSites: 2, absentSites: 2, present: 10, invited: 12 },
      quorum: { need: 4, have: 1, reached: false },
    })
    const rows = frozenRoll(story.branch, 'f1', WHOLE)?.rows
    expect(rows).toHaveLength(5)
    expect(rows?.find(({ siteId }) => siteId === 'a')).toMatchObject({
      state: 'silent',
      name: 'Phòng họp a',
      tier: 3,
      groupUnitId: 'd1',
    })
  })

  it('stays what it was, whatever is said afterwards', () => {
    const story = aCalledRoll()
    answer(story, 'a', 3, 4)
    story.tell(freezeOf('f1'))
    const before = structuredClone(frozenRoll(story.branch, 'f1', WHOLE))
    answer(story, 'a', 1, 4)
    story.tell(excuseOf('b', 'Ốm'))
    detachFirstDistrict(story)
    story.tell({ type: 'CloseRollCall' })
    call(story, true)
    expect(frozenRoll(story.branch, 'f1', WHOLE)).toEqual(before)
  })

  it('is refused before anything is known', () => {
    expect(aRoll().refusal(freezeOf('f1')).refused).toBe('roll_not_called')
  })

  it('is told no oftener than can be shown', () => {
    const story = aCalledRoll()
    for (let i = 0; i < 150; i++) story.tell(freezeOf(`f${i}`))
    expect(story.refusal(freezeOf('one more')).refused).toBe('roll_frozen_often')
  })
})

describe('Who looks at the roll', () => {
  it('from a district sees its own rows, sums them up, and no quorum of the whole', () => {
    const story = aCalledRoll(TWO_THIRDS_OF_SITES)
    answer(story, 'a', 3, 4)
    answer(story, 'c', 8, 9)
    story.tell(freezeOf('f1'))
    const view = viewOf(story, FIRST_DISTRICT)
    expect(view.totals).toMatchObject({ sites: 2, present: 3, invited: 4 })
    expect(view.byGroup.map(({ unitId }) => unitId)).toEqual(['d1'])
    expect(view.byTier).toHaveLength(1)
    expect(view.quorum).toBeNull()
    expect(view.frozen[0]).toMatchObject({ totals: { sites: 2, present: 3 }, quorum: null })
    expect(rollRows(story.branch, FIRST_DISTRICT.isVisible).map(({ siteId }) => siteId)).toEqual(['a', 'b'])
    expect(frozenRoll(story.branch, 'f1', FIRST_DISTRICT)?.rows.map(({ siteId }) => siteId)).toEqual([
      'a',
      'b',
    ])
  })

  it('and conducts it, sums up the whole, guests of other provinces included', () => {
    const story = aCalledRoll(TWO_THIRDS_OF_SITES)
    const view = viewOf(story, { ...FIRST_DISTRICT, mayConduct: true })
    expect(view.totals.sites).toBe(5)
    expect(view.quorum).toMatchObject({ of: 5 })
    expect(view.byTier.map(({ tier, totals }) => [tier, totals.sites])).toEqual([
      [1, 1],
      [3, 4],
    ])
  })

  it('as a site’s page is shown its own part, and nothing before it was called', () => {
    const story = aRoll()
    expect(siteRollView(story.branch, site('a'), null)).toBeNull()
    call(story)
    answer(story, 'c', 3, 4)
    expect(siteRollView(story.branch, site('a'), null)).toEqual({
      open: true,
      answer: null,
      excuse: null,
      former: null,
    })
  })

  it('finds no rows while nothing is known', () => {
    expect(rollRows(aRoll().branch, () => true)).toEqual([])
  })
})
