import { yuvOfRgb, type Rgb } from '../../../tools/simulator/media/colours.ts'
import { emptyFrame, fillRect } from '../../../tools/simulator/media/i420.ts'
import type { Picture } from '../../../tools/simulator/media/RoomDevices.ts'
import type { I420Frame } from '../../../tools/simulator/media/wrtc.ts'
import { seededRandom } from '../../../tools/simulator/plan/random.ts'

const WIDTH = 480
const HEIGHT = 272
const BLOCK = 8
const PIXELS_A_SECOND = 60

/**
 * A picture of one colour with a moving texture of brightness: told by its chroma, yet with key frames as large and
 * motion as real as a camera's, which a plain surface would not have.
 */
export class TexturedPicture implements Picture {
  readonly #frame: I420Frame
  readonly #texture: Uint8Array

  /** `contrast` is the range of brightness of the texture, 0 to 255; without it the surface is plain. */
  constructor(colour: Rgb, { seed, contrast }: { seed: number; contrast: number }) {
    const yuv = yuvOfRgb(colour)
    this.#frame = emptyFrame(WIDTH, HEIGHT)
    fillRect(this.#frame, { x: 0, y: 0, width: WIDTH, height: HEIGHT }, yuv)
    this.#texture = textureOf(yuv[0], contrast, seed)
  }

  frameAt(now: number): I420Frame {
    const shift = Math.floor((now * PIXELS_A_SECOND) / 1_000) % WIDTH
    for (let row = 0; row < HEIGHT; row += 1) {
      const from = row * WIDTH * 2 + shift
      this.#frame.data.set(this.#texture.subarray(from, from + WIDTH), row * WIDTH)
    }
    return this.#frame
  }
}

/** Blocks of brightness around a level, twice as wide as the picture so that any shift is one copy a row. */
function textureOf(level: number, contrast: number, seed: number): Uint8Array {
  const random = seededRandom(seed)
  const texture = new Uint8Array(WIDTH * 2 * HEIGHT)
  for (let y = 0; y < HEIGHT; y += BLOCK) {
    for (let x = 0; x < WIDTH; x += BLOCK) {
      const value = Math.max(20, Math.min(230, level + (random() - 0.5) * contrast))
      for (let row = y; row < Math.min(y + BLOCK, HEIGHT); row += 1) {
        texture.fill(value, row * WIDTH * 2 + x, row * WIDTH * 2 + x + BLOCK)
        texture.fill(value, row * WIDTH * 2 + WIDTH + x, row * WIDTH * 2 + WIDTH + x + BLOCK)
      }
    }
  }
  return texture
}
