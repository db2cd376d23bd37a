import { expect, test } from 'vitest'
import { startsH264KeyFrame } from './h264Payload.ts'

const starts = (bytes: number[]) => startsH264KeyFrame(Buffer.from([0xaa, ...bytes]), 1, bytes.length + 1)

test.each([
  ['a parameter set alone', [0x67, 0x42, 0xe0, 0x1f]],
  ['an aggregate that begins with one', [0x78, 0, 2, 0x67, 0x42, 0, 2, 0x68, 0xce]],
  ['an aggregate that holds one after a delimiter', [0x78, 0, 2, 0x09, 0xf0, 0, 2, 0x67, 0x42]],
  ['the first fragment of one', [0x7c, 0x87, 0x42]],
])('%s starts a key frame', (_, bytes) => {
  expect(starts(bytes)).toBe(true)
})

test.each([
  ['a slice', [0x61, 0x9a, 0x00]],
  ['an IDR slice without its parameter set', [0x65, 0x88, 0x00]],
  ['the first fragment of an IDR slice', [0x7c, 0x85, 0x88]],
  ['a later fragment of a parameter set', [0x7c, 0x07, 0x42]],
  ['an aggregate of slices', [0x78, 0, 2, 0x61, 0x9a, 0, 2, 0x61, 0x9b]],
  ['an aggregate whose sizes lie', [0x78, 0xff, 0xff, 0x61, 0x67, 0x67]],
  ['a payload of one byte', [0x67]],
  ['nothing', []],
])('%s does not', (_, bytes) => {
  expect(starts(bytes)).toBe(false)
})
