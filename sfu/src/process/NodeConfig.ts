import { NODE_AUTONOMY_MS } from '@diem-cau/protocol/node'
import { NodeIdSchema } from '@diem-cau/protocol'
import { Type, type Static } from 'typebox'
import { Compile } from 'typebox/compile'
import { FatalError } from './FatalError.ts'

const Address = Type.String({ minLength: 1, maxLength: 255 })
const Path = Type.String({ minLength: 1, maxLength: 4_096 })

export const LISTEN_ADDRESS_SCHEMA = Type.Object(
  {
    /** Address of this machine to bind. */
    ip: Address,
    /** Address that sites see instead, behind NAT. */
    announcedAddress: Type.Optional(Address),
  },
  { additionalProperties: false },
)
export type ListenAddress = Static<typeof LISTEN_ADDRESS_SCHEMA>

/** Settings of one media node. The server writes them for the node that it starts itself. */
export const NODE_CONFIG_SCHEMA = Type.Object(
  {
    nodeId: NodeIdSchema,
    /** Where the node dials: `https://HOST:PORT`. */
    serverUrl: Type.String({ pattern: '^https?://[^/]+/?$', maxLength: 300 }),
    /** Ed25519 key of the server, 32 bytes as base64url: the node obeys no other. */
    serverPublicKey: Type.String({ pattern: '^[A-Za-z0-9_-]{43}$' }),
    /** The node's own Ed25519 key, PEM (PKCS #8), mode 0600; made when missing. */
    keyFile: Path,
    /** Root certificate that the server's must descend from; without it, the system's. */
    caFile: Type.Optional(Path),
    /** mediasoup workers; 0: one a core. */
    workers: Type.Integer({ minimum: 0, maximum: 256, default: 0 }),
    /** UDP and TCP port of the first worker; each next one takes the port above. */
    basePort: Type.Integer({ minimum: 1, maximum: 65_000, default: 44_400 }),
    /** Without it, every IPv4 address of the machine. */
    listenAddresses: Type.Optional(Type.Array(LISTEN_ADDRESS_SCHEMA, { minItems: 1, maxItems: 32 })),
    logLevel: Type.Union(
      ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'].map((level) => Type.Literal(level)),
      { default: 'info' },
    ),
    /** Without it, standard output. */
    logFile: Type.Optional(Path),
    /** Written at the start as `{pid, incarnation}`, removed at the end. */
    pidFile: Type.Optional(Path),
    /** Started by the server: ends by itself when the server stays away. */
    child: Type.Boolean({ default: false }),
    /** How long the node goes on by itself while the server is away, in milliseconds. */
    autonomyMs: Type.Integer({ minimum: 100, maximum: 3_600_000, default: NODE_AUTONOMY_MS }),
  },
  { additionalProperties: false },
)
export type NodeConfig = Static<typeof NODE_CONFIG_SCHEMA>

const ENVIRONMENT_PREFIX = 'MEDIA_NODE_'
const validator = Compile(NODE_CONFIG_SCHEMA)

/** Name of the environment variable that overrides a setting: `basePort` → `MEDIA_NODE_BASE_PORT`. */
export function environmentName(setting: string): string {
  return ENVIRONMENT_PREFIX + setting.replaceAll(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase()
}

function environmentValue(setting: string, text: string): unknown {
  if (setting === 'listenAddresses') {
    return text.split(',').map((item) => {
      const [ip = '', announcedAddress] = item.trim().split('=')
      return announcedAddress === undefined ? { ip } : { ip, announcedAddress }
    })
  }
  if (['workers', 'basePort', 'autonomyMs'].includes(setting)) {
    return /^\d+$/.test(text) ? Number(text) : text
  }
  if (setting === 'child')
    return text === 'true' || text === '1' ? true : text === 'false' || text === '0' ? false : text
  return text
}

/**
 * Settings from a file's JSON text (when there is one) and the environment, which wins.
 * @throws {FatalError} `badConfiguration`, with every fault named.
 */
export function readConfig(
  file: { name: string; text: string } | null,
  environment: Readonly<Record<string, string | undefined>>,
): NodeConfig {
  const settings: Record<string, unknown> = { ...defaults(), ...(file === null ? {} : parse(file)) }
  for (const setting of Object.keys(NODE_CONFIG_SCHEMA.properties)) {
    const text = environment[environmentName(setting)]
    if (text !== undefined && text !== '') settings[setting] = environmentValue(setting, text)
  }
  if (validator.Check(settings)) return settings
  const faults = validator.Errors(settings).map((error) => faultOf(error, settings))
  throw badConfiguration([...new Set(faults)].join('; '))
}

function defaults(): Record<string, unknown> {
  const entries = Object.entries(NODE_CONFIG_SCHEMA.properties)
  return Object.fromEntries(
    entries.flatMap(([name, schema]) => ('default' in schema ? [[name, schema.default]] : [])),
  )
}

function parse(file: { name: string; text: string }): Record<string, unknown> {
  let value: unknown
  try {
    value = JSON.parse(file.text)
  } catch (error) {
    throw badConfiguration(`${file.name}: ${error instanceof Error ? error.message : String(error)}`)
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw badConfiguration(`${file.name}: not a JSON object`)
  }
  return { ...value }
}

function faultOf(error: { instancePath: string; message: string; params: object }, settings: object): string {
  const name = error.instancePath.slice(1).replaceAll('/', '.')
  if ('requiredProperties' in error.params) {
    return `missing ${String(error.params.requiredProperties)}`
  }
  if (name === '') return `${error.message} (${Object.keys(settings).join(', ')})`
  return `${name} ${error.message}`
}

function badConfiguration(faults: string): FatalError {
  return new FatalError('badConfiguration', {
    vi: `Cấu hình nút media không dùng được: ${faults}.`,
    en: `The media node's configuration cannot be used: ${faults}.`,
  })
}
