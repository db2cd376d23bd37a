import { rgbOfHsl, yuvOfRgb, type Rgb, type Yuv } from '../../../tools/simulator/media/colours.ts'
import type { SimulatedSite } from '../../../tools/simulator/SimulatedSite.ts'

/** A site that speaks, told by its colour and its tone. */
export interface Speaker {
  readonly site: SimulatedSite
  readonly yuv: Yuv
  readonly hertz: number
}

/** As many hues as speakers, far apart: neighbours differ by more than the coding blurs. */
export const SPEAKERS = 4
export const speakerColour = (index: number): Rgb => rgbOfHsl((index * 360) / SPEAKERS + 10, 0.85, 0.45)
export const speakerYuv = (index: number): Yuv => yuvOfRgb(speakerColour(index))

/** Multiples of 100 Hz, so that each falls on a bin of a 10 ms window. */
export const speakerHertz = (index: number): number => 500 + 400 * index
