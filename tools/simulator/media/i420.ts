import type { Yuv } from './colours.ts'
import type { I420Frame } from './wrtc.ts'

/** An empty frame; width and height must be even. */
export function emptyFrame(width: number, height: number): I420Frame {
  return { width, height, data: new Uint8ClampedArray((width * height * 3) / 2) }
}

/** Fills a rectangle with one colour. Everything must be even: the chroma planes have half the size. */
export function fillRect(
  frame: I420Frame,
  { x, y, width, height }: { x: number; y: number; width: number; height: number },
  [luma, u, v]: Yuv,
): void {
  const { data } = frame
  const size = frame.width * frame.height
  const half = frame.width / 2
  for (let row = y; row < y + height; row += 1) {
    data.fill(luma, row * frame.width + x, row * frame.width + x + width)
  }
  for (let row = y / 2; row < (y + height) / 2; row += 1) {
    const from = row * half + x / 2
    data.fill(u, size + from, size + from + width / 2)
    data.fill(v, size * 1.25 + from, size * 1.25 + from + width / 2)
  }
}

/** Copies a small frame into a larger one at an even place. */
export function paste(target: I420Frame, piece: I420Frame, x: number, y: number): void {
  copyPlane(target, piece, { from: 0, to: 0, divisor: 1, x, y })
  const pieceSize = piece.width * piece.height
  const targetSize = target.width * target.height
  copyPlane(target, piece, { from: pieceSize, to: targetSize, divisor: 2, x, y })
  copyPlane(target, piece, { from: pieceSize * 1.25, to: targetSize * 1.25, divisor: 2, x, y })
}

function copyPlane(
  target: I420Frame,
  piece: I420Frame,
  { from, to, divisor, x, y }: { from: number; to: number; divisor: 1 | 2; x: number; y: number },
): void {
  const width = piece.width / divisor
  const stride = target.width / divisor
  for (let row = 0; row < piece.height / divisor; row += 1) {
    const line = piece.data.subarray(from + row * width, from + (row + 1) * width)
    target.data.set(line, to + (y / divisor + row) * stride + x / divisor)
  }
}

/** Mean colour of the middle half of a frame, from a coarse grid: enough to tell one plain picture from another. */
export function middleColour(frame: I420Frame): Yuv {
  const { width, height, data } = frame
  const size = width * height
  const sums = [0, 0, 0]
  const steps = 6
  for (let i = 0; i < steps; i += 1) {
    for (let j = 0; j < steps; j += 1) {
      const x = Math.floor(width * (0.25 + (0.5 * (i + 0.5)) / steps))
      const y = Math.floor(height * (0.25 + (0.5 * (j + 0.5)) / steps))
      const chroma = Math.floor(y / 2) * (width / 2) + Math.floor(x / 2)
      sums[0] = (sums[0] ?? 0) + (data[y * width + x] ?? 0)
      sums[1] = (sums[1] ?? 0) + (data[size + chroma] ?? 0)
      sums[2] = (sums[2] ?? 0) + (data[size * 1.25 + chroma] ?? 0)
    }
  }
  const mean = (plane: 0 | 1 | 2): number => (sums[plane] ?? 0) / steps ** 2
  return [mean(0), mean(1), mean(2)]
}
