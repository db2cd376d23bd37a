import { newCommand } from '../RawPage.ts'

/** As much of a JSON schema as the protocol's are made of. */
interface Schema {
  type?: string
  const?: unknown
  enum?: readonly unknown[]
  anyOf?: readonly Schema[]
  properties?: Readonly<Record<string, Schema>>
  required?: readonly string[]
  items?: Schema
  minItems?: number
  minLength?: number
  minimum?: number
  pattern?: string
  description?: string
}

/** What named fields are to be, wherever they stand: the units, sites and sessions that a test is about. */
export type Fields = Readonly<Record<string, unknown>>

/** The least that a schema takes, with the named fields as given: plausible enough to come as far as the policy. */
export function sample(schema: unknown, fields: Fields, name = ''): unknown {
  if (Object.hasOwn(fields, name)) return fields[name]
  if (name === 'command') return newCommand()
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the protocol's schemas are such
  const { anyOf, ...one } = schema as Schema
  if (anyOf !== undefined) return sample(anyOf[0], fields)
  if (one.const !== undefined) return one.const
  if (one.enum !== undefined) return one.enum[0]
  switch (one.type ?? '') {
    case 'object': {
      const isNamed = (key: string): boolean => Object.hasOwn(fields, key)
      const optional = Object.keys(one.properties ?? {}).filter(isNamed)
      const wanted = [...new Set([...(one.required ?? []), ...optional])]
      return Object.fromEntries(wanted.map((key) => [key, sample(one.properties?.[key], fields, key)]))
    }
    case 'array':
      return Array.from({ length: one.minItems ?? 0 }, () => sample(one.items, fields))
    case 'string':
      return text(one)
    case 'integer':
    case 'number':
      return one.minimum ?? 1
    case 'boolean':
      return false
    default:
      return {}
  }
}

function text({ pattern, minLength = 0, description }: Schema): string {
  if (description === 'YYYY-MM-DD') return '2027-03-01'
  if (pattern?.startsWith('^[A-Za-z0-9]') === true) return 'unknown'
  if (pattern?.includes('@') === true) return 'somebody@tinh.example'
  if (pattern?.startsWith('^\\+?[0-9]') === true) return '000 000'
  if (pattern?.startsWith('^[a-z0-9]') === true) return `somebody.${newCommand()}`.toLowerCase().slice(0, 40)
  return 'x'.repeat(Math.max(1, minLength))
}
