import type { RequestRow, SessionId, SessionView, SiteId, SiteRow } from '@diem-cau/protocol'
import type { ViewSubscription } from '../../client/src/connection/index.ts'
import { sentenceOf, type AdminLink } from './bridge/AdminLink.ts'
import type { Narrator } from './Narrator.ts'
import type { PairedRecord } from './PairedRecord.ts'
import { joinTimes } from './plan/behaviour.ts'
import { nextSpeaker, overdueSpeech } from './plan/conduct.ts'
import type { DirectorySite } from './plan/directory.ts'
import type { SimulatorOptions } from './plan/options.ts'
import { PlayedRoom } from './PlayedRoom.ts'
import { SimulatedSite } from './SimulatedSite.ts'

interface MeetingOptions {
  readonly link: AdminLink
  readonly url: string
  readonly sessionId: SessionId
  readonly view: ViewSubscription<SessionView>
  readonly sites: readonly DirectorySite[]
  readonly withChair: boolean
  readonly narrator: Narrator
  readonly record: PairedRecord
  readonly options: SimulatorOptions
  readonly now: () => number
}

const JOIN_TIMEOUT_MS = 60_000
const TICK_MS = 250
const SPEECH_MS = 20_000

export const rowsOf = (view: SessionView): SiteRow[] =>
  Object.keys(view)
    .filter((key): key is `site:${string}` => key.startsWith('site:'))
    .flatMap((key) => view[key] ?? [])

const requestsOf = (view: SessionView): RequestRow[] =>
  Object.keys(view)
    .filter((key): key is `request:${string}` => key.startsWith('request:'))
    .flatMap((key) => view[key] ?? [])

/** A meeting with synthetic rooms. It owns the rooms and their pairings; `close()` ends both, and twice is harmless. */
export class Meeting {
  readonly #options: MeetingOptions
  readonly #simulated: SimulatedSite[] = []
  readonly #paired = new Set<SiteId>()
  #timer: ReturnType<typeof setInterval> | undefined
  #conductedAt = 0
  #conducting = false
  #closing: Promise<void> | null = null

  constructor(options: MeetingOptions) {
    this.#options = options
  }

  /** Brings the rooms in, in waves. Returns how many came. */
  async gather(stopped: AbortSignal): Promise<number> {
    const { sites, narrator, options } = this.#options
    const times = joinTimes(options.seed, sites.length)
    let joined = 0
    await Promise.all(
      sites.map(async (site, index) => {
        await pause(times[index] ?? 0, stopped)
        if (stopped.aborted) return
        try {
          await Promise.race([this.#bring(site, index), rejectWhen(stopped)])
          joined += 1
          narrator.happening(site.siteId, site.name, 'joins')
        } catch (error) {
          if (stopped.aborted) return
          narrator.happening(site.siteId, site.name, 'troubled', sentenceOf(error))
        }
        narrator.progress(joined, sites.length)
      }),
    )
    return joined
  }

  /** Lets the rooms behave from now on. */
  play(): void {
    const { options, narrator, now, withChair, sites } = this.#options
    const startedAt = now()
    const rooms = this.#simulated.map((site) => {
      const index = sites.findIndex(({ siteId }) => siteId === site.device.site.siteId)
      const { seed, calm, roll } = options
      return new PlayedRoom({ site, narrator, seed, index, calm, roll, isChair: withChair && index === 0 })
    })
    this.#timer = setInterval(() => {
      for (const room of rooms) room.tick(now() - startedAt, now())
      if (options.conduct) void this.#conduct()
    }, TICK_MS)
  }

  async close(): Promise<void> {
    this.#closing ??= this.#end()
    await this.#closing
  }

  /** Pairs a room and opens its page. */
  async #bring(site: DirectorySite, index: number): Promise<void> {
    const { link, url, record, options } = this.#options
    const before = link.pairings.get(site.siteId)
    const device = await link.pair(site.siteId)
    this.#paired.add(site.siteId)
    const pairedAt = await link.changes((view) => {
      const at = view[`pairing:${site.siteId}`]?.pairedAt
      return at === undefined || at === before ? null : at
    })
    record.add(site.siteId, pairedAt)
    const simulated = new SimulatedSite({ url, device, index, fps: options.fps })
    this.#simulated.push(simulated)
    await simulated.join({ timeoutMs: JOIN_TIMEOUT_MS })
  }

  /** Plays the chair: after every speech, or when one has lasted long enough, the next in the queue. */
  async #conduct(): Promise<void> {
    const { view, link, sessionId, now, narrator } = this.#options
    const entities = view.entities
    if (this.#conducting || entities === null) return
    const requests = requestsOf(entities)
    const rows = rowsOf(entities)
    const someoneSpeaks = requests.some(({ state }) => state === 'live')
    if (someoneSpeaks && now() - this.#conductedAt < SPEECH_MS) return
    this.#conducting = true
    try {
      const next = rows.find(({ siteId }) => siteId === nextSpeaker(requests, rows))
      const overdue = overdueSpeech(requests, link.connection.clock.now(), SPEECH_MS)
      if (next !== undefined) {
        await link.connection.command('floor.give', { sessionId, siteId: next.siteId })
        this.#conductedAt = now()
        const name = this.#nameOf(next.siteId)
        narrator.happening(next.siteId, name, 'isGivenFloor')
      } else if (overdue !== null) {
        await link.connection.command('floor.finish', { sessionId, requestId: overdue })
      }
    } catch {
      // The room left or withdrew in this very moment; the next turn looks again.
    } finally {
      this.#conducting = false
    }
  }

  #nameOf(siteId: SiteId): string {
    return this.#simulated.find(({ device }) => device.site.siteId === siteId)?.name ?? siteId
  }

  async #end(): Promise<void> {
    clearInterval(this.#timer)
    const { link, record } = this.#options
    // Unpaired while still connected, a room leaves the meeting; closed first, it would count as away.
    await Promise.all(
      [...this.#paired].map(async (siteId) => {
        try {
          await link.unpair(siteId)
          record.remove(siteId)
        } catch {
          // The bridge is gone; the record stays, and the next run takes the site again.
        }
      }),
    )
    for (const site of this.#simulated) site.close()
  }
}

async function rejectWhen(stopped: AbortSignal): Promise<never> {
  return await new Promise((_, reject) => {
    stopped.addEventListener('abort', () => reject(new Error('stopped')))
  })
}

async function pause(durationMs: number, stopped: AbortSignal): Promise<void> {
  await new Promise<void>((resolve) => {
    const timer = setTimeout(resolve, durationMs)
    stopped.addEventListener('abort', () => {
      clearTimeout(timer)
      resolve()
    })
  })
}
