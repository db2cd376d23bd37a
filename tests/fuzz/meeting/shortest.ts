import type { Decide, Turn } from './Meeting.ts'
import { replay } from './playMeeting.ts'

/**
 * Leaves out of a faulty meeting whatever the fault can do without: first large parts, then single turns, until none
 * of them can go (delta debugging, Zeller and Hildebrandt 2002, with complements only).
 */
export function shortest(turns: readonly Turn[], fault: Error, decide: Decide): readonly Turn[] {
  const isFaulty = (some: readonly Turn[]): boolean => replay(some, decide)?.message === fault.message
  let kept = turns
  let size = Math.ceil(kept.length / 2)
  for (;;) {
    const before = kept.length
    for (let from = 0; from < kept.length;) {
      const without = [...kept.slice(0, from), ...kept.slice(from + size)]
      if (isFaulty(without)) kept = without
      else from += size
    }
    if (size === 1 && kept.length === before) return kept
    size = Math.max(1, Math.floor(size / 2))
  }
}
