import type { Delta } from './views.ts'

export type Entities = Readonly<Record<string, unknown>>

/** Structural equality of plain JSON values. */
export function sameJson(a: unknown, b: unknown): boolean {
  if (a === b) return true
  if (!isContainer(a) || !isContainer(b) || Array.isArray(a) !== Array.isArray(b)) return false
  const keysOfA = Object.keys(a)
  if (keysOfA.length !== Object.keys(b).length) return false
  return keysOfA.every((key) => Object.hasOwn(b, key) && sameJson(a[key], b[key]))
}

function isContainer(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
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
  // The server draws a view and its deltas with the same types.
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  return { gap: false, n: delta.n, entities: next as E }
}
