import type { I420Frame } from '../../../tools/simulator/media/wrtc.ts'

/** Colours that no codec confuses, as Y, U, V. */
const COLOUR_NAMES = ['red', 'green', 'blue', 'yellow', 'black'] as const
export type ColourName = (typeof COLOUR_NAMES)[number]
export const PLAIN_COLOURS: Readonly<Record<ColourName, readonly [number, number, number]>> = {
  red: [81, 90, 240],
  green: [145, 54, 34],
  blue: [41, 240, 110],
  yellow: [210, 16, 146],
  black: [16, 128, 128],
}

/** A picture of one colour. */
export function plainFrame(width: number, height: number, name: ColourName): I420Frame {
  const [luma, u, v] = PLAIN_COLOURS[name]
  const data = new Uint8ClampedArray((width * height * 3) / 2)
  data.fill(luma, 0, width * height)
  data.fill(u, width * height, width * height * 1.25)
  data.fill(v, width * height * 1.25)
  return { width, height, data }
}

/** The colour that is nearest to the middle of a picture. */
export function colourNameOf({ width, height, data }: I420Frame): ColourName {
  const x = width / 2
  const y = height / 2
  const chroma = Math.floor(y / 2) * Math.ceil(width / 2) + Math.floor(x / 2)
  const chromaSize = Math.ceil(width / 2) * Math.ceil(height / 2)
  const seen = [
    data[Math.floor(y) * width + Math.floor(x)] ?? 0,
    data[width * height + chroma] ?? 0,
    data[width * height + chromaSize + chroma] ?? 0,
  ]
  const distance = (name: ColourName) =>
    PLAIN_COLOURS[name].reduce<number>((sum, value, index) => sum + (value - (seen[index] ?? 0)) ** 2, 0)
  return COLOUR_NAMES.reduce((best, name) => (distance(name) < distance(best) ? name : best))
}
