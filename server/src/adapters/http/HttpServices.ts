import type { RestCallName, SiteId } from '@diem-cau/protocol'
import type { Registry } from 'prom-client'
import type { Logger as PinoLogger } from 'pino'
import type { AuditTrail } from '../../app/AuditTrail.ts'
import type { Services } from '../../app/handlers/define.ts'
import type { Accounts } from '../../app/people/Accounts.ts'
import type { ApiTokens } from '../../app/people/ApiTokens.ts'
import type { Logins } from '../../app/people/Logins.ts'
import type { SingleSignOn } from '../../app/people/SingleSignOn.ts'
import type { Pairing } from '../../app/Pairing.ts'
import type { RestHandlers } from '../../app/rest/define.ts'
import type { Directory } from '../../core/directory/index.ts'

/** What the HTTP routes work with. */
export interface HttpServices {
  pino: PinoLogger
  version: string
  clientDirectory: string
  /** As it is today; another one after every change. */
  readonly directory: Directory
  accounts: Accounts
  logins: Logins
  tokens: ApiTokens
  audit: AuditTrail
  /** `origin`: by which the provider sends people back; empty: as they came. */
  singleSignOn: { use: SingleSignOn; label: { vi: string; en: string }; origin: string } | null
  limits: { loginsPerMinute: number; callsPerMinute: number; uploadsPerMinute: number }
  /** Days after which a login ends in any case. */
  loginDays: number
  pairing: Pairing
  /** What the use cases of the pages work with. */
  live: Services
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
  /** Logins have just ended or roles have changed: sockets that came in by them are looked at again. */
  onLoginsChanged: () => Promise<void>
  /** How other machines reach the bridge. */
  httpsOrigin: () => string
  /** The site kit for an origin. */
  kitFor: (origin: string) => ReadonlyMap<string, Uint8Array>
  kitZip: (origin: string) => Uint8Array
}
