import type { DocumentId } from '@diem-cau/protocol'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { BranchCommand } from '../branch/commands.ts'
import { decide } from '../branch/decide.ts'
import { isRefusal } from '../branch/decision.ts'
import { evolve } from '../branch/evolve.ts'
import { isOnStage, type BranchState } from '../branch/state.ts'
import { BranchStory, CHAIR, OPENED_AT, requestOf, site } from '../branch/testing.ts'
import { endPaper } from './decide.ts'
import { paperView } from './view.ts'

const REPORT = 'document-report' as DocumentId
const BUDGET = 'document-budget' as DocumentId

const open = (documentId: DocumentId, page = 1, pages: number | null = null) =>
  ({ type: 'OpenPaper', documentId, name: `Tài liệu ${documentId}`, page, pages }) as const
const turn = (page: number, by: string | null = null, documentId = REPORT, pages: number | null = null) =>
  ({ type: 'TurnPaper', siteId: by === null ? null : site(by), documentId, page, pages }) as const

const meeting = () => BranchStory.open({}, [CHAIR, 'a', 'b'])

describe('A paper at all sites', () => {
  it('opens at a page, is turned, and closes; opening it again at its page changes nothing', () => {
    const story = meeting().pass(1_000)
    expect(story.types(open(REPORT, 3))).toEqual(['PaperOpened'])
    expect(paperView(story.branch)).toEqual({
      documentId: REPORT,
      name: 'Tài liệu document-report',
      page: 3,
      pages: null,
      presenterSiteId: null,
      since: OPENED_AT + 1_000,
    })
    expect(story.types(open(REPORT, 3))).toEqual([])
    expect(story.types(open(REPORT, 5))).toEqual(['PaperTurned'])
    expect(story.types(turn(6))).toEqual(['PaperTurned'])
    expect(story.types(turn(6))).toEqual([])
    expect(paperView(story.branch)).toMatchObject({ page: 6, since: OPENED_AT + 1_000 })
    expect(story.types({ type: 'ClosePaper' })).toEqual(['PaperClosed'])
    expect(story.types({ type: 'ClosePaper' })).toEqual([])
    expect(story.refusal(turn(1)).refused).toBe('no_paper')
  })

  it('has as many pages as whoever shows it has counted', () => {
    const story = meeting()
    expect(story.refusal(open(REPORT, 9, 8))).toMatchObject({ refused: 'paper_page', data: { pages: 8 } })
    story.tell(open(REPORT, 2))
    expect(story.types(turn(2, null, REPORT, 8))).toEqual(['PaperTurned'])
    expect(paperView(story.branch)?.pages).toBe(8)
    expect(story.refusal(turn(9)).refused).toBe('paper_page')
    story.tell(turn(8))
    expect(paperView(story.branch)).toMatchObject({ page: 8, pages: 8 })
  })

  it('a page that is meant of the paper before turns nothing', () => {
    const story = meeting()
    story.tell(open(REPORT))
    story.tell(open(BUDGET))
    expect(story.refusal(turn(4, null, REPORT)).refused).toBe('paper_other')
    expect(paperView(story.branch)).toMatchObject({ documentId: BUDGET, page: 1 })
  })

  it('stands in the place of a shared screen, and gives way to one', () => {
    const story = meeting()
    story.tell({ type: 'StartContent', siteId: CHAIR })
    expect(story.tell(open(REPORT)).map(({ type, data }) => [type, 'reason' in data && data.reason])).toEqual(
      [
        ['ContentStopped', 'paper'],
        ['PaperOpened', false],
      ],
    )
    expect(story.branch.content).toBeNull()
    expect(story.tell({ type: 'StartContent', siteId: CHAIR })[0]).toEqual({
      type: 'PaperClosed',
      data: { reason: 'content' },
    })
    expect(story.branch.paper).toBeNull()
    expect(endPaper(story.branch, 'panic')).toEqual([])
  })
})

