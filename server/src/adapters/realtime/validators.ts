import { Compile } from 'typebox/compile'
import {
  BridgeError,
  CLIENT_MESSAGES,
  type ClientMessageName,
  type DataOf,
  type ErrorData,
} from '@diem-cau/protocol'
import { unsoundTextIn } from '../../app/soundText.ts'

interface Validator {
  Check(value: unknown): boolean
  Errors(value: unknown): { instancePath: string; message: string }[]
}

const VALIDATORS = new Map<string, Validator>(
  Object.entries(CLIENT_MESSAGES).map(([name, { data }]) => [name, Compile(data)]),
)

export function isClientMessage(name: string): name is ClientMessageName {
  return VALIDATORS.has(name)
}

/** The protocol version that a greeting names, also where the rest of it is of another version; null when it names none. */
export function versionOf(greeting: unknown): number | null {
  if (typeof greeting !== 'object' || greeting === null || !('protocol' in greeting)) return null
  return Number.isInteger(greeting.protocol) ? Number(greeting.protocol) : null
}

/**
 * Checks what came in against the message's schema.
 * @throws {BridgeError} `invalid_message`, with where and why
 */
export function validated<N extends ClientMessageName>(name: N, data: unknown): DataOf<N> {
  const validator = VALIDATORS.get(name)
  if (validator === undefined) throw new BridgeError('unknown_message', { name: name.slice(0, 80) })
  if (!validator.Check(data)) throw new BridgeError('invalid_message', faultIn(validator, data))
  const path = unsoundTextIn(data)
  if (path !== null) {
    const reason = 'has a character that can not be stored'
    throw new BridgeError('invalid_message', { path: path.slice(0, 200), reason })
  }
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- that is what the check says
  return data as DataOf<N>
}

function faultIn(validator: Validator, data: unknown): ErrorData {
  const [fault] = validator.Errors(data)
  return { path: (fault?.instancePath ?? '').slice(0, 200), reason: (fault?.message ?? '').slice(0, 200) }
}
