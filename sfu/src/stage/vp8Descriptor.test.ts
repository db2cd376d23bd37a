import { describe, expect, test } from 'vitest'
import { copyVp8Packet, parseVp8Descriptor } from './vp8Descriptor.ts'

const parse = (bytes: number[]) => parseVp8Descriptor(Buffer.from(bytes), 0, bytes.length)

describe('reading a VP8 payload descriptor', () => {
  test('a 15-bit PictureID and a TL0PICIDX', () => {
    expect(parse([0x90, 0xe0, 0x92, 0x34, 0x56, 0x20, 0x10])).toEqual({
      pictureId: 0x1234,
      pictureIdOffset: 2,
      pictureIdBytes: 2,
      tl0PicIdx: 0x56,
      tl0PicIdxOffset: 4,
      startsKeyFrame: true,
    })
  })

  test('a 7-bit PictureID', () => {
    expect(parse([0x90, 0xc0, 0x7f, 0x05, 0x11])).toMatchObject({
      pictureId: 0x7f,
      pictureIdBytes: 1,
      tl0PicIdx: 5,
      startsKeyFrame: false,
    })
  })

  test('no extension', () => {
    expect(parse([0x10, 0x10])).toMatchObject({ pictureId: null, tl0PicIdx: null, startsKeyFrame: true })
  })

  test.each([
    ['not the start of a frame', [0x00, 0x10]],
    ['another partition', [0x11, 0x10]],
    ['a frame that refers to others', [0x10, 0x11]],
    ['a descriptor without a frame', [0x10]],
  ])('%s is no key frame', (_, bytes) => {
    expect(parse(bytes)?.startsKeyFrame).toBe(false)
  })

  test.each([[[]], [[0x80]], [[0x80, 0x80]], [[0x80, 0x80, 0x81]], [[0x80, 0x40]]])(
    'a descriptor cut short is none: %j',
    (bytes) => {
      expect(parse(bytes)).toBeNull()
    },
  )
})

function copy(bytes: number[]): number[] {
  const packet = Buffer.from(bytes)
  const descriptor = parseVp8Descriptor(packet, 2, packet.length)
  if (descriptor === null) throw new Error('no descriptor')
  const target = Buffer.alloc(32, 0xee)
  const length = copyVp8Packet(target, packet, descriptor, { pictureId: 0x0102, tl0PicIdx: 0x99 })
  return [...target.subarray(0, length)]
}

describe('copying a VP8 packet with other ids', () => {
  test('15-bit ids are replaced where they stand', () => {
    expect(copy([1, 2, 0x90, 0xe0, 0x92, 0x34, 0x56, 0x20, 0x10, 7])).toEqual([
      1, 2, 0x90, 0xe0, 0x81, 0x02, 0x99, 0x20, 0x10, 7,
    ])
  })

  test('a 7-bit PictureID becomes a 15-bit one, and what follows moves on', () => {
    expect(copy([1, 2, 0x90, 0xe0, 0x34, 0x56, 0x20, 0x10, 7])).toEqual([
      1, 2, 0x90, 0xe0, 0x81, 0x02, 0x99, 0x20, 0x10, 7,
    ])
  })

  test('a packet without ids stays as it is', () => {
    expect(copy([1, 2, 0x10, 0x10, 7])).toEqual([1, 2, 0x10, 0x10, 7])
  })

  test('a TL0PICIDX alone is replaced', () => {
    expect(copy([1, 2, 0x90, 0x40, 0x56, 0x10])).toEqual([1, 2, 0x90, 0x40, 0x99, 0x10])
  })
})
