import { yuvOfRgb, type Rgb } from '../../../../tools/simulator/media/colours.ts'
import { emptyFrame, fillRect } from '../../../../tools/simulator/media/i420.ts'
import type { Picture } from '../../../../tools/simulator/media/RoomDevices.ts'
import type { I420Frame } from '../../../../tools/simulator/media/wrtc.ts'

const WIDTH = 640
const HEIGHT = 360
const BOX = 32

/** A wall of one colour, and something that moves at its upper edge. */
export class ColourPicture implements Picture {
  readonly #frame = emptyFrame(WIDTH, HEIGHT)
  readonly #wall
  #x = 0

  constructor(rgb: Rgb) {
    this.#wall = yuvOfRgb(rgb)
    fillRect(this.#frame, { x: 0, y: 0, width: WIDTH, height: HEIGHT }, this.#wall)
  }

  frameAt(): I420Frame {
    fillRect(this.#frame, { x: this.#x, y: 0, width: BOX, height: BOX }, this.#wall)
    this.#x = (this.#x + BOX) % WIDTH
    fillRect(this.#frame, { x: this.#x, y: 0, width: BOX, height: BOX }, [16, 128, 128])
    return this.#frame
  }
}
