import { describe, expect, it } from 'vitest'
import type { Yuv } from './colours.ts'
import { emptyFrame, fillRect, middleColour, paste } from './i420.ts'

const RED: Yuv = [81, 90, 240]
const BLUE: Yuv = [41, 240, 110]

function plain(width: number, height: number, colour: Yuv) {
  const frame = emptyFrame(width, height)
  fillRect(frame, { x: 0, y: 0, width, height }, colour)
  return frame
}

/** Colour of one pixel. */
function at(frame: ReturnType<typeof emptyFrame>, x: number, y: number): Yuv {
  const size = frame.width * frame.height
  const chroma = Math.floor(y / 2) * (frame.width / 2) + Math.floor(x / 2)
  const read = (offset: number): number => frame.data[offset] ?? -1
  return [read(y * frame.width + x), read(size + chroma), read(size * 1.25 + chroma)]
}

describe('I420 frames', () => {
  it('have half as much colour as brightness', () => {
    expect(emptyFrame(640, 360).data).toHaveLength(640 * 360 * 1.5)
  })

  it('are filled to the last pixel and not beyond', () => {
    const frame = plain(16, 8, RED)
    fillRect(frame, { x: 4, y: 2, width: 8, height: 4 }, BLUE)
    expect(at(frame, 3, 2)).toEqual(RED)
    expect(at(frame, 4, 2)).toEqual(BLUE)
    expect(at(frame, 11, 5)).toEqual(BLUE)
    expect(at(frame, 12, 5)).toEqual(RED)
    expect(at(frame, 4, 6)).toEqual(RED)
  })

  it('take a smaller one at a place', () => {
    const frame = plain(16, 8, RED)
    paste(frame, plain(4, 2, BLUE), 12, 6)
    expect(at(frame, 15, 7)).toEqual(BLUE)
    expect(at(frame, 11, 7)).toEqual(RED)
    expect(at(frame, 12, 5)).toEqual(RED)
  })

  it('tell the colour of their middle, whatever the edge is', () => {
    const frame = plain(64, 32, RED)
    fillRect(frame, { x: 12, y: 6, width: 40, height: 20 }, BLUE)
    expect(middleColour(frame)).toEqual(BLUE)
  })
})
