/** What is read of a picture to find its size: beyond a camera's notes and colour tables, which come first. */
export const PICTURE_HEAD_BYTES = 1024 * 1024

export interface PictureSize {
  width: number
  height: number
}

const PNG_HEADER = 0x49484452

/**
 * How large a picture is once it is unpacked, from the beginning of its file: a PNG's IHDR (PNG 3rd edition, 11.2.1) or
 * a JPEG's frame header (ITU-T T.81, B.2.2).
 * @returns null where the beginning does not say so
 */
export function pictureSize(head: Buffer, contentType: string): PictureSize | null {
  if (contentType === 'image/png') return pngSize(head)
  return contentType === 'image/jpeg' ? jpegSize(head) : null
}

function pngSize(head: Buffer): PictureSize | null {
  if (head.length < 24 || head.readUInt32BE(12) !== PNG_HEADER) return null
  return { width: head.readUInt32BE(16), height: head.readUInt32BE(20) }
}

function jpegSize(head: Buffer): PictureSize | null {
  let at = 2
  while (at + 9 <= head.length && head[at] === 0xff) {
    const marker = head[at + 1] ?? 0
    if (isFrame(marker)) return { height: head.readUInt16BE(at + 5), width: head.readUInt16BE(at + 7) }
    // A marker may be preceded by any number of fill bytes.
    at += marker === 0xff ? 1 : 2 + head.readUInt16BE(at + 2)
  }
  return null
}

/** SOF0 to SOF15, without those of the range that are none: DHT, JPG and DAC. */
function isFrame(marker: number): boolean {
  return marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc
}
