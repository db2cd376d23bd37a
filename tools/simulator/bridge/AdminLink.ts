import { setTimeout as delay } from 'node:timers/promises'
import {
  BridgeError,
  type BridgeView,
  type ErrorReply,
  type ReplyOf,
  type SessionHead,
  type SiteId,
} from '@diem-cau/protocol'
import {
  BridgeConnection,
  createMemoryKey,
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
const MOST_REFUSALS = 10
const ASK_AGAIN_MS = 1_000

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
  #refusals = 0
  #retryTimer: ReturnType<typeof setTimeout> | undefined

  private constructor(url: string, connection: BridgeConnection) {
    this.#url = url
    this.connection = connection
    this.bridge = connection.view({ view: 'bridge' })
  }

  /**
   * @param readToken asked at every greeting: a bridge that starts again has a new one
   * @throws SimulatorError `bridge_unreachable` or `refused`
   */
  static async open(
    { url, token }: BridgeControl,
    readToken: () => string = () => token,
  ): Promise<AdminLink> {
    await refuseIfDead(url)
    const instance = newInstanceId()
    const connection = new BridgeConnection({
      socket: openSocketIo(url, { transports: ['websocket'] }),
      identity: { introduce: async () => ({ kind: 'local', instance, token: readToken() }) },
    })
    const link = new AdminLink(url, connection)
    connection.start()
    try {
      await link.#greeted()
      await link.changes((view) => view)
      link.#insist()
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

  /** Calls back once the bridge refuses this program for good. */
  onRefused(report: (error: ErrorReply) => void): () => void {
    return this.connection.events.on('state', (state) => {
      if (state.kind === 'refused' && this.#refusals > MOST_REFUSALS) report(state.error)
    })
  }

  /** A bridge that starts again listens a moment before it writes its new token down: it is asked once more. */
  #insist(): void {
    this.connection.events.on('state', (state) => {
      if (state.kind === 'online') this.#refusals = 0
      if (state.kind !== 'refused' || state.retrying) return
      this.#refusals += 1
      if (this.#refusals > MOST_REFUSALS) return
      this.#retryTimer = setTimeout(() => this.connection.retryNow(), ASK_AGAIN_MS)
    })
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
    clearTimeout(this.#retryTimer)
    this.bridge.close()
    this.connection.close()
  }
}
