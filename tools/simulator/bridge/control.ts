import { readFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { getCACertificates, setDefaultCACertificates } from 'node:tls'
import { fileURLToPath } from 'node:url'
import { SimulatorError } from '../SimulatorError.ts'

/** How a program on the bridge's own machine reaches it; written by the bridge at each start. */
export interface BridgeControl {
  readonly url: string
  /** Makes an administrator of whoever can read it. */
  readonly token: string
  /** Root of the bridge's certificate, PEM; null when it is one that the machine trusts anyway. */
  readonly rootPem: string | null
}

const CHECKOUT = resolve(dirname(fileURLToPath(import.meta.url)), '../../..')

/** The data directory of a bridge that was started from this checkout with this environment. */
export function dataDirectoryOf(
  given: string | null,
  env: Readonly<Record<string, string | undefined>>,
): string {
  if (given !== null) return resolve(given)
  return resolve(CHECKOUT, env['BRIDGE_DATA'] ?? 'data')
}

export const controlFileOf = (dataDirectory: string): string => join(dataDirectory, 'run', 'control.json')

/** Reads the control file. Throws `control_missing` or `control_unreadable`. */
export function readControl(dataDirectory: string): BridgeControl {
  const path = controlFileOf(dataDirectory)
  try {
    return parseControl(readFileSync(path, 'utf8'))
  } catch (error) {
    if (error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR'))
      throw new SimulatorError('control_missing', { path }, error)
    const detail = error instanceof Error ? error.message : String(error)
    throw new SimulatorError('control_unreadable', { path, detail }, error)
  }
}

export function parseControl(text: string): BridgeControl {
  const value: unknown = JSON.parse(text)
  if (typeof value !== 'object' || value === null) throw new Error('not an object')
  const field = (name: string): string | null => {
    const content: unknown = Reflect.get(value, name)
    return typeof content === 'string' && content !== '' ? content : null
  }
  const url = field('url')
  const token = field('token')
  if (url === null || token === null) throw new Error('url or token is missing')
  const caFile = field('caFile')
  return { url, token, rootPem: field('rootPem') ?? (caFile === null ? null : readFileSync(caFile, 'utf8')) }
}

/** From now on this process believes the bridge's certificate, for its sockets and for `fetch`. */
export function trust({ rootPem }: BridgeControl): void {
  if (rootPem !== null) setDefaultCACertificates([...getCACertificates('default'), rootPem])
}
