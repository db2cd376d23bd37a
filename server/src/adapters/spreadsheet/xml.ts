import { SaxesParser } from 'saxes'
import { SpreadsheetError } from './sheet.ts'
import type { ZipArchive } from './zip.ts'

export type Attributes = Readonly<Record<string, string>>

/** What is done with a part of a workbook as it is read. Names are without their prefixes. */
export interface XmlTaker {
  open?: (name: string, attributes: Attributes) => void
  text?: (text: string) => void
  close?: (name: string) => void
}

/**
 * Reads a part of a workbook as XML. Entities of a document's own are not resolved: a document type is refused.
 * @returns false if there is no such part
 * @throws {SpreadsheetError} in plain words
 */
export function readXml(archive: ZipArchive, part: string, taker: XmlTaker): boolean {
  const parser = new SaxesParser({ xmlns: false })
  const decoder = new TextDecoder('utf-8', { fatal: true })
  parser.on('error', (error) => {
    throw malformed(part, error)
  })
  parser.on('doctype', () => {
    throw malformed(part)
  })
  parser.on('opentag', ({ name, attributes }) => taker.open?.(local(name), attributes))
  parser.on('text', (text) => taker.text?.(text))
  parser.on('closetag', ({ name }) => taker.close?.(local(name)))
  const decoded = (piece?: Uint8Array): string => {
    try {
      return piece === undefined ? decoder.decode() : decoder.decode(piece, { stream: true })
    } catch (error) {
      throw malformed(part, error)
    }
  }
  const found = archive.unpack(part, (piece) => void parser.write(decoded(piece)))
  if (found) parser.write(decoded()).close()
  return found
}

/** A name without its prefix. */
function local(name: string): string {
  return name.slice(name.indexOf(':') + 1)
}

function malformed(part: string, cause?: unknown): SpreadsheetError {
  const error = new SpreadsheetError(
    `Tệp Excel có phần không đọc được (${part}). Hãy mở bằng Excel rồi lưu lại.`,
    `A part of the Excel file can not be read (${part}). Open it in Excel and save it again.`,
  )
  error.cause = cause
  return error
}
