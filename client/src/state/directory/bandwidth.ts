/** `10 / 10 Mbit/s`, down and up, of kbit/s; null where neither is known. */
export function bandwidthText(line: {
  readonly downKbps: number | null
  readonly upKbps: number | null
}): string | null {
  const { downKbps, upKbps } = line
  if (downKbps === null && upKbps === null) return null
  const known = [downKbps, upKbps].filter((kbps) => kbps !== null)
  const inMegabits = known.every((kbps) => kbps >= 1_000)
  const text = (kbps: number | null) => (kbps === null ? '?' : decimal(inMegabits ? kbps / 1_000 : kbps))
  return `${text(downKbps)} / ${text(upKbps)} ${inMegabits ? 'Mbit/s' : 'kbit/s'}`
}

const decimal = (value: number): string => String(Math.round(value * 10) / 10).replace('.', ',')
