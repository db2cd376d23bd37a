import { readFileSync } from 'node:fs'
import { isLoopback } from '../endpoints/candidates.ts'
import { FatalError } from '../process/FatalError.ts'
import type { NodeConfig } from '../process/NodeConfig.ts'

/** TLS options as `ws` takes them. */
export interface ServerTls {
  readonly ca?: string
  readonly rejectUnauthorized?: boolean
  readonly checkServerIdentity?: () => undefined
}

/**
 * How the server's certificate is judged. Away from this machine: chain and name, as usual. On loopback the name
 * is not asked for (a certificate that was given to the bridge rarely names 127.0.0.1) nor, without a root to
 * trust, the chain: there the server proves itself by its key alone, see `handshake.ts`.
 */
export function serverTls(config: Pick<NodeConfig, 'serverUrl' | 'caFile'>): ServerTls {
  const local = isLoopback(new URL(config.serverUrl).hostname)
  const ca = config.caFile === undefined ? undefined : read(config.caFile)
  return {
    ...(ca === undefined ? {} : { ca }),
    ...(local && ca === undefined ? { rejectUnauthorized: false } : {}),
    ...(local && ca !== undefined ? { checkServerIdentity: () => undefined } : {}),
  }
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    throw new FatalError(
      'badConfiguration',
      {
        vi: `Không đọc được chứng thư gốc ${file}: ${why}.`,
        en: `The root certificate ${file} cannot be read: ${why}.`,
      },
      error,
    )
  }
}
