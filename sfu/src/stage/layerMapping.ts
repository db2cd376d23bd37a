/**
 * Which input layer feeds each output layer of a slot, where a source may have fewer or more layers than
 * the slot, and may send only some of them: an output layer takes its counterpart, else the nearest lower
 * layer that is being received, else the lowest one there is. No output layer is left without a feed, since
 * a silent one would be taken for dead.
 *
 * @param activeLayers layers being received, lowest first; empty while that is unknown
 */
export function mapLayers(
  outputCount: number,
  inputCount: number,
  activeLayers: readonly number[],
): readonly number[] {
  return Array.from({ length: outputCount }, (_, output) => {
    const counterpart = counterpartOf(output, outputCount, inputCount)
    if (activeLayers.length === 0) return counterpart
    return activeLayers.findLast((layer) => layer <= counterpart) ?? activeLayers[0] ?? counterpart
  })
}

/** With more inputs than outputs the outputs spread over them, and the top output takes the top input. */
function counterpartOf(output: number, outputCount: number, inputCount: number): number {
  if (inputCount <= outputCount) return Math.min(output, Math.max(0, inputCount - 1))
  if (outputCount === 1) return inputCount - 1
  return Math.round((output * (inputCount - 1)) / (outputCount - 1))
}
