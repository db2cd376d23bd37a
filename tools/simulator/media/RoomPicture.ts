import { createCanvas, GlobalFonts, type Canvas, type SKRSContext2D } from '@napi-rs/canvas'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { cssOf, rgbOfHsl, wallColour } from './colours.ts'
import { emptyFrame, paste } from './i420.ts'
import { wrtc, type I420Frame } from './wrtc.ts'

const WIDTH = 640
const HEIGHT = 360
const CLOCK = { x: 488, y: 292, width: 136, height: 48 } as const
/** People sway over these many pictures; each is drawn once and kept. */
const POSES = 16
/** One sway takes this long. */
const SWAY_MS = 4_000

// The family is split by script; a canvas looks for a letter in one after the other.
const SUBSETS = ['latin', 'vietnamese', 'latin-ext'] as const
const FAMILY = SUBSETS.map((subset) => `"Room ${subset}"`).join(', ')
let fontsRegistered = false

function registerFonts(): void {
  if (fontsRegistered) return
  fontsRegistered = true
  const files = join(
    dirname(createRequire(import.meta.url).resolve('@fontsource/be-vietnam-pro/package.json')),
    'files',
  )
  for (const subset of SUBSETS) {
    for (const weight of [500, 700]) {
      const file = join(files, `be-vietnam-pro-${subset}-${weight}-normal.woff2`)
      GlobalFonts.registerFromPath(file, `Room ${subset}`)
    }
  }
}

export interface RoomPictureOptions {
  readonly name: string
  /** Names of the units above, nearest first. */
  readonly units: readonly string[]
  /** Gives the room its colour. */
  readonly index: number
}

/**
 * What the camera of a synthetic room sees: a wall in the room's own colour with the name of the site, people who sway
 * at a table, and a clock. Every pose is drawn once; from then on a picture is a copy of one and the clock's few pixels,
 * which change once a second.
 */
export class RoomPicture {
  readonly #options: RoomPictureOptions
  readonly #poses: (I420Frame | undefined)[] = []
  readonly #frame = emptyFrame(WIDTH, HEIGHT)
  readonly #clock: I420Frame = emptyFrame(CLOCK.width, CLOCK.height)
  #shownSecond = -1

  constructor(options: RoomPictureOptions) {
    registerFonts()
    this.#options = options
  }

  /** The picture at a time, epoch milliseconds. The frame is used again by the next call. */
  frameAt(now: number): I420Frame {
    const pose = Math.floor(((now % SWAY_MS) / SWAY_MS) * POSES)
    this.#frame.data.set(this.#poseOf(pose).data)
    const second = Math.floor(now / 1_000)
    if (second !== this.#shownSecond) {
      this.#shownSecond = second
      toI420(drawClock(now), this.#clock)
    }
    paste(this.#frame, this.#clock, CLOCK.x, CLOCK.y)
    return this.#frame
  }

  #poseOf(pose: number): I420Frame {
    const known = this.#poses[pose]
    if (known !== undefined) return known
    const drawn = emptyFrame(WIDTH, HEIGHT)
    toI420(drawRoom(this.#options, (pose / POSES) * 2 * Math.PI), drawn)
    this.#poses[pose] = drawn
    return drawn
  }
}

function toI420(canvas: Canvas, frame: I420Frame): void {
  const { width, height } = frame
  const { data } = canvas.getContext('2d').getImageData(0, 0, width, height)
  wrtc.nonstandard.rgbaToI420({ width, height, data }, frame)
}

/** The largest size at which a text fits; the context keeps that font. */
function fitText(
  context: SKRSContext2D,
  text: string,
  weight: 500 | 700,
  largest: number,
  width: number,
): void {
  for (let size = largest; size >= 12; size -= 2) {
    context.font = `${weight} ${size}px ${FAMILY}`
    if (context.measureText(text).width <= width) return
  }
}

function drawRoom({ name, units, index }: RoomPictureOptions, phase: number): Canvas {
  const canvas = createCanvas(WIDTH, HEIGHT)
  const context = canvas.getContext('2d')
  context.fillStyle = cssOf(wallColour(index))
  context.fillRect(0, 0, WIDTH, HEIGHT)
  drawPeople(context, index, phase)
  context.fillStyle = '#5a4632'
  context.fillRect(0, 278, WIDTH, HEIGHT - 278)
  context.fillStyle = '#6d563f'
  context.fillRect(0, 278, WIDTH, 6)

  context.textAlign = 'center'
  context.fillStyle = '#ffffff'
  fitText(context, name, 700, 50, WIDTH - 48)
  context.fillText(name, WIDTH / 2, 74)
  const above = units.join(' · ')
  fitText(context, above, 500, 24, WIDTH - 48)
  context.fillText(above, WIDTH / 2, 110)
  return canvas
}

/** Three people behind the table, the one in the middle nearer; each sways a little out of step. */
function drawPeople(context: SKRSContext2D, index: number, phase: number): void {
  const seats = [
    { x: 168, size: 0.86 },
    { x: 472, size: 0.86 },
    { x: 320, size: 1.08 },
  ]
  for (const [seat, { x, size }] of seats.entries()) {
    const sway = Math.sin(phase + seat * 2.1 + index)
    const centre = x + sway * 5
    const head = 214 - 40 * size + Math.abs(sway) * 2
    context.fillStyle = cssOf(rgbOfHsl((210 + 47 * seat + 29 * index) % 360, 0.22, 0.24))
    context.beginPath()
    context.ellipse(x + sway * 2, 292, 66 * size, 74 * size, 0, 0, 2 * Math.PI)
    context.fill()
    context.fillStyle = '#c49672'
    context.fillRect(centre - 9 * size, head + 20 * size, 18 * size, 26 * size)
    context.fillStyle = '#d9a983'
    context.beginPath()
    context.ellipse(centre, head, 25 * size, 31 * size, 0, 0, 2 * Math.PI)
    context.fill()
    context.fillStyle = '#2b2320'
    context.beginPath()
    context.ellipse(centre, head - 8 * size, 27 * size, 26 * size, 0, Math.PI, 2 * Math.PI)
    context.fill()
  }
}

const TIME = new Intl.DateTimeFormat('vi-VN', {
  timeZone: 'Asia/Ho_Chi_Minh',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  hourCycle: 'h23',
})

function drawClock(now: number): Canvas {
  const canvas = createCanvas(CLOCK.width, CLOCK.height)
  const context = canvas.getContext('2d')
  context.fillStyle = '#14181d'
  context.fillRect(0, 0, CLOCK.width, CLOCK.height)
  context.fillStyle = '#ffffff'
  context.textAlign = 'center'
  context.font = `500 28px ${FAMILY}`
  context.fillText(TIME.format(now), CLOCK.width / 2, 34)
  return canvas
}
