import type { SiteId, SlotName, StageSlotView, StageView } from '@diem-cau/protocol'
import { expect, test } from 'vitest'
import { arrangeStage } from './stageLayout.ts'

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
