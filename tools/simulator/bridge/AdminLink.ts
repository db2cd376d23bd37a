import { setTimeout as delay } from 'node:timers/promises'
import { BridgeError, type BridgeView, type ReplyOf, type SessionHead, type SiteId } from '@diem-cau/protocol'
import {
  BridgeConnection,
  createMemoryKey,
  localIdentity,
  newInstanceId,
  openSocketIo,
  pairDevice,
  type PairedDevice,
  type ViewSubscription,
} from '../../../client/src/connection/index.ts'
import { SimulatorError } from '../SimulatorError.ts'
import type { BridgeControl } from './control.ts'
import { waitFor, WaitedTooLong } from './waitFor.ts'

const ANSWER_MS = 10_000

/** What the bridge itself says when it refuses, in the language of a program's output; anything else as it is. */
export function sentenceOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}

/** How long the bridge asks a hasty caller to wait; null when it refuses for another reason. */
function waitSecondsOf(error: unknown): number | null {
  if (!(error instanceof BridgeError) || error.code !== 'too_many_attempts') return null
  const { waitSeconds } = error.data
  return typeof waitSeconds === 'number' ? waitSeconds : null
}

/** A connection that knocks for ever would take long to say that nobody is there. */
async function refuseIfDead(url: string): Promise<void> {
  try {
    await fetch(new URL('/healthz', url), { signal: AbortSignal.timeout(ANSWER_MS) })
  } catch (error) {
    const cause = error instanceof Error && error.cause !== undefined ? error.cause : error
    throw new SimulatorError('bridge_unreachable', { url, detail: sentenceOf(cause) }, error)
  }
}

/** This program as an administrator on the bridge's own machine. It owns its connection. */
export class AdminLink {
  readonly connection: BridgeConnection
  readonly bridge: ViewSubscription<BridgeView>
  readonly #url: string

  private constructor(url: string, connection: BridgeConnection) {
    this.#url = url
    this.connection = connection
    this.bridge = connection.view({ view: 'bridge' })
  }

  /** Throws `bridge_unreachable` or `refused`. */
  static async open({ url, token }: BridgeControl): Promise<AdminLink> {
    await refuseIfDead(url)
    const connection = new BridgeConnection({
      socket: openSocketIo(url, { transports: ['websocket'] }),
      identity: localIdentity(token, newInstanceId()),
    })
    const link = new AdminLink(url, connection)
    connection.start()
    try {
      await link.#greeted()
      await link.changes((view) => view)
      return link
    } catch (error) {
      link.close()
      if (!(error instanceof WaitedTooLong)) throw error
      throw new SimulatorError('bridge_unreachable', { url, detail: error.message }, error)
    }
  }

  async #greeted(): Promise<void> {
    const { connection } = this
    const outcome = await waitFor(
      (changed) => connection.events.on('state', changed),
      () =>
        connection.state.kind === 'online' || connection.state.kind === 'refused' ? connection.state : null,
      { what: this.#url, timeoutMs: ANSWER_MS },
    )
    if (outcome.kind === 'refused') throw new SimulatorError('refused', { detail: outcome.error.message.vi })
  }

  /** The first thing that `read` finds in the bridge's view. */
  async changes<T>(read: (view: BridgeView) => T | null, what = 'view bridge'): Promise<T> {
    const { bridge } = this
    return await waitFor(
      (changed) => bridge.subscribe(changed),
      () => (bridge.entities === null ? null : read(bridge.entities)),
      { what, timeoutMs: ANSWER_MS },
    )
  }

  async directory(): Promise<ReplyOf<'directory.get'>> {
    return await this.connection.request('directory.get', {})
  }

  get openSessions(): SessionHead[] {
    const view = this.bridge.entities
    if (view === null) return []
    return Object.keys(view)
      .filter((key): key is `session:${string}` => key.startsWith('session:'))
      .flatMap((key) => view[key] ?? [])
      .filter(({ closedAt }) => closedAt === null)
  }

  /** When each paired site was paired. */
  get pairings(): ReadonlyMap<string, number> {
    const view = this.bridge.entities
    if (view === null) return new Map()
    const keys = Object.keys(view).filter((key): key is `pairing:${string}` => key.startsWith('pairing:'))
    return new Map(keys.flatMap((key) => view[key] ?? []).map(({ siteId, pairedAt }) => [siteId, pairedAt]))
  }

  /** Pairs a new device with a site, as its technician would: a code from the console, typed in at the room. */
  async pair(siteId: SiteId): Promise<PairedDevice> {
    const { code } = await this.connection.command('pairing.createCode', { siteId })
    const key = await createMemoryKey()
    for (;;) {
      try {
        const { deviceId, site } = await pairDevice(code, key, { baseUrl: this.#url })
        return { deviceId, site, key }
      } catch (error) {
        const waitSeconds = waitSecondsOf(error)
        if (waitSeconds === null) throw error
        await delay(waitSeconds * 1_000)
      }
    }
  }

  /** Removes the device of a site; that it has none is as good. */
  async unpair(siteId: SiteId): Promise<void> {
    try {
      await this.connection.command('pairing.revoke', { siteId }, { timeoutMs: 3_000 })
    } catch (error) {
      if (!(error instanceof BridgeError && error.code === 'not_found')) throw error
    }
  }

  close(): void {
    this.bridge.close()
    this.connection.close()
  }
}
