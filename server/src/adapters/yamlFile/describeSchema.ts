import type { TSchema } from 'typebox'
import type { Bilingual } from './fileFault.ts'

interface ObjectSchema {
  properties: Record<string, TSchema>
  required?: readonly string[]
}

export function isObject(schema: TSchema): schema is TSchema & ObjectSchema {
  return 'type' in schema && schema.type === 'object' && 'properties' in schema
}

export function isArray(schema: TSchema): schema is TSchema & { items: TSchema } {
  return 'type' in schema && schema.type === 'array' && 'items' in schema
}

/** The branches of a union; empty for anything else. */
export function variantsOf(schema: TSchema): readonly TSchema[] {
  return 'anyOf' in schema && Array.isArray(schema.anyOf) ? schema.anyOf : []
}

/**
 * What a schema allows, in words: "số nguyên từ 1 đến 65535". A schema that carries its own words
 * (`expected: {vi, en}`) is taken at them: a pattern tells a person nothing.
 */
export function describeExpected(schema: TSchema): Bilingual {
  const own = ownWords(schema)
  if (own) return own
  const variants = variantsOf(schema)
  if (variants.length > 0) {
    const parts = variants.map(describeExpected)
    return { vi: parts.map(({ vi }) => vi).join(' hoặc '), en: parts.map(({ en }) => en).join(' or ') }
  }
  if ('enum' in schema && Array.isArray(schema.enum)) {
    const values = schema.enum.map(String)
    return { vi: `một trong: ${values.join(', ')}`, en: `one of: ${values.join(', ')}` }
  }
  if ('const' in schema) return { vi: `«${String(schema.const)}»`, en: `"${String(schema.const)}"` }
  return describeType(schema)
}

function ownWords(schema: TSchema): Bilingual | undefined {
  if (!('expected' in schema)) return undefined
  const { expected } = schema
  if (typeof expected !== 'object' || expected === null || !('vi' in expected) || !('en' in expected))
    return undefined
  return { vi: String(expected.vi), en: String(expected.en) }
}

function describeType(schema: TSchema): Bilingual {
  switch ('type' in schema ? schema.type : undefined) {
    case 'integer':
      return range(schema, 'minimum', 'maximum', { vi: 'số nguyên', en: 'a whole number' })
    case 'number':
      return range(schema, 'minimum', 'maximum', { vi: 'số', en: 'a number' })
    case 'string':
      return describeText(schema)
    case 'boolean':
      return { vi: 'true hoặc false', en: 'true or false' }
    case 'null':
      return { vi: 'null (để trống)', en: 'null (nothing)' }
    case 'array':
      return describeList(schema)
    case 'object':
      return { vi: 'nhóm khóa', en: 'a group of keys' }
    default:
      return { vi: 'giá trị khác', en: 'another value' }
  }
}

function describeText(schema: TSchema): Bilingual {
  const max = 'maxLength' in schema ? Number(schema.maxLength) : undefined
  const some = 'minLength' in schema && Number(schema.minLength) > 0
  return {
    vi: `chữ${some ? ' không trống' : ''}${max === undefined ? '' : `, tối đa ${max} ký tự`}`,
    en: `text${some ? ', not empty' : ''}${max === undefined ? '' : `, at most ${max} characters`}`,
  }
}

function describeList(schema: TSchema): Bilingual {
  const counts = range(schema, 'minItems', 'maxItems', { vi: '', en: '' })
  const of = isArray(schema) ? describeExpected(schema.items) : undefined
  return {
    vi: `danh sách${counts.vi && `${counts.vi} mục`}${of ? ` gồm ${of.vi}` : ''}`,
    en: `a list${counts.en && `, ${counts.en.trim()} items`}${of ? ` of ${of.en}` : ''}`,
  }
}

function range(schema: TSchema, low: string, high: string, what: Bilingual): Bilingual {
  const bounds = new Map(Object.entries(schema))
  const from = bounds.get(low)
  const to = bounds.get(high)
  if (from !== undefined && to !== undefined && from === to) {
    return { vi: `${what.vi} đúng ${from}`, en: `${what.en} exactly ${from}` }
  }
  if (from !== undefined && to !== undefined) {
    return { vi: `${what.vi} từ ${from} đến ${to}`, en: `${what.en} from ${from} to ${to}` }
  }
  if (from !== undefined) return { vi: `${what.vi} từ ${from}`, en: `${what.en} from ${from}` }
  if (to !== undefined) return { vi: `${what.vi} tối đa ${to}`, en: `${what.en} at most ${to}` }
  return what
}
