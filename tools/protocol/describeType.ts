import * as protocol from '@diem-cau/protocol'
import * as node from '@diem-cau/protocol/node'
import type { TSchema } from 'typebox'

/** The part of JSON Schema that the protocol uses. */
export interface Schema {
  type?: string
  const?: unknown
  enum?: readonly string[]
  description?: string
  anyOf?: readonly Schema[]
  allOf?: readonly Schema[]
  properties?: Readonly<Record<string, Schema>>
  patternProperties?: Readonly<Record<string, Schema>>
  required?: readonly string[]
  items?: Schema
  minimum?: number
  maximum?: number
  minLength?: number
  maxLength?: number
  minItems?: number
  maxItems?: number
  pattern?: string
}

export interface Field {
  /** `client.kind`, `slots[].slot`. */
  path: string
  type: string
  isOptional: boolean
}

const isSchema = (value: unknown): value is Schema => typeof value === 'object' && value !== null

/** A schema as the JSON Schema that it is. */
export function schemaOf(schema: TSchema | Schema): Schema {
  const text: unknown = JSON.parse(JSON.stringify(schema))
  if (!isSchema(text)) throw new Error('not a schema')
  return text
}

const isNamedSchema = ([name, value]: [string, unknown]): boolean =>
  name.endsWith('Schema') && isSchema(value)

/** Types with a name of their own, by what they look like: a use of one is a reference to it. */
const NAMES = new Map(
  [...Object.entries(protocol), ...Object.entries(node)]
    .filter(isNamedSchema)
    .map(([name, value]) => [JSON.stringify(value), name.replace(/Schema$/, '')] as const)
    .filter(([text]) => isWorthAName(text)),
)

/** Short unions and plain texts are shown where they are used. */
function isWorthAName(text: string): boolean {
  return text.includes('"properties"')
}

export function nameOf(schema: Schema): string | undefined {
  return NAMES.get(JSON.stringify(schema))
}

/** Every named type with its schema, by name. */
export function namedTypes(): [string, Schema][] {
  return [...NAMES].map(([text, name]): [string, Schema] => [name, JSON.parse(text)]).toSorted(byName)
}

const byName = ([a]: [string, unknown], [b]: [string, unknown]): number => a.localeCompare(b)

const reference = (name: string): string => `[${name}](#type-${name.toLowerCase()})`

/** A type in words: what it is, and how much of it there may be. */
export function typeText(schema: Schema): string {
  const name = nameOf(schema)
  if (name !== undefined) return reference(name)
  if (schema.const !== undefined) return `\`${JSON.stringify(schema.const)}\``
  if (schema.enum !== undefined) return 'a code of the catalogue'
  if (schema.anyOf !== undefined) return schema.anyOf.map(typeText).join(' or ')
  if (schema.allOf !== undefined) return schema.allOf.map(typeText).join(' and ')
  switch (schema.type) {
    case 'string':
      return stringText(schema)
    case 'integer':
      return schema.description ?? `whole number${range(schema.minimum, schema.maximum)}`
    case 'number':
      return `number${range(schema.minimum, schema.maximum)}`
    case 'boolean':
      return 'true or false'
    case 'null':
      return 'null'
    case 'array':
      return `list${range(schema.minItems, schema.maxItems)} of ${typeText(schema.items ?? {})}`
    case 'object':
      return objectText(schema)
    case undefined:
    default:
      return 'any JSON'
  }
}

function stringText({ pattern, description, minLength, maxLength }: Schema): string {
  if (pattern === protocol.ID_PATTERN) return `id (${description ?? 'any'})`
  const about = description === undefined ? 'text' : description
  const length = range(minLength, maxLength, ' characters')
  return `${about}${length}${pattern === undefined ? '' : `, like \`${pattern}\``}`
}

function objectText({ properties, patternProperties }: Schema): string {
  const [values] = Object.values(patternProperties ?? {})
  if (values !== undefined) return `map of text to ${typeText(values)}`
  const names = Object.keys(properties ?? {})
  return names.length === 0 ? 'empty object' : `{ ${names.join(', ')} }`
}

function range(least: number | undefined, most: number | undefined, unit = ''): string {
  if (least === undefined && most === undefined) return ''
  if (least === undefined) return `, at most ${number(most)}${unit}`
  if (most === undefined) return `, at least ${number(least)}${unit}`
  return least === most ? `, ${number(least)}${unit}` : `, ${number(least)}–${number(most)}${unit}`
}

function number(value: number | undefined): string {
  return value === undefined ? '' : value.toLocaleString('en').replaceAll(',', ' ')
}

/** The fields of a schema, those of what is inside it under their paths; inside named types it does not look. */
export function fieldsOf(schema: Schema, path = ''): Field[] {
  if (schema.allOf !== undefined) return schema.allOf.flatMap((part) => fieldsOf(part, path))
  return Object.entries(schema.properties ?? {}).flatMap(([name, inner]) => {
    const own = path === '' ? name : `${path}.${name}`
    const isOptional = !(schema.required ?? []).includes(name)
    return [{ path: own, type: typeText(inner), isOptional }, ...fieldsInside(inner, own)]
  })
}

function fieldsInside(schema: Schema, path: string): Field[] {
  if (nameOf(schema) !== undefined) return []
  if (schema.items !== undefined && nameOf(schema.items) === undefined)
    return fieldsOf(schema.items, `${path}[]`)
  const objects = schema.anyOf?.filter((part) => part.properties !== undefined && nameOf(part) === undefined)
  if (objects !== undefined) return objects.flatMap((part) => fieldsOf(part, path))
  return fieldsOf(schema, path)
}
