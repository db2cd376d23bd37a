import type { Bilingual } from './fileFault.ts'

export type Decoded =
  | { readonly ok: true; readonly text: string }
  | {
      readonly ok: false
      readonly code: 'not_utf8' | 'utf16' | 'nul_bytes'
      readonly line: number
      readonly col: number
      readonly reason: Bilingual
    }

/**
 * Decodes UTF-8 strictly. A wrong byte is named by offset (from 0) and line; UTF-16 (an editor's "Unicode") and
 * the zeros that a power cut leaves at the end of a file are named as what they are. A byte order mark is dropped.
 */
export function decodeUtf8(bytes: Uint8Array): Decoded {
  const [first, second] = bytes
  if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff)) return utf16()
  const zero = bytes.indexOf(0)
  if (zero >= 0) return nulBytes(bytes, zero)
  try {
    return { ok: true, text: new TextDecoder('utf-8', { fatal: true }).decode(bytes) }
  } catch {
    return notUtf8(bytes, firstWrongByte(bytes))
  }
}

function utf16(): Decoded {
  return {
    ok: false,
    code: 'utf16',
    line: 1,
    col: 1,
    reason: {
      vi: 'Tệp được lưu ở dạng UTF-16. Hãy lưu lại ở dạng UTF-8.',
      en: 'The file is saved as UTF-16. Save it as UTF-8.',
    },
  }
}

function nulBytes(bytes: Uint8Array, offset: number): Decoded {
  return {
    ok: false,
    code: 'nul_bytes',
    ...placeOf(bytes, offset),
    reason: {
      vi: `Tệp bị hỏng hoặc ghi dở: có byte 0 tại vị trí byte ${offset}.`,
      en: `The file is damaged or half written: a zero byte at byte offset ${offset}.`,
    },
  }
}

function notUtf8(bytes: Uint8Array, offset: number): Decoded {
  const byte = bytes[offset]
  const shown = byte === undefined ? '' : ` 0x${byte.toString(16).padStart(2, '0')}`
  return {
    ok: false,
    code: 'not_utf8',
    ...placeOf(bytes, Math.min(offset, bytes.length - 1)),
    reason: {
      vi: `Tệp không phải UTF-8: byte${shown} không hợp lệ tại vị trí byte ${offset}. Hãy lưu lại tệp ở dạng UTF-8.`,
      en: `The file is not UTF-8: invalid byte${shown} at byte offset ${offset}. Save the file as UTF-8.`,
    },
  }
}

/** Halving works because a prefix that holds a wrong byte stays wrong however long it grows. */
function firstWrongByte(bytes: Uint8Array): number {
  let sound = 0
  let wrong = bytes.length + 1
  while (wrong - sound > 1) {
    const middle = Math.floor((sound + wrong) / 2)
    if (isSound(bytes.subarray(0, middle), true)) sound = middle
    else wrong = middle
  }
  return startOfLastCharacter(bytes, sound)
}

/** Steps back from a break to the first byte of the character that it breaks, at most three bytes before. */
function startOfLastCharacter(bytes: Uint8Array, end: number): number {
  for (let start = end; start > Math.max(0, end - 4); start -= 1) {
    if (isSound(bytes.subarray(0, start), false)) return start
  }
  return Math.max(0, end - 4)
}

/** With `stream`, a character that is cut off at the end is still sound. */
function isSound(bytes: Uint8Array, stream: boolean): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream })
    return true
  } catch {
    return false
  }
}

/** Columns count bytes here, for the line has no characters yet. */
function placeOf(bytes: Uint8Array, offset: number): { line: number; col: number } {
  let line = 1
  let lineStart = 0
  for (let at = bytes.indexOf(0x0a); at >= 0 && at < offset; at = bytes.indexOf(0x0a, at + 1)) {
    line += 1
    lineStart = at + 1
  }
  return { line, col: offset - lineStart + 1 }
}
