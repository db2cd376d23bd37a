import { BridgeError, errorReply, type ErrorCode, type SiteId } from '@diem-cau/protocol'
import type { BranchCommand } from '../core/branch/commands.ts'
import type { BranchEventType } from '../core/branch/events.ts'
import type { OpenBranch } from '../core/branch/state.ts'
import type { BranchRegistry } from './BranchRegistry.ts'
import type { Clock, Logger } from './ports.ts'
import type { Peer } from './Peer.ts'

const SYSTEM = { actor: 'system', key: null } as const
const TAKES_IN = new Set<BranchEventType>(['BranchOpened', 'BranchAttached', 'SiteAdded'])

/** Which page speaks for which site, and what the log is told of its coming and going. */
export class Presence {
  readonly #registry: BranchRegistry
  readonly #clock: Clock
  readonly #log: Logger
  readonly #secondTab: 'takeover' | 'refuse'
  readonly #peers = new Map<SiteId, Peer>()
  readonly #lastHeardAt = new Map<SiteId, number>()

  constructor(options: {
    registry: BranchRegistry
    clock: Clock
    log: Logger
    secondTab: 'takeover' | 'refuse'
  }) {
    this.#registry = options.registry
    this.#clock = options.clock
    this.#log = options.log
    this.#secondTab = options.secondTab
    // A session that opens, or that a branch comes back to, takes in the sites that wait for it.
    this.#registry.listen(({ state }, events) => {
      if (state.status === 'open' && events.some(({ type }) => TAKES_IN.has(type))) this.#settle(state)
    })
  }

  peerOf(siteId: SiteId): Peer | undefined {
    return this.#peers.get(siteId)
  }

  lastHeardAt(siteId: SiteId): number | null {
    return this.#lastHeardAt.get(siteId) ?? null
  }

  heard(siteId: SiteId): void {
    this.#lastHeardAt.set(siteId, this.#clock())
  }

  /**
   * A site's page is here. A second page takes the place of the first, visibly, or is refused, by policy. The same
   * page on a new socket always comes in: its former socket is dead, whether that has been noticed or not.
   * @throws {BridgeError} `device_in_use`, or `storage_failed` when its arrival could not be written
   */
  async arrive(siteId: SiteId, peer: Peer): Promise<void> {
    const former = this.#peers.get(siteId)
    if (former !== undefined && former.instance !== peer.instance && this.#secondTab === 'refuse') {
      throw new BridgeError('device_in_use')
    }
    this.#peers.set(siteId, peer)
    this.heard(siteId)
    former?.dismiss(errorReply('replaced'))
    try {
      await this.#tell(siteId, { type: 'JoinSite', siteId, instance: peer.instance })
    } catch (error) {
      // It is told that it has not come in: nobody may take it for the page that speaks for the site.
      if (this.#peers.get(siteId) === peer) this.#peers.delete(siteId)
      throw error
    }
  }

  /** A socket is gone. Only the page that speaks for the site now counts. */
  async depart(siteId: SiteId, peer: Peer): Promise<void> {
    if (this.#peers.get(siteId) !== peer) return
    this.#peers.delete(siteId)
    await this.#tell(siteId, { type: 'DropSite', siteId, instance: peer.instance })
  }

  /** The site's pairing is over: its page is put out and its place in the meeting is given up. */
  async dismiss(siteId: SiteId): Promise<void> {
    this.#putOut(siteId, 'device_unknown')
    await this.#tell(siteId, { type: 'LeaveSite', siteId, instance: null })
  }

  /** Another device is paired for the site: the former one's page is put out, the place waits for the new one. */
  async unseat(siteId: SiteId): Promise<void> {
    this.#putOut(siteId, 'device_unknown')
    await this.#tell(siteId, { type: 'UnseatSite', siteId })
  }

  /**
   * Makes the log agree with who is here, where it does not: an arrival or a departure that could not be written
   * when it happened (a full disk) is written now.
   */
  reconcile(): void {
    for (const branch of this.#registry.branches()) this.#settle(branch)
  }

  #settle(branch: OpenBranch): void {
    for (const { siteId, presence } of branch.sites.values()) {
      const peer = this.#peers.get(siteId)
      const seen = presence.state === 'connected' ? presence.instance : null
      if (peer === undefined && seen !== null) this.#tellLate({ type: 'DropSite', siteId, instance: seen })
      if (peer !== undefined && peer.instance !== seen) {
        this.#tellLate({ type: 'JoinSite', siteId, instance: peer.instance })
      }
    }
  }

  #putOut(siteId: SiteId, reason: ErrorCode): void {
    const peer = this.#peers.get(siteId)
    this.#peers.delete(siteId)
    peer?.dismiss(errorReply(reason))
  }

  async #tell(siteId: SiteId, command: BranchCommand): Promise<void> {
    const branch = this.#registry.branchOfSite(siteId)
    if (branch === null) return
    try {
      await this.#registry.execute(branch.branchId, command, SYSTEM)
    } catch (error) {
      // It is just moving to another branch, which takes in whoever is here as soon as it is written.
      if (!(error instanceof BridgeError && error.code === 'site_not_invited')) throw error
    }
  }

  #tellLate(command: Extract<BranchCommand, { type: 'JoinSite' | 'DropSite' }>): void {
    this.#tell(command.siteId, command).catch((error: unknown) =>
      this.#log.debug({ err: error, siteId: command.siteId }, `${command.type} could not be written yet`),
    )
  }
}
