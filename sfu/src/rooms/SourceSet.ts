import type { MediaKind, SiteId, Source } from '@diem-cau/protocol'
import type { Producer, Router } from 'mediasoup/types'
import type { Logger } from 'pino'
import { groupOf, type SiteGroup } from './plan.ts'
import type { SourcePort, StageFactory } from './stagePorts.ts'

/** A site's producers of one group, where they are now. */
export interface Supply extends SiteGroup {
  readonly router: Router
  readonly video: Producer | null
  readonly audio: Producer | null
}

/** A source ready to be switched onto slots. */
export interface Feed {
  readonly sourceId: string
  readonly siteId: SiteId
  readonly source: SourcePort
}

interface Entry extends Feed {
  readonly router: Router
  video: Producer | null
  audio: Producer | null
}

const keyOf = ({ siteId, group }: SiteGroup): string => `${siteId}/${group}`

/**
 * The sources of a room's sites, made ahead of the cut. Owns them: one whose site has moved to another worker or is
 * no longer wanted is closed once no slot uses it. `close()` closes all.
 */
export class SourceSet {
  readonly #stage: StageFactory
  readonly #log: Logger
  readonly #entries = new Map<string, Entry>()
  readonly #retired = new Set<Entry>()
  #made = 0
  #closed = false

  constructor(stage: StageFactory, log: Logger) {
    this.#stage = stage
    this.#log = log
  }

  /** Makes what is missing, follows producers that were replaced, lets go of what is no longer supplied. */
  async prepare(supplies: readonly Supply[]): Promise<void> {
    const supplied = new Map(supplies.map((supply) => [keyOf(supply), supply]))
    for (const [key, entry] of this.#entries) {
      if (supplied.get(key)?.router !== entry.router) this.#retire(key, entry)
    }
    await Promise.all(supplies.map((supply) => this.#prepareOne(supply)))
  }

  /** The feed of a site's source, if it carries this kind and its producer is open. */
  find(siteId: SiteId, source: Source, kind: MediaKind): Feed | null {
    const entry = this.#entries.get(keyOf({ siteId, group: groupOf(source) }))
    const producer = entry?.[kind]
    return entry !== undefined && producer && !producer.closed ? entry : null
  }

  /** Closes what was retired and is on no slot any more. */
  sweep(inUse: ReadonlySet<string>): void {
    for (const entry of this.#retired) {
      if (inUse.has(entry.sourceId)) continue
      this.#retired.delete(entry)
      entry.source.close()
    }
  }

  close(): void {
    this.#closed = true
    for (const entry of [...this.#entries.values(), ...this.#retired]) entry.source.close()
    this.#entries.clear()
    this.#retired.clear()
  }

  async #prepareOne(supply: Supply): Promise<void> {
    try {
      const entry = this.#entries.get(keyOf(supply))
      await (entry === undefined ? this.#make(supply) : this.#follow(entry, supply))
    } catch (error) {
      // A producer that closes meanwhile is nothing to repair: its end brings the next pass.
      if (supply.video?.closed || supply.audio?.closed || supply.router.closed) return
      this.#log.error({ siteId: supply.siteId, group: supply.group, err: error }, 'source not made')
      throw error
    }
  }

  async #make({ siteId, group, router, video, audio }: Supply): Promise<void> {
    const key = keyOf({ siteId, group })
    const sourceId = `${key}#${++this.#made}`
    const source = await this.#stage.createSource({
      sourceId,
      router,
      ...(video ? { video } : {}),
      ...(audio ? { audio } : {}),
    })
    if (this.#closed) return source.close()
    this.#entries.set(key, { sourceId, siteId, source, router, video, audio })
  }

  async #follow(entry: Entry, { video, audio }: Supply): Promise<void> {
    if (entry.video !== video) {
      await entry.source.setVideo(video)
      entry.video = video
    }
    if (entry.audio !== audio) {
      await entry.source.setAudio(audio)
      entry.audio = audio
    }
  }

  #retire(key: string, entry: Entry): void {
    this.#entries.delete(key)
    this.#retired.add(entry)
  }
}
