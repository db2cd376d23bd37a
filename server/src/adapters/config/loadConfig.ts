import { existsSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { isAbsolute, relative, resolve } from 'node:path'
import type { TSchema } from 'typebox'
import {
  isObject,
  parseYaml,
  readBytes,
  schemaFaults,
  type FileFault,
  type YamlSource,
} from '../yamlFile/index.ts'
import { readEnvironment, type Environment, type Override } from './environment.ts'
import { absoluteNoticePaths } from './noticeRelations.ts'
import { relationFaults, type RelationFault } from './relations.ts'
import { compiledConfig, ConfigSchema, SETTINGS, type BridgeConfig } from './schema.ts'

export interface ConfigSources {
  /** The file that was read; null if there is none and the defaults stand. */
  readonly file: string | null
  /** Environment variables that overrode it. */
  readonly variables: readonly string[]
}

export type LoadedConfig =
  | { readonly ok: true; readonly config: BridgeConfig; readonly sources: ConfigSources }
  | { readonly ok: false; readonly faults: readonly FileFault[] }

export interface LoadOptions {
  readonly env: Environment
  /** The checkout: relative paths, in the file and in the environment, start here. */
  readonly cwd: string
  /** Cores of the machine, for `media.workers: 0`. */
  readonly cores?: number
}

export const DEFAULT_FILE = 'config/bridge.yaml'
const MAX_BYTES = 256 * 1024

/** File values are optional: what is missing keeps its default. */
const FileSchema = withoutRequired(ConfigSchema)

/**
 * The configuration: defaults, then the YAML file, then the environment. Everything wrong with it is listed at once,
 * with line, reason and what is allowed; never throws for what a person wrote.
 */
export function loadConfig({ env, cwd, cores = availableParallelism() }: LoadOptions): LoadedConfig {
  const file = readFile(env.BRIDGE_CONFIG, cwd)
  const overrides = readEnvironment(env)
  const faults = [...file.faults, ...overrides.faults]
  if (faults.length > 0) return { ok: false, faults }

  const merged = merge(file.source, overrides.values)
  if (!compiledConfig.Check(merged)) throw new Error('A configuration passed its parts but not as a whole.')
  const relations = relationFaults(merged, cores)
  if (relations.length > 0) {
    return {
      ok: false,
      faults: relations.map(({ code, paths, reason }) => ({
        ...placeOf(paths, file.source, overrides.values),
        code,
        reason,
      })),
    }
  }
  return {
    ok: true,
    config: deepFreeze(withAbsolutePaths(merged, cwd)),
    sources: {
      file: file.source?.file ?? null,
      variables: overrides.values.map(({ variable }) => variable),
    },
  }
}

interface ReadFile {
  readonly source?: YamlSource
  readonly faults: readonly FileFault[]
}

/** A file that was named must exist; the usual one may be missing. */
function readFile(named: string | undefined, cwd: string): ReadFile {
  const path = resolve(cwd, named ?? DEFAULT_FILE)
  if (named === undefined && !existsSync(path)) return { faults: [] }
  const shown = isAbsolute(named ?? '') ? path : relative(cwd, path)
  const read = readBytes(path, shown, MAX_BYTES)
  if (!read.ok) return { faults: read.faults }
  const parsed = parseYaml(shown, read.bytes, { maxBytes: MAX_BYTES })
  if (!parsed.ok) return { faults: parsed.faults }
  const { source } = parsed
  const faults = schemaFaults(FileSchema, withoutEmptySections(source.value))
  return {
    source,
    faults: faults
      .map(({ path: at, at: part, code, reason }) => ({
        file: shown,
        ...source.locate(at, part),
        code,
        reason,
      }))
      .toSorted((a, b) => a.line - b.line || a.col - b.col),
  }
}

/** A section whose keys are all commented out reads as null; it means nothing is set. */
function withoutEmptySections(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value
  return Object.fromEntries(Object.entries(value).filter(([key, inner]) => inner !== null || !isSection(key)))
}

function isSection(key: string): boolean {
  return SETTINGS.some(({ path }) => path.length > 1 && path[0] === key)
}

function withoutRequired(schema: TSchema): TSchema {
  if ('default' in schema || !isObject(schema)) return schema
  const properties = Object.entries(schema.properties).map(([key, inner]) => [key, withoutRequired(inner)])
  return { ...schema, required: [], properties: Object.fromEntries(properties) }
}

function merge(source: YamlSource | undefined, overrides: readonly Override[]): unknown {
  const config = {}
  for (const setting of SETTINGS) {
    const override = overrides.find((candidate) => candidate.setting === setting)
    const written = valueAt(source?.value, setting.path)
    put(config, setting.path, structuredClone(override ? override.value : (written ?? setting.default)))
  }
  return config
}

function valueAt(value: unknown, path: readonly (string | number)[]): unknown {
  return path.reduce<unknown>(
    (at, key) =>
      typeof at === 'object' && at !== null ? new Map(Object.entries(at)).get(String(key)) : undefined,
    value,
  )
}

function put(target: Record<string, unknown>, path: readonly string[], value: unknown): void {
  const [key, ...rest] = path
  if (key === undefined) return
  if (rest.length === 0) {
    target[key] = value
    return
  }
  const inner = target[key]
  const group = typeof inner === 'object' && inner !== null ? { ...inner } : {}
  put(group, rest, value)
  target[key] = group
}

/** Where somebody set one of the settings: in the environment, else in the file. */
function placeOf(
  paths: RelationFault['paths'],
  source: YamlSource | undefined,
  overrides: readonly Override[],
): Pick<FileFault, 'file' | 'line' | 'col'> {
  const override = overrides.find(({ setting }) =>
    paths.some((path) => setting.path.every((key, index) => path[index] === key)),
  )
  if (override) return { file: override.variable, line: null, col: null }
  const path = paths.find((candidate) => valueAt(source?.value, candidate) !== undefined) ?? []
  return source
    ? { file: source.file, ...source.locate(path) }
    : { file: DEFAULT_FILE, line: null, col: null }
}

function withAbsolutePaths(config: BridgeConfig, cwd: string): BridgeConfig {
  const { tls } = config
  return {
    ...config,
    ...absoluteNoticePaths(config, cwd),
    data: { ...config.data, directory: resolve(cwd, config.data.directory) },
    database: {
      ...config.database,
      passwordFile: config.database.passwordFile === null ? null : resolve(cwd, config.database.passwordFile),
    },
    directory: { ...config.directory, file: resolve(cwd, config.directory.file) },
    holidays: { directory: resolve(cwd, config.holidays.directory) },
    documents: {
      scanCommand: config.documents.scanCommand === null ? null : resolve(cwd, config.documents.scanCommand),
    },
    oidc: {
      ...config.oidc,
      clientSecretFile:
        config.oidc.clientSecretFile === null ? null : resolve(cwd, config.oidc.clientSecretFile),
    },
    tls: {
      ...tls,
      certificateFile: tls.certificateFile === null ? null : resolve(cwd, tls.certificateFile),
      keyFile: tls.keyFile === null ? null : resolve(cwd, tls.keyFile),
    },
  }
}

function deepFreeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value)
    for (const inner of Object.values(value)) deepFreeze(inner)
  }
  return value
}
