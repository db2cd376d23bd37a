import { describe, expect, it } from 'vitest'
import { directionOf, nearest, type Box } from './nearest.ts'

const box = (name: string, left: number, top: number, width = 10, height = 10): Box & { name: string } => ({
  name,
  left,
  top,
  right: left + width,
  bottom: top + height,
})
/* A wide field on the left, a pad of two rows on the right, a wide button below all. */
const FIELD = box('field', 0, 0, 40, 22)
const ONE = box('1', 50, 0)
const TWO = box('2', 62, 0)
const FOUR = box('4', 50, 12)
const SEND = box('send', 0, 30, 72)
const ALL = [FIELD, ONE, TWO, FOUR, SEND]
const go = (from: Box, direction: Parameters<typeof nearest>[2]) =>
  nearest(
    from,
    ALL.filter((other) => other !== from),
    direction,
  )?.name

describe('The arrows of a remote control', () => {
  it.each([
    [ONE, 'right', '2'],
    [ONE, 'down', '4'],
    [FOUR, 'up', '1'],
    [ONE, 'left', 'field'],
    [FOUR, 'left', 'field'],
    [FOUR, 'down', 'send'],
    [TWO, 'down', 'send'],
    [FIELD, 'down', 'send'],
    [FIELD, 'right', '1'],
  ] as const)('go to what lies next', (from, direction, name) => {
    expect(go(from, direction)).toBe(name)
  })

  it('go nowhere at an edge', () => {
    expect(go(TWO, 'right')).toBeUndefined()
    expect(go(ONE, 'up')).toBeUndefined()
    expect(go(SEND, 'down')).toBeUndefined()
  })

  it('are the arrow keys and no other', () => {
    expect(directionOf('ArrowUp')).toBe('up')
    expect(directionOf('Enter')).toBeNull()
  })
})
