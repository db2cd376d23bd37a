import type { TSchema } from 'typebox'
import { isArray, isObject, nearest, schemaFaults, variantsOf, type FileFault } from '../yamlFile/index.ts'
import { SETTINGS } from './schema.ts'
import type { Setting, Words } from './setting.ts'

/** Names that begin so but are no settings: the file itself, and what the setup program reads. */
export const OTHER_VARIABLES: readonly string[] = ['BRIDGE_CONFIG', 'BRIDGE_CACHE', 'BRIDGE_WORKER']

export type Environment = Readonly<Record<string, string | undefined>>

export interface Override {
  readonly setting: Setting
  readonly value: unknown
  readonly variable: string
}

export interface Overrides {
  readonly values: readonly Override[]
  readonly faults: readonly FileFault[]
}

/** Reads the overrides of an environment. A wrong or unknown `BRIDGE_…` variable is a fault: it would be ignored. */
export function readEnvironment(env: Environment): Overrides {
  const found = SETTINGS.flatMap((setting) => overridesOf(setting, env))
  return {
    values: found.flatMap(({ override }) => override ?? []),
    faults: [...unknownVariables(env), ...found.flatMap(({ faults }) => faults)],
  }
}

function unknownVariables(env: Environment): FileFault[] {
  const known = [...SETTINGS.flatMap((setting) => setting.env), ...OTHER_VARIABLES]
  return Object.keys(env)
    .filter((name) => name.startsWith('BRIDGE_') && !known.includes(name))
    .map((name) => {
      const meant = nearest(name, known)
      return fault(name, 'unknown_variable', {
        vi: `Không có biến môi trường này.${meant ? ` Ý bạn là ${meant}?` : ''}`,
        en: `There is no such variable.${meant ? ` Did you mean ${meant}?` : ''}`,
      })
    })
}

interface Found {
  readonly override?: Override
  readonly faults: readonly FileFault[]
}

function overridesOf(setting: Setting, env: Environment): readonly Found[] {
  const present = setting.env.filter((name) => env[name] !== undefined)
  const [variable] = present
  if (variable === undefined) return []
  const other = present.find((name) => env[name] !== env[variable])
  if (other) {
    const reason = {
      vi: `${variable} và ${other} cùng đặt một giá trị nhưng khác nhau; hãy bỏ một.`,
      en: `${variable} and ${other} set the same value differently; remove one.`,
    }
    return [{ faults: [fault(variable, 'conflicting_variables', reason)] }]
  }
  const value = parseText(setting.schema, env[variable] ?? '')
  const faults = schemaFaults(setting.schema, value, setting.path)
  if (faults.length === 0) return [{ override: { setting, value, variable }, faults: [] }]
  return [{ faults: faults.map(({ code, reason }) => fault(variable, code, reason)) }]
}

/** Text as the value it stands for; what does not fit stays text, and the schema refuses it. */
function parseText(schema: TSchema, text: string): unknown {
  const variants = variantsOf(schema)
  if (variants.some((variant) => typeOf(variant) === 'null') && text.trim() === '') return null
  switch (typeOf(schema)) {
    case 'integer':
    case 'number':
      return /^-?\d+(\.\d+)?$/.test(text.trim()) ? Number(text) : text
    case 'boolean':
      return (
        new Map([
          ['true', true],
          ['1', true],
          ['false', false],
          ['0', false],
        ]).get(text.trim().toLowerCase()) ?? text
      )
    case 'array':
      if (!isArray(schema)) return parseList(text)
      if (isObject(schema.items)) return parseJson(text)
      return parseList(text).map((item) => parseText(schema.items, item))
    default:
      return text
  }
}

function typeOf(schema: TSchema): unknown {
  return 'type' in schema ? schema.type : undefined
}

function parseList(text: string): string[] {
  return text
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== '')
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}

function fault(variable: string, code: string, reason: Words): FileFault {
  return { file: variable, line: null, col: null, code, reason }
}
