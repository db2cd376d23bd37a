import { Type, type TObject, type TProperties, type TSchema } from 'typebox'
import { isObject } from '../yamlFile/index.ts'

export interface Words {
  readonly vi: string
  readonly en: string
}

/** What a setting carries beside its type: its meaning, and a short environment name where it has one. */
interface SettingOptions {
  readonly about: Words
  readonly default: unknown
  readonly env?: string
}

/** One leaf of the configuration, addressed by `path`: `['listen', 'httpsPort']`. */
export interface Setting {
  readonly path: readonly string[]
  readonly schema: TSchema
  readonly about: Words
  readonly default: unknown
  /** Names of the environment variables that override it; the systematic one first. */
  readonly env: readonly string[]
}

/** A leaf with its meaning and default. The type stays that of the schema. */
export function setting<T extends TSchema>(schema: T, options: SettingOptions): T {
  return Object.assign(schema, options)
}

/** A group of settings. Keys that are not in it are refused. */
export function section<T extends TProperties>(properties: T, about: Words): TObject<T> {
  return Object.assign(Type.Object(properties, { additionalProperties: false }), { about })
}

/** All leaves of a configuration schema, in its order. */
export function settingsOf(schema: TSchema, path: readonly string[] = []): Setting[] {
  if (!('default' in schema) && isObject(schema)) {
    return Object.entries(schema.properties).flatMap(([key, inner]) => settingsOf(inner, [...path, key]))
  }
  return [
    {
      path,
      schema,
      about: aboutOf(schema),
      default: 'default' in schema ? schema.default : undefined,
      env: [systematicName(path), ...('env' in schema ? [String(schema.env)] : [])],
    },
  ]
}

export function aboutOf(schema: TSchema): Words {
  if (!('about' in schema)) return { vi: '', en: '' }
  const { about } = schema
  if (typeof about !== 'object' || about === null || !('vi' in about) || !('en' in about))
    return { vi: '', en: '' }
  return { vi: String(about.vi), en: String(about.en) }
}

/** `['listen', 'httpsPort']` → `BRIDGE_LISTEN_HTTPS_PORT`. */
function systematicName(path: readonly string[]): string {
  return ['BRIDGE', ...path.map((key) => key.replace(/[A-Z]/g, '_$&').toUpperCase())].join('_')
}
