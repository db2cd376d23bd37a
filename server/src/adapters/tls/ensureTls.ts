import { readGivenCertificate } from './givenCertificate.ts'
import { openLocalCertificate } from './localCertificate.ts'
import type { MachineNames } from './machineNames.ts'
import type { ServerTls } from './serverTls.ts'

/** The part of the configuration that says how https is served. */
export interface TlsConfig {
  readonly data: { readonly directory: string }
  readonly tls: {
    readonly certificateFile: string | null
    readonly keyFile: string | null
    readonly names: readonly string[]
  }
}

export interface TlsSituation extends MachineNames {
  /** Epoch milliseconds. */
  readonly now: number
}

/**
 * What https is served with: the certificate that the operator gives, or one of a local authority that is made at
 * the first start and kept in `<data>/tls/`.
 * @throws {TlsError} in plain words; nothing has been overwritten then
 */
export async function ensureTls(config: TlsConfig, situation: TlsSituation): Promise<ServerTls> {
  const { certificateFile, keyFile, names } = config.tls
  if (certificateFile !== null && keyFile !== null) {
    return readGivenCertificate({ certificateFile, keyFile, names, now: situation.now })
  }
  const { now, ...machine } = situation
  return openLocalCertificate({ dataDirectory: config.data.directory, names, machine, now })
}

/**
 * To be called daily, and when the machine's addresses change: a new certificate for `setSecureContext`, or null
 * while the current one serves. A given certificate is noticed when its file has been replaced.
 * @throws {TlsError} the current certificate goes on serving then
 */
export async function renewTls(
  current: ServerTls,
  config: TlsConfig,
  situation: TlsSituation,
): Promise<ServerTls | null> {
  const next = await ensureTls(config, situation)
  if (next.chain === current.chain && next.key === current.key) return null
  return { ...next, renewed: next.renewed ?? 'file_changed' }
}
