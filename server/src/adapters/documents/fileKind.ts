import type { FileHandle } from 'node:fs/promises'

const PDF = 'application/pdf'
const PNG = 'image/png'
const JPEG = 'image/jpeg'
const OFFICE = 'application/vnd.openxmlformats-officedocument.'

/** How files of a type begin. */
const BEGINNINGS: readonly [type: string, bytes: readonly number[]][] = [
  [PDF, [0x25, 0x50, 0x44, 0x46, 0x2d]],
  [PNG, [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]],
  [JPEG, [0xff, 0xd8, 0xff]],
]
const ZIP = [0x50, 0x4b, 0x03, 0x04]

/** The part that every document of an office type has (ECMA-376, part 2). */
const MAIN_PARTS: readonly [type: string, part: string][] = [
  [`${OFFICE}wordprocessingml.document`, 'word/document.xml'],
  [`${OFFICE}spreadsheetml.sheet`, 'xl/workbook.xml'],
  [`${OFFICE}presentationml.presentation`, 'ppt/presentation.xml'],
]
/** Macros have file types of their own, which are not taken; here they would be in disguise. */
const MACROS = /(?:^|\/)vbaProject\.bin$/i

/** Longest that the end of a ZIP file can be: its record, and a comment (APPNOTE 4.3.16). */
const END_BYTES = 22 + 65_535
const END_MARK = 0x06054b50
const ENTRY_MARK = 0x02014b50
const MOST_DIRECTORY_BYTES = 4 * 1024 * 1024

/** What a file is by its content; null for anything that is not taken. */
export async function kindOf(file: FileHandle, size: number): Promise<string | null> {
  const head = await read(file, 0, Math.min(size, 16))
  const found = BEGINNINGS.find(([, bytes]) => startsWith(head, bytes))
  if (found !== undefined) return found[0]
  return startsWith(head, ZIP) ? officeKind(await entryNames(file, size)) : null
}

function officeKind(names: readonly string[]): string | null {
  if (names.some((name) => MACROS.test(name))) return null
  if (!names.includes('[Content_Types].xml')) return null
  return MAIN_PARTS.find(([, part]) => names.includes(part))?.[0] ?? null
}

/** Names in a ZIP file's directory; nothing is unpacked. Empty for a damaged one. */
async function entryNames(file: FileHandle, size: number): Promise<string[]> {
  const tail = await read(file, Math.max(0, size - END_BYTES), Math.min(size, END_BYTES))
  const end = lastMark(tail)
  if (end < 0 || end + 20 > tail.length) return []
  const [length, offset] = [tail.readUInt32LE(end + 12), tail.readUInt32LE(end + 16)]
  if (length > MOST_DIRECTORY_BYTES || offset + length > size) return []
  return namesIn(await read(file, offset, length))
}

function lastMark(tail: Buffer): number {
  for (let at = tail.length - 22; at >= 0; at--) if (tail.readUInt32LE(at) === END_MARK) return at
  return -1
}

function namesIn(directory: Buffer): string[] {
  const names: string[] = []
  let at = 0
  while (at + 46 <= directory.length && directory.readUInt32LE(at) === ENTRY_MARK) {
    const nameLength = directory.readUInt16LE(at + 28)
    const rest = directory.readUInt16LE(at + 30) + directory.readUInt16LE(at + 32)
    names.push(directory.toString('utf8', at + 46, at + 46 + nameLength))
    at += 46 + nameLength + rest
  }
  return names
}

async function read(file: FileHandle, position: number, length: number): Promise<Buffer> {
  const { buffer, bytesRead } = await file.read({ buffer: Buffer.alloc(length), position, length })
  return buffer.subarray(0, bytesRead)
}

function startsWith(head: Buffer, bytes: readonly number[]): boolean {
  return bytes.every((byte, index) => head[index] === byte)
}
