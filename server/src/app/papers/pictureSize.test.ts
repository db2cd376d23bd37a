import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { pictureSize } from './pictureSize.ts'

const PNG = 'image/png'
const JPEG = 'image/jpeg'

function png(width: number, height: number): Buffer {
  const head = Buffer.alloc(33)
  Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13]).copy(head)
  head.write('IHDR', 12, 'latin1')
  head.writeUInt32BE(width, 16)
  head.writeUInt32BE(height, 20)
  return head
}

function segment(marker: number, content: Buffer): Buffer {
  const head = Buffer.from([0xff, marker, 0, 0])
  head.writeUInt16BE(content.length + 2, 2)
  return Buffer.concat([head, content])
}

/** With a camera's notes and tables before the frame, as they come. */
function jpeg(width: number, height: number, frame = 0xc2): Buffer {
  const content = Buffer.from([8, 0, 0, 0, 0, 3])
  content.writeUInt16BE(height, 1)
  content.writeUInt16BE(width, 3)
  return Buffer.concat([
    Buffer.from([0xff, 0xd8]),
    segment(0xe1, Buffer.alloc(40_000, 0xff)),
    segment(0xc4, Buffer.alloc(20, 1)),
    Buffer.from([0xff]),
    segment(frame, content),
    Buffer.alloc(10),
  ])
}

describe('The size of a picture', () => {
  it('is in the beginning of its file', () => {
    expect(pictureSize(png(60_000, 50_000), PNG)).toEqual({ width: 60_000, height: 50_000 })
    expect(pictureSize(jpeg(4_032, 3_024), JPEG)).toEqual({ width: 4_032, height: 3_024 })
    expect(pictureSize(jpeg(640, 480, 0xc0), JPEG)).toEqual({ width: 640, height: 480 })
  })

  it('is unknown of what is damaged, cut off or something else', () => {
    expect(pictureSize(png(1, 1).subarray(0, 20), PNG)).toBeNull()
    expect(pictureSize(jpeg(640, 480).subarray(0, 39_000), JPEG)).toBeNull()
    expect(pictureSize(jpeg(640, 480), PNG)).toBeNull()
    expect(pictureSize(png(640, 480), 'application/pdf')).toBeNull()
  })

  it('is looked for without end nor fault, whatever the bytes are', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), fc.constantFrom(PNG, JPEG), (bytes, type) => {
        const start = type === JPEG ? [0xff, 0xd8, 0xff] : []
        expect(() => pictureSize(Buffer.from([...start, ...bytes]), type)).not.toThrow()
      }),
    )
  })
})
