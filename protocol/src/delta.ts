import type { Delta } from './views.ts'

export type Entities = Readonly<Record<string, unknown>>

/** Structural equality of plain JSON values. */
export function sameJson(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false
  if (Array.isArray(a) !== Array.isArray(b)) return false
  const keysOfA = Object.keys(a)
  if (keysOfA.length !== Object.keys(b).length) return false
  const left = a as Record<string, unknown>
  const right = b as Record<string, unknown>
  return keysOfA.every((key) => Object.hasOwn(right, key) && sameJson(left[key], right[key]))
}

/** What has to change in `before` to become `after`, or null when nothing has. */
export function diffEntities(before: Entities, after: Entities): Pick<Delta, 'set' | 'remove'> | null {
  const set: Record<string, unknown> = {}
  for (const key of Object.keys(after)) {
    if (!Object.hasOwn(before, key) || !sameJson(before[key], after[key])) set[key] = after[key]
  }
  const remove = Object.keys(before).filter((key) => !Object.hasOwn(after, key))
  return Object.keys(set).length === 0 && remove.length === 0 ? null : { set, remove }
}

export type Applied<E extends Entities> = { gap: false; n: number; entities: E } | { gap: true }

/** Applies a delta to a copy held at number `n`; a delta that does not follow on asks for a new snapshot. */
export function applyDelta<E extends Entities>(entities: E, n: number, delta: Delta): Applied<E> {
  if (delta.n !== n + 1) return { gap: true }
  const next: Record<string, unknown> = { ...entities, ...delta.set }
  for (const key of delta.remove) delete next[key]
  return { gap: false, n: delta.n, entities: next as E }
}
