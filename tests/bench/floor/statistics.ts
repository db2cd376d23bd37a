/** Nearest-rank percentile (NIST/SEMATECH e-Handbook 7.2.6.2), rounded to whole milliseconds; null without samples. */
export function percentile(samples: readonly number[], share: number): number | null {
  const sorted = samples.toSorted((a, b) => a - b)
  const value = sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)]
  return value === undefined ? null : Math.round(value)
}
