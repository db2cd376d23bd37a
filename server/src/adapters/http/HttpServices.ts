import type { Registry } from 'prom-client'
import type { Logger as PinoLogger } from 'pino'
import type { Accounts } from '../../app/Accounts.ts'
import type { Pairing } from '../../app/Pairing.ts'
import type { Directory } from '../../core/directory/index.ts'

/** What the HTTP routes work with. */
export interface HttpServices {
  pino: PinoLogger
  version: string
  clientDirectory: string
  directory: Directory
  accounts: Accounts
  pairing: Pairing
  clock: () => number
  helpPhone: string
  defaultLanguage: 'vi' | 'en'
  metrics: Registry
  /** What keeps the bridge from serving; empty when it is ready. */
  notReady: () => string[]
  /** A device has just been paired. */
  onPaired: () => void
  /** The site kit for the origin that it is fetched from; the root is null with a given certificate. */
  kitFor: (origin: string) => ReadonlyMap<string, Uint8Array>
  kitZip: (origin: string) => Uint8Array
}
