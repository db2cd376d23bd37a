import type { Span } from './types.ts'

export function lengthOf({ from, until }: Span): number {
  return Math.max(0, until - from)
}

export function totalOf(spans: readonly Span[]): number {
  return spans.reduce((sum, span) => sum + lengthOf(span), 0)
}

/** The time that at least one of the spans covers, as spans that do not touch, in order. */
export function unionOf(spans: readonly Span[]): Span[] {
  const joined: { from: number; until: number }[] = []
  for (const { from, until } of spans.toSorted((a, b) => a.from - b.from)) {
    if (until <= from) continue
    const last = joined.at(-1)
    if (last !== undefined && from <= last.until) last.until = Math.max(last.until, until)
    else joined.push({ from, until })
  }
  return joined
}

/** What of a span lies within another, if only an instant; null for nothing. */
export function clipped(span: Span, within: Span): Span | null {
  const from = Math.max(span.from, within.from)
  const until = Math.min(span.until, within.until)
  return until >= from ? { from, until } : null
}

/** Milliseconds of a span that others cover, which are in order and do not overlap. */
export function overlapOf(span: Span, others: readonly Span[]): number {
  let sum = 0
  for (let index = firstBeyond(others, span.from); index < others.length; index++) {
    const other = others[index]
    if (other === undefined || other.from >= span.until) break
    sum += Math.min(span.until, other.until) - Math.max(span.from, other.from)
  }
  return sum
}

/** The first of spans in order that ends after an instant. A meeting may have had thousands. */
function firstBeyond(spans: readonly Span[], at: number): number {
  let [low, high] = [0, spans.length]
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((spans[middle]?.until ?? 0) > at) high = middle
    else low = middle + 1
  }
  return low
}

/** Whether an instant lies in a span; its end counts, for what ends it happens then. */
export function touches({ from, until }: Span, at: number): boolean {
  return from <= at && at <= until
}
