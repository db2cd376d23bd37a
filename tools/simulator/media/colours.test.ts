import { describe, expect, it } from 'vitest'
import { rgbOfHsl, wallColour, yuvOfRgb } from './colours.ts'

describe('colours', () => {
  it('turns hues into red, green and blue', () => {
    expect(rgbOfHsl(0, 1, 0.5)).toEqual([255, 0, 0])
    expect(rgbOfHsl(120, 1, 0.5)).toEqual([0, 255, 0])
    expect(rgbOfHsl(240, 1, 0.5)).toEqual([0, 0, 255])
    expect(rgbOfHsl(77, 0, 1)).toEqual([255, 255, 255])
  })

  it('knows the corners of BT.601, limited range', () => {
    expect(yuvOfRgb([0, 0, 0])).toEqual([16, 128, 128])
    expect(yuvOfRgb([255, 255, 255])).toEqual([235, 128, 128])
    expect(yuvOfRgb([255, 0, 0])).toEqual([81, 90, 240])
    expect(yuvOfRgb([0, 0, 255])).toEqual([41, 240, 110])
  })

  it('gives a dozen rooms a dozen walls that are told apart', () => {
    const walls = Array.from({ length: 12 }, (_, index) => yuvOfRgb(wallColour(index)))
    for (const [i, [, u, v]] of walls.entries()) {
      for (const [, otherU, otherV] of walls.slice(i + 1)) {
        expect(Math.hypot(u - otherU, v - otherV)).toBeGreaterThan(8)
      }
    }
  })
})
