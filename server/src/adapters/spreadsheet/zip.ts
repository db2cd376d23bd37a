import { Inflate } from 'fflate'
import { SpreadsheetError } from './sheet.ts'

/*
 * Reading a ZIP archive that may be meant to do harm: everything is bounded before anything is unpacked, and again
 * while it is, for what an archive says of itself need not be true. Format: PKWARE APPNOTE 6.3.10.
 */
const END = 0x06054b50
const ENTRY = 0x02014b50
const LOCAL = 0x04034b50

export const ZIP_LIMITS = {
  entries: 500,
  /** Of everything that is unpacked, in bytes. */
  unpackedBytes: 150 * 1024 * 1024,
  /** Of one part, when it is large: text of a real workbook packs to a tenth or a thirtieth. */
  ratio: 250,
  ratioAppliesFrom: 4 * 1024 * 1024,
} as const

interface ZipEntry {
  readonly offset: number
  readonly method: number
  readonly packed: number
}

/** The parts of an archive by name. @throws {SpreadsheetError} */
export class ZipArchive {
  readonly #bytes: Uint8Array
  readonly #view: DataView
  readonly #entries = new Map<string, ZipEntry>()
  #unpackedBytes = 0

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    try {
      this.#readDirectory()
    } catch (error) {
      throw error instanceof RangeError ? broken() : error
    }
  }

  has(name: string): boolean {
    return this.#entries.has(name)
  }

  /**
   * Unpacks a part piece by piece; false if there is none of that name. What is taken may throw to end it.
   * @throws {SpreadsheetError} when it is damaged, or grows beyond the limits
   */
  unpack(name: string, take: (piece: Uint8Array) => void): boolean {
    const entry = this.#entries.get(name)
    if (entry === undefined) return false
    let unpacked = 0
    const checked = (piece: Uint8Array): void => {
      unpacked += piece.length
      this.#unpackedBytes += piece.length
      const isBomb = unpacked > ZIP_LIMITS.ratioAppliesFrom && unpacked > entry.packed * ZIP_LIMITS.ratio
      if (isBomb || this.#unpackedBytes > ZIP_LIMITS.unpackedBytes) throw tooLarge()
      take(piece)
    }
    const packed = this.#packed(entry)
    if (entry.method === 0) checked(packed)
    else inflate(packed, checked)
    return true
  }

  #readDirectory(): void {
    const end = this.#endOfDirectory()
    const count = this.#view.getUint16(end + 10, true)
    if (count > ZIP_LIMITS.entries) throw tooLarge()
    let at = this.#view.getUint32(end + 16, true)
    for (let index = 0; index < count; index++) {
      if (this.#view.getUint32(at, true) !== ENTRY) throw broken()
      const flags = this.#view.getUint16(at + 8, true)
      const [nameLength, extraLength, commentLength] = [28, 30, 32].map((offset) =>
        this.#view.getUint16(at + offset, true),
      )
      const name = new TextDecoder().decode(this.#bytes.subarray(at + 46, at + 46 + (nameLength ?? 0)))
      if ((flags & 1) !== 0) throw encrypted()
      this.#entries.set(name, {
        method: this.#view.getUint16(at + 10, true),
        packed: this.#view.getUint32(at + 20, true),
        offset: this.#view.getUint32(at + 42, true),
      })
      at += 46 + (nameLength ?? 0) + (extraLength ?? 0) + (commentLength ?? 0)
    }
  }

  #endOfDirectory(): number {
    const last = this.#bytes.length - 22
    for (let at = last; at >= Math.max(0, last - 65_535); at--) {
      if (this.#view.getUint32(at, true) === END) return at
    }
    throw notAnArchive(this.#bytes)
  }

  #packed({ offset, method, packed }: ZipEntry): Uint8Array {
    if (method !== 0 && method !== 8) throw broken()
    try {
      if (this.#view.getUint32(offset, true) !== LOCAL) throw broken()
      const from =
        offset + 30 + this.#view.getUint16(offset + 26, true) + this.#view.getUint16(offset + 28, true)
      if (from + packed > this.#bytes.length) throw broken()
      return this.#bytes.subarray(from, from + packed)
    } catch (error) {
      throw error instanceof RangeError ? broken() : error
    }
  }
}

/** Fed in small pieces, so that a bomb is noticed long before it has gone off. */
const PIECE_BYTES = 16 * 1024

function inflate(packed: Uint8Array, take: (piece: Uint8Array) => void): void {
  const inflater = new Inflate((piece) => take(piece))
  try {
    for (let from = 0; from < packed.length; from += PIECE_BYTES) {
      const to = Math.min(packed.length, from + PIECE_BYTES)
      inflater.push(packed.subarray(from, to), to === packed.length)
    }
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.constructor === Error) throw broken()
    throw error
  }
}

function broken(): SpreadsheetError {
  return new SpreadsheetError(
    'Tệp Excel bị hỏng hoặc chưa tải xong. Hãy mở bằng Excel rồi lưu lại.',
    'The Excel file is damaged or incomplete. Open it in Excel and save it again.',
  )
}

function encrypted(): SpreadsheetError {
  return new SpreadsheetError(
    'Tệp Excel đặt mật khẩu. Hãy bỏ mật khẩu rồi nhập lại.',
    'The Excel file has a password. Remove it, then import again.',
  )
}

function tooLarge(): SpreadsheetError {
  return new SpreadsheetError(
    'Tệp Excel giải nén ra quá lớn nên không được nhận.',
    'The Excel file unpacks to far too much and is not accepted.',
  )
}

function notAnArchive(bytes: Uint8Array): SpreadsheetError {
  // The compound file of Excel 97–2003, and of workbooks with a password.
  if (bytes[0] === 0xd0 && bytes[1] === 0xcf) {
    return new SpreadsheetError(
      'Tệp thuộc Excel đời cũ (.xls) hoặc đặt mật khẩu. Hãy lưu thành .xlsx không có mật khẩu.',
      'The file is of an old Excel (.xls) or has a password. Save it as .xlsx without a password.',
    )
  }
  return broken()
}
