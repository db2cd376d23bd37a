import type { Contact, RestCallName } from '@diem-cau/protocol'
import type { BridgeConfig } from './adapters/config/index.ts'
import type { Store } from './adapters/store/openStore.ts'
import { queueNotices } from './adapters/store/queueNotices.ts'
import { SqlAccountStore } from './adapters/store/SqlAccountStore.ts'
import { storing } from './adapters/store/storing.ts'
import type { BranchRegistry } from './app/BranchRegistry.ts'
import type { ContactBook } from './app/notices/port.ts'
import type { PlanningDirectory } from './app/planning/ports.ts'
import type { Clock, Logger } from './app/ports.ts'
import type { RestHandlers } from './app/rest/define.ts'
import { noticeCalls } from './app/rest/notices.ts'
import { urgentHandlers } from './app/rest/urgent.ts'
import { UrgentCalls } from './app/urgent/UrgentCalls.ts'
import type { BridgePlanning } from './bridgePlanning.ts'
import type { Directory } from './core/directory/index.ts'
import { wireNotices, type NoticeParts } from './notices.ts'

export interface BridgeNoticesOptions {
  config: BridgeConfig
  store: Store
  /** Of the lease under which this server sends. */
  epoch: number
  registry: BranchRegistry
  /** As it is today. */
  today: () => Directory
  clock: Clock
  log: Logger
}

/** Telling people outside, and calling sites together at once, wired together. */
export class BridgeNotices {
  readonly #options: BridgeNoticesOptions
  readonly #parts: NoticeParts
  #calls: UrgentCalls | null = null

  /** @throws {StartError} when a template, a secret or a certificate can not be read */
  constructor(options: BridgeNoticesOptions) {
    this.#options = options
    const contacts = contactBook(options.store, options.today)
    this.#parts = wireNotices({ ...options, contacts, onChange: () => undefined })
  }

  /** What planning needs: who says whom to tell, and what puts that into the outbox. */
  get telling() {
    return { notices: this.#parts.notices, queue: queueNotices }
  }

  /** The calls of the programming interface, once there are plans. */
  handlers(planning: BridgePlanning, groups: PlanningDirectory): Partial<RestHandlers<RestCallName>> {
    const { config, clock, today, registry, store, log } = this.#options
    const { notices, outbox } = this.#parts
    this.#calls = new UrgentCalls({
      registry,
      planner: planning.planner,
      plans: planning.store,
      notices,
      queue: (batch) => storing(() => store.transaction().execute((trx) => queueNotices(trx, batch))),
      directory: today,
      resumeGraceMs: config.floor.resumeGraceSeconds * 1_000,
      log,
    })
    return {
      ...noticeCalls({
        outbox: this.#parts.store,
        clock,
        wake: () => outbox.wake(),
        channels: this.#parts.channels,
        session: (sessionId) => planning.planner.get(sessionId),
      }),
      ...urgentHandlers({
        calls: this.#calls,
        directory: today,
        groups,
        settings: {
          speakerPlaces: config.stage.speakers,
          maxOpenMicrophones: config.floor.maxOpenMicrophones,
          videoCodec: config.stage.videoCodec,
        },
        clock,
      }),
    }
  }

  /** Makes up for what a crash has left out, and begins to send. */
  async start(): Promise<void> {
    await this.#calls?.resume()
    await this.#parts.outbox.start()
  }

  /** Lets what is being sent finish. Twice is harmless. */
  close(): Promise<void> {
    return this.#parts.outbox.close()
  }
}

function contactBook(store: Store, today: () => Directory): ContactBook {
  const accounts = new SqlAccountStore(store)
  return {
    ofSite: (siteId) => today().site(siteId)?.technician ?? null,
    ofUnit: (unitId) => today().unit(unitId)?.contact ?? null,
    unitOfSite: (siteId) => today().site(siteId)?.unitId ?? null,
    ofAccount: async (accountId): Promise<Contact | null> => {
      const account = await accounts.find(accountId)
      if (account === null || account.state !== 'active') return null
      const { displayName, userName, phone, email } = account
      return { name: displayName || userName, phone, email }
    },
  }
}
