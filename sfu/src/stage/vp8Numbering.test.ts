import { describe, expect, test } from 'vitest'
import { parseVp8Descriptor } from './vp8Descriptor.ts'
import type { Vp8Descriptor } from './vp8Descriptor.ts'
import { Vp8Numbering } from './vp8Numbering.ts'
import { vp8Payload } from './testing/packets.ts'

function picture(pictureId: number, tl0PicIdx = 0): Vp8Descriptor {
  const payload = vp8Payload({ pictureId, tl0PicIdx })
  const descriptor = parseVp8Descriptor(payload, 0, payload.length)
  if (descriptor === null) throw new Error('no descriptor')
  return descriptor
}

describe('numbering pictures across sources', () => {
  test('the first source keeps its own numbers', () => {
    const numbering = new Vp8Numbering()
    expect(numbering.begin(picture(700, 20))).toEqual({ pictureId: 700, tl0PicIdx: 20 })
    expect(numbering.map(picture(701, 21), 'newer')).toEqual({ pictureId: 701, tl0PicIdx: 21 })
  })

  test('the next source goes on where the last one stopped', () => {
    const numbering = new Vp8Numbering()
    numbering.begin(picture(0x7ffe, 254))
    numbering.map(picture(0x7fff, 255), 'newer')
    expect(numbering.begin(picture(123, 9))).toEqual({ pictureId: 0, tl0PicIdx: 0 })
    expect(numbering.map(picture(124, 10), 'newer')).toEqual({ pictureId: 1, tl0PicIdx: 1 })
  })

  test('pictures that were lost leave their gap', () => {
    const numbering = new Vp8Numbering()
    numbering.begin(picture(10, 5))
    expect(numbering.map(picture(14, 7), 'newer')).toEqual({ pictureId: 14, tl0PicIdx: 7 })
  })

  test('a late picture gets the number it had', () => {
    const numbering = new Vp8Numbering()
    numbering.begin(picture(10, 5))
    numbering.map(picture(13, 8), 'newer')
    expect(numbering.map(picture(12, 7), 'older')).toEqual({ pictureId: 12, tl0PicIdx: 7 })
    expect(numbering.map(picture(13, 8), 'newest')).toEqual({ pictureId: 13, tl0PicIdx: 8 })
  })

  test('a sender that counts in 7 bits wraps without going back', () => {
    const numbering = new Vp8Numbering()
    numbering.begin(picture(126, 1))
    expect(numbering.map(picture(127, 2), 'newer')?.pictureId).toBe(127)
    expect(numbering.map(picture(1, 4), 'newer')?.pictureId).toBe(129)
    expect(numbering.map(picture(127, 2), 'older')?.pictureId).toBe(127)
    expect(numbering.map(picture(2, 5), 'newer')?.pictureId).toBe(130)
  })

  test('a sender that begins to count anew is followed, and its pictures from before are not', () => {
    const numbering = new Vp8Numbering()
    numbering.begin(picture(20_000, 100))
    expect(numbering.map(picture(300, 3), 'newer')).toEqual({ pictureId: 20_001, tl0PicIdx: 101 })
    expect(numbering.map(picture(19_999, 99), 'older')).toBeNull()
  })

  test('a source without numbers leaves those of the slot alone', () => {
    const numbering = new Vp8Numbering()
    numbering.begin(picture(50, 5))
    const bare = parseVp8Descriptor(Buffer.from([0x10, 0x10]), 0, 2)
    if (bare === null) throw new Error('no descriptor')
    numbering.begin(bare)
    expect(numbering.begin(picture(900, 9))).toEqual({ pictureId: 51, tl0PicIdx: 6 })
  })
})