describe('The presenter', () => {
  it('is a site on stage, turns the pages while it is there, and says how many there are only if nobody has', () => {
    const story = meeting()
    expect(story.refusal({ type: 'SetPresenter', siteId: CHAIR }).refused).toBe('no_paper')
    story.tell(open(REPORT))
    expect(story.refusal({ type: 'SetPresenter', siteId: site('a') }).refused).toBe('presenter_off_stage')
    expect(story.refusal({ type: 'SetPresenter', siteId: site('z') }).refused).toBe('site_not_invited')
    story.give('a')
    expect(story.refusal(turn(2, 'a')).refused).toBe('not_presenter')
    expect(story.types({ type: 'SetPresenter', siteId: site('a') })).toEqual(['PresenterChanged'])
    expect(story.types({ type: 'SetPresenter', siteId: site('a') })).toEqual([])
    story.tell(turn(2, 'a', REPORT, 12))
    story.tell(turn(3, 'a', REPORT, 1))
    expect(paperView(story.branch)).toMatchObject({ page: 3, pages: 12, presenterSiteId: 'a' })
    expect(story.refusal(turn(4, 'b')).refused).toBe('not_presenter')
    story.tell(turn(1))
    story.tell({ type: 'EndOwnSpeech', siteId: site('a') })
    expect(paperView(story.branch)?.presenterSiteId).toBeNull()
    expect(story.refusal(turn(2, 'a')).refused).toBe('not_presenter')
  })

  it('goes on with the next paper while it is on stage, and not after it', () => {
    const story = meeting()
    story.tell(open(REPORT))
    story.give('a')
    story.tell({ type: 'SetPresenter', siteId: site('a') })
    story.tell(open(BUDGET))
    expect(paperView(story.branch)?.presenterSiteId).toBe('a')
    story.tell({ type: 'EndOwnSpeech', siteId: site('a') })
    story.tell(open(REPORT))
    story.give('a')
    expect(paperView(story.branch)?.presenterSiteId).toBeNull()
  })
})

const SITES = [CHAIR, ...['a', 'b', 'z'].map(site)]
const anySite = fc.constantFrom(...SITES)
const anyDocument = fc.constantFrom(REPORT, BUDGET)
const anyPage = fc.integer({ min: 1, max: 12 })
const anyPages = fc.option(fc.integer({ min: 1, max: 10 }))
const anyCommand: fc.Arbitrary<BranchCommand> = fc.oneof(
  fc.record({
    type: fc.constant('OpenPaper' as const),
    documentId: anyDocument,
    name: fc.constant('Báo cáo'),
    page: anyPage,
    pages: anyPages,
  }),
  fc.record({
    type: fc.constant('TurnPaper' as const),
    siteId: fc.option(anySite),
    documentId: anyDocument,
    page: anyPage,
    pages: anyPages,
  }),
  fc.record({ type: fc.constant('SetPresenter' as const), siteId: fc.option(anySite) }),
  fc.constant({ type: 'ClosePaper' as const }),
  fc.record({ type: fc.constant('StartContent' as const), siteId: anySite }),
  fc.record({ type: fc.constant('StopContent' as const), siteId: anySite }),
  fc.record({ type: fc.constant('EndOwnSpeech' as const), siteId: anySite }),
  fc.record({
    type: fc.constant('GrantFloor' as const),
    siteId: anySite,
    newRequestId: fc.uuid().map(requestOf),
    alongside: fc.boolean(),
  }),
)

describe('Whatever desk and sites do with papers', () => {
  it('paper and shared screen are never there together, the page is one of the paper, its presenter is on stage', () => {
    fc.assert(
      fc.property(fc.array(anyCommand, { maxLength: 60, size: 'max' }), (commands) => {
        let state: BranchState = meeting().state
        for (const command of commands) {
          const decision = decide(state, command, OPENED_AT)
          if (isRefusal(decision)) continue
          for (const happened of decision) state = evolve(state, happened, OPENED_AT)
          if (state.status !== 'open') throw new Error('closed')
          expect(state.paper !== null && state.content !== null).toBe(false)
          const view = paperView(state)
          if (view === null) continue
          expect(view.page).toBeLessThanOrEqual(view.pages ?? view.page)
          expect(view.presenterSiteId === null || isOnStage(state, view.presenterSiteId)).toBe(true)
        }
      }),
    )
  })
})
