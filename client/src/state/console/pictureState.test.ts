import { expect, test } from 'vitest'
import { pictureState } from './pictureState.ts'

test.each([
  ['nothing has come yet', 1_000, null, 'waiting'],
  ['nothing has come for long', 9_000, null, 'missing'],
  ['frames come', 20_000, 19_500, 'flowing'],
  ['frames have stopped', 20_000, 14_000, 'frozen'],
] as const)('%s', (_, now, lastFrameAt, expected) => {
  expect(pictureState(now, 0, lastFrameAt)).toBe(expected)
})
