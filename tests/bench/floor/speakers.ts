import type { SiteId } from '@diem-cau/protocol'
import { rgbOfHsl, yuvOfRgb, type Rgb, type Yuv } from '../../../tools/simulator/media/colours.ts'

/** A site that speaks, told by its colour and its tone. */
export interface Speaker {
  readonly index: number
  readonly siteId: SiteId
  readonly yuv: Yuv
  readonly hertz: number
}

/** As many hues as speakers, far apart: neighbours differ by more than the coding blurs. */
export const SPEAKERS = 4
export const speakerColour = (index: number): Rgb => rgbOfHsl((index * 360) / SPEAKERS + 10, 0.85, 0.45)

/** Multiples of 100 Hz, so that each falls on a bin of a 10 ms window. */
export const speakerHertz = (index: number): number => 500 + 400 * index

export function speakerOf(siteId: SiteId, index: number): Speaker {
  return { index, siteId, yuv: yuvOfRgb(speakerColour(index)), hertz: speakerHertz(index) }
}
