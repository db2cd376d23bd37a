import { expect, test } from 'vitest'
import { mapLayers } from './layerMapping.ts'

test.each([
  { is: 'as many', slot: 3, source: 3, active: [0, 1, 2], feeds: [0, 1, 2] },
  { is: 'one that is sent alone', slot: 3, source: 3, active: [0], feeds: [0, 0, 0] },
  { is: 'a gap in the middle', slot: 3, source: 3, active: [0, 2], feeds: [0, 0, 2] },
  { is: 'only higher ones', slot: 3, source: 3, active: [1, 2], feeds: [1, 1, 2] },
  { is: 'a source with a single layer', slot: 3, source: 1, active: [0], feeds: [0, 0, 0] },
  { is: 'a source with two', slot: 3, source: 2, active: [0, 1], feeds: [0, 1, 1] },
  { is: 'a slot with a single layer takes the best', slot: 1, source: 3, active: [0, 1, 2], feeds: [2] },
  { is: 'a slot with a single layer takes what there is', slot: 1, source: 3, active: [0], feeds: [0] },
  { is: 'a slot with two of three', slot: 2, source: 3, active: [0, 1, 2], feeds: [0, 2] },
  { is: 'nothing known yet', slot: 3, source: 3, active: [], feeds: [0, 1, 2] },
  { is: 'no producer yet', slot: 3, source: 0, active: [], feeds: [0, 0, 0] },
])('$is', ({ slot, source, active, feeds }) => {
  expect(mapLayers(slot, source, active)).toEqual(feeds)
})
