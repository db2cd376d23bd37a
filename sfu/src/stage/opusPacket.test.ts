import { expect, test } from 'vitest'
import { opusDurationMs } from './opusPacket.ts'

const duration = (bytes: number[]) => opusDurationMs(Buffer.from(bytes), 0, bytes.length)

// Table 2 of RFC 6716: configuration in the upper five bits, frame count code in the lower two.
test.each([
  ['SILK, 10 ms', [0 << 3], 10],
  ['SILK, 60 ms', [11 << 3], 60],
  ['hybrid, 20 ms', [13 << 3], 20],
  ['CELT, 2.5 ms', [16 << 3], 2.5],
  ['CELT, 20 ms', [31 << 3], 20],
  ['two frames of 20 ms', [(31 << 3) | 1], 40],
  ['three frames of 20 ms', [(9 << 3) | 3, 0x03], 60],
  ['nothing', [], 20],
])('%s', (_, bytes, ms) => {
  expect(duration(bytes)).toBe(ms)
})
