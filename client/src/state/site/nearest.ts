export type Direction = 'left' | 'right' | 'up' | 'down'

/** A place on the screen, in any unit. */
export interface Box {
  readonly left: number
  readonly right: number
  readonly top: number
  readonly bottom: number
}

/** A step aside counts as more than one ahead: a row is left only when there is nothing in it. */
const ASIDE = 3

/**
 * Which of several boxes lies next in a direction, as one would point to it; undefined when none does.
 * Distances are between middles, those across the direction weighing more.
 */
export function nearest<B extends Box>(from: Box, others: readonly B[], direction: Direction): B | undefined {
  let best: B | undefined
  let least = Number.POSITIVE_INFINITY
  for (const box of others) {
    const distance = distanceTo(from, box, direction)
    if (distance !== null && distance < least) {
      least = distance
      best = box
    }
  }
  return best
}

function distanceTo(from: Box, to: Box, direction: Direction): number | null {
  const isAcross = direction === 'left' || direction === 'right'
  const ahead = {
    left: from.left - to.right,
    right: to.left - from.right,
    up: from.top - to.bottom,
    down: to.top - from.bottom,
  }[direction]
  // Overlapping by a hair is beside; overlapping by more is not ahead.
  if (ahead < -1) return null
  return (
    ahead +
    ASIDE *
      (isAcross
        ? gap(from.top, from.bottom, to.top, to.bottom)
        : gap(from.left, from.right, to.left, to.right))
  )
}

function gap(start: number, end: number, otherStart: number, otherEnd: number): number {
  const overlap = Math.min(end, otherEnd) - Math.max(start, otherStart)
  const between = Math.abs(start + end - otherStart - otherEnd) / 2
  return overlap > 0 ? between / 100 : between
}

export function directionOf(key: string): Direction | null {
  switch (key) {
    case 'ArrowLeft':
      return 'left'
    case 'ArrowRight':
      return 'right'
    case 'ArrowUp':
      return 'up'
    case 'ArrowDown':
      return 'down'
    default:
      return null
  }
}
