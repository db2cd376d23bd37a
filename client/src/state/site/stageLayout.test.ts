import type { PaperView, SiteId, SlotName, StageSlotView, StageView } from '@diem-cau/protocol'
import { expect, test } from 'vitest'
import { arrangeStage, mayChooseBig, paperBoxOf } from './stageLayout.ts'

const on = (slot: SlotName, since = 0): StageSlotView => ({
  slot,
  place: { siteId: slot as unknown as SiteId, name: slot, units: [] },
  speaker: '',
  kind: null,
  clock: null,
  microphoneOpen: true,
  connected: true,
  since,
})
const stage = (layout: StageView['layout'], ...slots: StageSlotView[]): StageView => ({
  layout,
  pinned: null,
  holding: null,
  paper: null,
  shownResult: null,
  slots,
})
const PAPER = {
  documentId: 'd' as unknown as PaperView['documentId'],
  name: 'Tham luận',
  page: 1,
  pages: null,
  presenterSiteId: null,
  since: 0,
}
const shown = (view: StageView): string[] => arrangeStage(view, []).map(({ slot, role }) => `${slot} ${role}`)

test('an empty stage has no pictures', () => {
  expect(arrangeStage(stage('sideBySide'), [])).toEqual([])
})

test('one big picture: the one who began to speak last, the chair while nobody speaks', () => {
  expect(shown(stage('single', on('chair', 9)))).toEqual(['chair main'])
  expect(shown(stage('single', on('chair', 9), on('speaker1', 5), on('speaker2', 7)))).toEqual([
    'speaker2 main',
  ])
})

test('side by side: chair and speakers equal, inside the part that nothing covers', () => {
  const pictures = arrangeStage(stage('sideBySide', on('chair'), on('speaker1'), on('content')), [])
  expect(pictures.map(({ slot }) => slot)).toEqual(['chair', 'speaker1'])
  expect(pictures.map(({ box }) => box)).toEqual([
    { area: 'safe', x: 0, y: 0, width: 0.5, height: 1 },
    { area: 'safe', x: 0.5, y: 0, width: 0.5, height: 1 },
  ])
})

test.each([2, 3, 4])('%i equal pictures never overlap and stay inside', (count) => {
  const slots = (['chair', 'speaker1', 'speaker2', 'speaker3'] as const)
    .slice(0, count)
    .map((slot) => on(slot))
  const boxes = arrangeStage(stage('sideBySide', ...slots), []).map(({ box }) => box)
  for (const [index, a] of boxes.entries()) {
    expect(a.x >= 0 && a.y >= 0 && a.x + a.width <= 1 && a.y + a.height <= 1).toBe(true)
    for (const b of boxes.slice(index + 1)) {
      const apart =
        a.x + a.width <= b.x || b.x + b.width <= a.x || a.y + a.height <= b.y || b.y + b.height <= a.y
      expect(apart).toBe(true)
    }
  }
})

test('side by side with one alone is one big picture', () => {
  expect(shown(stage('sideBySide', on('chair')))).toEqual(['chair main'])
})

test('content is big and the speaker small beside it', () => {
  expect(shown(stage('content', on('chair'), on('speaker1'), on('content')))).toEqual([
    'content main',
    'speaker1 aside',
  ])
})

test('the layout for content without content is one big picture', () => {
  expect(shown(stage('content', on('chair'), on('speaker1')))).toEqual(['speaker1 main'])
})

test('the own picture is known', () => {
  const pictures = arrangeStage(stage('sideBySide', on('chair'), on('speaker1')), ['speaker1'])
  expect(pictures.map(({ own }) => own)).toEqual([false, true])
})

test('a page may make who speaks big where content is shown, for itself', () => {
  const view = stage('content', on('chair'), on('speaker1', 5), on('content'))
  expect(mayChooseBig(view)).toBe(true)
  const swapped = arrangeStage(view, [], 'speaker').map(({ slot, role }) => `${slot} ${role}`)
  expect(swapped).toEqual(['speaker1 main', 'content aside'])
  const paper = { ...stage('single', on('chair')), paper: PAPER }
  expect(mayChooseBig(paper)).toBe(true)
  expect(arrangeStage(paper, [], 'speaker').map(({ role }) => role)).toEqual(['main'])
  expect(paperBoxOf(paper, 'speaker')).toMatchObject({ x: 0.8 })
  expect(paperBoxOf(paper, 'content')).toMatchObject({ x: 0 })
})

test('there is nothing to choose where only one of them is shown', () => {
  expect(mayChooseBig(stage('single', on('chair'), on('content')))).toBe(false)
  expect(mayChooseBig(stage('content', on('chair')))).toBe(false)
  expect(mayChooseBig({ ...stage('single'), paper: PAPER })).toBe(false)
  expect(paperBoxOf({ ...stage('single'), paper: PAPER }, 'speaker')).toMatchObject({ x: 0, width: 1 })
})

test('an open paper has the place of content in every layout, with who speaks small beside it', () => {
  const paper = {
    documentId: 'document-1' as never,
    name: 'Báo cáo',
    page: 1,
    pages: null,
    presenterSiteId: null,
    since: 0,
  }
  const people = [on('chair'), on('speaker1', 1)]
  for (const layout of ['single', 'content'] as const) {
    const view = { ...stage(layout, ...people), paper }
    expect(shown(view)).toEqual(['speaker1 aside'])
    expect(paperBoxOf(view)).toMatchObject({ x: 0, width: 0.8, height: 1 })
  }
  const together = arrangeStage({ ...stage('sideBySide', ...people), paper }, [])
  expect(together.map(({ slot, box }) => [slot, box.y, box.height])).toEqual([
    ['chair', 0, 0.5],
    ['speaker1', 0.5, 0.5],
  ])
  expect(paperBoxOf({ ...stage('single'), paper })).toMatchObject({ width: 1 })
  expect(paperBoxOf(stage('single', ...people))).toBeNull()
})
