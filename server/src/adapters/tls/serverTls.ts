import type { Words } from './tlsError.ts'

/** Why a new server certificate was made (or a given one read again). */
export type RenewalReason =
  | 'first_start'
  | 'expires_soon'
  | 'names_changed'
  | 'damaged'
  | 'other_authority'
  | 'file_changed'

/** Something to tell the operator that does not keep the bridge from serving. */
export interface TlsWarning {
  readonly code: 'expires_soon' | 'root_expires_soon' | 'name_left_out' | 'name_not_in_certificate'
  readonly reason: Words
}

/** What https is served with. `key` and `chain` go to `createServer` and `setSecureContext`. */
export interface ServerTls {
  readonly key: string
  /** The server's own certificate, PEM. */
  readonly cert: string
  /** The same followed by intermediate certificates, PEM. */
  readonly chain: string
  /** Names and addresses for which browsers accept it. */
  readonly names: readonly string[]
  /** The local root, PEM; null with a given certificate. */
  readonly caRootPem: string | null
  /** `AB:CD:…` of the local root; null with a given certificate. */
  readonly rootFingerprintSha256: string | null
  /** Epoch milliseconds. */
  readonly expiresAt: number
  readonly renewed: RenewalReason | null
  readonly warnings: readonly TlsWarning[]
}
