import {
  isAlias,
  isCollection,
  isMap,
  isPair,
  isScalar,
  LineCounter,
  parseDocument,
  visit,
  type Document,
  type Pair,
  type YAMLMap,
} from 'yaml'
import { decodeUtf8 } from './decodeUtf8.ts'
import type { Bilingual, FileFault } from './fileFault.ts'
import { syntaxReason } from './syntaxSentences.ts'

export interface ParseOptions {
  readonly maxBytes: number
  /** Aliases (`*name`) resolved in all, counted as a resolver must: a bomb of nested aliases passes it at once. */
  readonly maxAliasCount?: number
}

/** Key names and list indexes from the top of the document. */
export type ValuePath = readonly (string | number)[]

/** A parsed file that still knows where each value stands. */
export interface YamlSource {
  readonly file: string
  readonly value: unknown
  /** Line and column (from 1) of a value, of its key, or, where there is none, of what encloses it. */
  locate(path: ValuePath, at?: 'key' | 'value'): { readonly line: number; readonly col: number }
}

export type ParsedYaml =
  | { readonly ok: true; readonly source: YamlSource }
  | { readonly ok: false; readonly faults: readonly FileFault[] }

const MAX_FAULTS = 50

/** Reads YAML 1.2 that a person wrote. Never throws for what is in the file: each fault is listed with its line. */
export function parseYaml(file: string, bytes: Uint8Array, options: ParseOptions): ParsedYaml {
  if (bytes.length > options.maxBytes)
    return whole(file, 'too_large', tooLarge(bytes.length, options.maxBytes))
  const decoded = decodeUtf8(bytes)
  if (!decoded.ok) {
    const { code, line, col, reason } = decoded
    return { ok: false, faults: [{ file, line, col, code, reason }] }
  }
  const lines = new LineCounter()
  const place = (offset: number) => {
    const { line, col } = lines.linePos(offset)
    return { line, col }
  }
  const document = parse(decoded.text, lines)
  if (!document) return whole(file, 'too_deep', TOO_DEEP)
  const maxAliasCount = options.maxAliasCount ?? 100
  const faults = [
    ...syntaxFaults(file, document, place),
    ...duplicateKeys(file, document, place),
    ...aliasFaults(file, document, place, maxAliasCount),
  ]
  if (faults.length > 0) return { ok: false, faults: faults.slice(0, MAX_FAULTS) }
  return resolve(file, document, place, maxAliasCount)
}

type Place = (offset: number) => { line: number; col: number }

function parse(text: string, lineCounter: LineCounter): Document | undefined {
  try {
    // The library compares every two keys of a map; duplicateKeys below does it in linear time.
    return parseDocument(text, { lineCounter, uniqueKeys: false, stringKeys: true, version: '1.2' })
  } catch (error) {
    if (error instanceof RangeError) return undefined
    throw error
  }
}

function syntaxFaults(file: string, document: Document, place: Place): FileFault[] {
  return [...document.errors, ...document.warnings].map((error) => ({
    file,
    ...place(error.pos[0]),
    code: 'yaml_syntax',
    reason: syntaxReason(error),
  }))
}

function duplicateKeys(file: string, document: Document, place: Place): FileFault[] {
  const faults: FileFault[] = []
  visit(document, {
    Map(_, map) {
      const seen = new Set<string>()
      for (const pair of map.items) {
        const name = keyOf(pair)
        if (seen.has(name)) faults.push({ file, ...place(startOf(pair.key)), ...duplicateKey(name) })
        seen.add(name)
      }
    },
  })
  return faults
}

/** Aliases that point nowhere, and one fault where the file holds more of them than anybody writes by hand. */
function aliasFaults(file: string, document: Document, place: Place, maxAliasCount: number): FileFault[] {
  const anchors = new Set<string>()
  const faults: FileFault[] = []
  let count = 0
  visit(document, {
    Value(_, node) {
      if (node.anchor !== undefined) anchors.add(node.anchor)
    },
    Alias(_, alias) {
      const at = { file, ...place(startOf(alias)) }
      count += 1
      if (!anchors.has(alias.source)) faults.push({ ...at, ...unknownAlias(alias.source) })
      if (count === maxAliasCount + 1)
        faults.push({ ...at, code: 'too_many_aliases', reason: TOO_MANY_ALIASES })
    },
  })
  return faults
}

function resolve(file: string, document: Document, place: Place, maxAliasCount: number): ParsedYaml {
  if (document.contents === null || (isScalar(document.contents) && document.contents.value === null)) {
    return whole(file, 'empty_file', EMPTY)
  }
  try {
    const value: unknown = document.toJS({ maxAliasCount })
    return {
      ok: true,
      source: { file, value, locate: (path, at = 'value') => place(offsetOf(document, path, at)) },
    }
  } catch (error) {
    if (error instanceof ReferenceError) return whole(file, 'too_many_aliases', TOO_MANY_ALIASES)
    if (error instanceof RangeError) return whole(file, 'too_deep', TOO_DEEP)
    throw error
  }
}

function offsetOf(document: Document, path: ValuePath, at: 'key' | 'value'): number {
  let node: unknown = document.contents
  let offset = startOf(node)
  for (const [depth, step] of path.entries()) {
    if (isAlias(node)) node = node.resolve(document)
    if (!isCollection(node)) break
    const item: unknown = isMap(node)
      ? pairOf(node, step)
      : typeof step === 'number'
        ? node.items[step]
        : undefined
    if (item === undefined) break
    const key = isPair(item) ? item.key : item
    node = isPair(item) ? item.value : item
    const wantsKey = at === 'key' && depth === path.length - 1
    offset = startOf(wantsKey ? key : node) || startOf(key) || offset
  }
  return offset
}

function pairOf(map: YAMLMap, step: string | number): Pair | undefined {
  return map.items.find((pair) => keyOf(pair) === String(step))
}

function keyOf(pair: Pair): string {
  return isScalar(pair.key) ? String(pair.key.value) : String(pair.key)
}

function startOf(node: unknown): number {
  return (isScalar(node) || isCollection(node) || isAlias(node)) && node.range ? node.range[0] : 0
}

function whole(file: string, code: string, reason: Bilingual): ParsedYaml {
  return { ok: false, faults: [{ file, line: null, col: null, code, reason }] }
}

function duplicateKey(name: string) {
  return {
    code: 'duplicate_key',
    reason: { vi: `Khóa «${name}» bị lặp lại.`, en: `The key "${name}" is repeated.` },
  }
}

function unknownAlias(name: string) {
  return {
    code: 'unknown_alias',
    reason: {
      vi: `Tham chiếu *${name} không trỏ tới nhãn nào.`,
      en: `The alias *${name} points to no anchor.`,
    },
  }
}

function tooLarge(bytes: number, limit: number): Bilingual {
  return {
    vi: `Tệp quá lớn: ${bytes} byte, giới hạn ${limit} byte.`,
    en: `The file is too large: ${bytes} bytes, the limit is ${limit}.`,
  }
}

const TOO_DEEP: Bilingual = {
  vi: 'Cấu trúc lồng nhau quá sâu.',
  en: 'The file is nested too deeply.',
}
const TOO_MANY_ALIASES: Bilingual = {
  vi: 'Tệp dùng quá nhiều tham chiếu (*) lồng nhau.',
  en: 'The file uses too many nested aliases (*).',
}
const EMPTY: Bilingual = {
  vi: 'Tệp trống.',
  en: 'The file is empty.',
}
