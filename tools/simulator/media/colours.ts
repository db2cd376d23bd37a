/** Red, green and blue, 0–255. */
export type Rgb = readonly [red: number, green: number, blue: number]
/** Luma and both chromas, ITU-R BT.601, limited range (16–235, 16–240): what I420 frames hold. */
export type Yuv = readonly [y: number, u: number, v: number]

/** CSS Color 4, section 7: hue in degrees, the others in [0, 1]. */
export function rgbOfHsl(hue: number, saturation: number, lightness: number): Rgb {
  const chroma = saturation * Math.min(lightness, 1 - lightness)
  const channel = (n: number): number => {
    const k = (n + hue / 30) % 12
    return Math.round(255 * (lightness - chroma * Math.max(-1, Math.min(k - 3, 9 - k, 1))))
  }
  return [channel(0), channel(8), channel(4)]
}

/** ITU-R BT.601, limited range. */
export function yuvOfRgb([red, green, blue]: Rgb): Yuv {
  return [
    Math.round(16 + (65.481 * red + 128.553 * green + 24.966 * blue) / 255),
    Math.round(128 + (-37.797 * red - 74.203 * green + 112 * blue) / 255),
    Math.round(128 + (112 * red - 93.786 * green - 18.214 * blue) / 255),
  ]
}

const GOLDEN_ANGLE = 137.508

/** The wall of the n-th room: hues by the golden angle, so that neighbours in the row never look alike. */
export function wallColour(index: number): Rgb {
  return rgbOfHsl((205 + index * GOLDEN_ANGLE) % 360, 0.42, 0.26 + 0.05 * (index % 3))
}

export const cssOf = ([red, green, blue]: Rgb): string => `rgb(${red} ${green} ${blue})`
