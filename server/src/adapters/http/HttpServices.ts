import type { RestCallName, SiteId } from '@diem-cau/protocol'
import type { Registry } from 'prom-client'
import type { Logger as PinoLogger } from 'pino'
import type { Accounts } from '../../app/Accounts.ts'
import type { Pairing } from '../../app/Pairing.ts'
import type { RestHandlers } from '../../app/rest/define.ts'
import type { Directory } from '../../core/directory/index.ts'

/** What the HTTP routes work with. */
export interface HttpServices {
  pino: PinoLogger
  version: string
  clientDirectory: string
  directory: Directory
  accounts: Accounts
  pairing: Pairing
  /** Use cases of the programming interface. */
  restHandlers: Partial<RestHandlers<RestCallName>>
  clock: () => number
  helpPhone: string
  defaultLanguage: 'vi' | 'en'
  metrics: Registry
  /** What keeps the bridge from serving; empty when it is ready. */
  notReady: () => string[]
  /** A device has just been paired, in place of the one that the site had. */
  onPaired: (siteId: SiteId) => Promise<void>
  /** A login has just ended: its sockets end too. */
  onLoggedOut: () => Promise<void>
  /** How other machines reach the bridge. */
  httpsOrigin: () => string
  /** The site kit for an origin. */
  kitFor: (origin: string) => ReadonlyMap<string, Uint8Array>
  kitZip: (origin: string) => Uint8Array
}
