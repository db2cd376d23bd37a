/** The wall clock in ms, with fractions, that never goes back while this process lives. */
export function monotonicNow(): number {
  return performance.timeOrigin + performance.now()
}
