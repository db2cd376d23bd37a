import { BridgeError, errorReply, type SiteId } from '@diem-cau/protocol'
import type { BranchRegistry } from './BranchRegistry.ts'
import type { Clock, Logger } from './ports.ts'
import type { Peer } from './Peer.ts'

const SYSTEM = { actor: 'system', key: null } as const

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
    // A session that opens takes in the sites that wait for it.
    this.#registry.listen((writer, events) => {
      if (events.some(({ type }) => type === 'BranchOpened')) this.#joinAllInto(writer.branchId)
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
   * A site's page is here. A second page takes the place of the first, visibly, or is refused, by policy.
   * @throws {BridgeError} `device_in_use`
   */
  async arrive(siteId: SiteId, peer: Peer): Promise<void> {
    const former = this.#peers.get(siteId)
    if (former !== undefined && former.instance !== peer.instance) {
      if (this.#secondTab === 'refuse') throw new BridgeError('device_in_use')
      former.dismiss(errorReply('replaced'))
    }
    this.#peers.set(siteId, peer)
    this.heard(siteId)
    await this.#join(siteId, peer)
  }

  /** A socket is gone. Only the page that speaks for the site now counts. */
  async depart(siteId: SiteId, peer: Peer): Promise<void> {
    if (this.#peers.get(siteId) !== peer) return
    this.#peers.delete(siteId)
    const branch = this.#registry.branchOfSite(siteId)
    if (branch === null) return
    await this.#registry.execute(
      branch.branchId,
      { type: 'DropSite', siteId, instance: peer.instance },
      SYSTEM,
    )
  }

  /** The site's pairing is over: its page is put out and its place in the meeting is given up. */
  async dismiss(siteId: SiteId): Promise<void> {
    const peer = this.#peers.get(siteId)
    if (peer === undefined) return
    this.#peers.delete(siteId)
    const branch = this.#registry.branchOfSite(siteId)
    if (branch !== null) {
      const { instance } = peer
      await this.#registry.execute(branch.branchId, { type: 'LeaveSite', siteId, instance }, SYSTEM)
    }
    peer.dismiss(errorReply('device_unknown'))
  }

  async #join(siteId: SiteId, { instance }: Peer): Promise<void> {
    const branch = this.#registry.branchOfSite(siteId)
    if (branch === null) return
    await this.#registry.execute(branch.branchId, { type: 'JoinSite', siteId, instance }, SYSTEM)
  }

  #joinAllInto(branchId: string): void {
    for (const [siteId, peer] of this.#peers) {
      if (this.#registry.branchOfSite(siteId)?.branchId !== branchId) continue
      this.#join(siteId, peer).catch((error: unknown) =>
        this.#log.error({ err: error, siteId }, 'A waiting site could not join'),
      )
    }
  }
}
