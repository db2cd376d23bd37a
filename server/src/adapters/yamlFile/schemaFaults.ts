import type { TSchema } from 'typebox'
import { Value } from 'typebox/value'
import { describeExpected, isArray, isObject, variantsOf } from './describeSchema.ts'
import type { Bilingual } from './fileFault.ts'
import { nearest } from './nearest.ts'
import type { ValuePath } from './parseYaml.ts'

export interface SchemaFault {
  readonly code: 'unknown_key' | 'missing_key' | 'wrong_value'
  readonly path: ValuePath
  /** Whether the key itself is wrong, or its value. */
  readonly at: 'key' | 'value'
  readonly reason: Bilingual
}

/**
 * Every place at which a value differs from its schema, one fault a place, with what is expected there.
 * The validator's own list stops after eight and names each branch of a union; a person needs all, each once.
 */
export function schemaFaults(schema: TSchema, value: unknown, path: ValuePath = []): SchemaFault[] {
  if (isObject(schema) && isRecord(value)) return objectFaults(schema, value, path)
  if (isArray(schema) && Array.isArray(value)) {
    const inside = value.flatMap((item, index) => schemaFaults(schema.items, item, [...path, index]))
    return inside.length > 0 || Value.Check(schema, value) ? inside : [wrongValue(schema, value, path)]
  }
  const structured = variantsOf(schema).find((variant) => sameStructure(variant, value))
  if (structured) return schemaFaults(structured, value, path)
  return Value.Check(schema, value) ? [] : [wrongValue(schema, value, path)]
}

function objectFaults(
  schema: { properties: Record<string, TSchema>; required?: readonly string[] },
  value: Record<string, unknown>,
  path: ValuePath,
): SchemaFault[] {
  const known = Object.keys(schema.properties)
  const unknown = Object.keys(value)
    .filter((key) => !known.includes(key))
    .map((key) => unknownKey(key, known, path))
  const missing = (schema.required ?? [])
    .filter((key) => !Object.hasOwn(value, key))
    .map((key) => missingKey(key, path))
  const wrong = Object.entries(schema.properties)
    .filter(([key]) => Object.hasOwn(value, key))
    .flatMap(([key, inner]) => schemaFaults(inner, value[key], [...path, key]))
  return [...unknown, ...missing, ...wrong]
}

function unknownKey(key: string, known: readonly string[], path: ValuePath): SchemaFault {
  const meant = nearest(key, known)
  const vi = meant ? `Ý bạn là «${meant}»?` : `Các khóa được phép: ${known.join(', ')}.`
  const en = meant ? `Did you mean "${meant}"?` : `Allowed keys: ${known.join(', ')}.`
  return {
    code: 'unknown_key',
    path: [...path, key],
    at: 'key',
    reason: { vi: `Không có khóa «${shorten(key)}». ${vi}`, en: `There is no key "${shorten(key)}". ${en}` },
  }
}

function missingKey(key: string, path: ValuePath): SchemaFault {
  return {
    code: 'missing_key',
    path,
    at: 'value',
    reason: { vi: `Thiếu khóa «${key}».`, en: `The key "${key}" is missing.` },
  }
}

function wrongValue(schema: TSchema, value: unknown, path: ValuePath): SchemaFault {
  const expected = describeExpected(schema)
  const shown = show(value)
  const name = path.filter((step) => typeof step === 'string').at(-1)
  const label = name === undefined ? '' : `${name}: `
  const quote = typeof value === 'number' && wantsText(schema)
  return {
    code: 'wrong_value',
    path,
    at: 'value',
    reason: {
      vi: `${label}${shown.vi} không hợp lệ; phải là ${expected.vi}.${quote ? ' Hãy đặt số này trong dấu nháy.' : ''}`,
      en: `${label}${shown.en} is not valid; expected ${expected.en}.${quote ? ' Put the number in quotes.' : ''}`,
    },
  }
}

function wantsText(schema: TSchema): boolean {
  return [schema, ...variantsOf(schema)].some((variant) => 'type' in variant && variant.type === 'string')
}

function sameStructure(variant: TSchema, value: unknown): boolean {
  return (isObject(variant) && isRecord(value)) || (isArray(variant) && Array.isArray(value))
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function show(value: unknown): Bilingual {
  if (value === null || value === undefined) return { vi: 'giá trị trống', en: 'an empty value' }
  if (Array.isArray(value)) return { vi: 'một danh sách', en: 'a list' }
  if (typeof value === 'object') return { vi: 'một nhóm khóa', en: 'a group of keys' }
  const text = shorten(typeof value === 'string' ? value : JSON.stringify(value))
  return { vi: `«${text}»`, en: `"${text}"` }
}

function shorten(text: string): string {
  return text.length > 60 ? `${text.slice(0, 57)}…` : text
}
