import type { SiteView } from '@diem-cau/protocol'
import type { PairedDevice } from '../../client/src/connection/index.ts'
import { waitFor } from './bridge/waitFor.ts'
import { RoomDevices, type Picture, type Sound } from './media/RoomDevices.ts'
import { RoomPicture } from './media/RoomPicture.ts'
import { Tone, toneOf } from './media/tone.ts'
import { SitePage } from './SitePage.ts'

export interface SimulatedSiteOptions {
  readonly url: string
  readonly device: PairedDevice
  /** Gives the room its colour and its tone. */
  readonly index: number
  readonly fps: number
  /** In place of the room with its name and clock. */
  readonly picture?: Picture
  /** Hertz, or a sound of its own, in place of the tone that goes with the index. */
  readonly tone?: number | Sound
}

type Listener = (view: SiteView, before: SiteView | null) => void

/**
 * A synthetic room with a camera, a microphone and one page at a time: closing it and opening a new one is a return,
 * cutting the link is not. It owns its page and devices; `close()` ends both, and twice is harmless.
 */
export class SimulatedSite {
  readonly device: PairedDevice
  readonly room: RoomDevices
  readonly #url: string
  readonly #listeners = new Set<Listener>()
  #page: SitePage | null = null
  #seen: SiteView | null = null

  constructor({ url, device, index, fps, picture, tone }: SimulatedSiteOptions) {
    this.#url = url
    this.device = device
    const { name, units } = device.site
    this.room = new RoomDevices({
      picture: picture ?? new RoomPicture({ name, units, index }),
      sound: typeof tone === 'object' ? tone : new Tone(tone ?? toneOf(index)),
      fps,
    })
  }

  get name(): string {
    return this.device.site.name
  }

  get page(): SitePage | null {
    return this.#page
  }

  get joined(): boolean {
    return this.#page?.joined ?? false
  }

  /** What the site's page shows; null while there is none or it is still loading. */
  get view(): SiteView | null {
    return this.#page?.view.entities ?? null
  }

  /** Told of every change of the site's view. */
  onView(listener: Listener): () => void {
    this.#listeners.add(listener)
    return () => void this.#listeners.delete(listener)
  }

  /** Opens the page; it joins and comes back by itself from then on. */
  open(): SitePage {
    if (this.#page !== null) return this.#page
    const page = new SitePage({ url: this.#url, device: this.device, room: this.room })
    this.#page = page
    page.view.subscribe(() => this.#handleView(page))
    page.start()
    return page
  }

  /** Opens the page and waits until it is in the meeting with media that flow. Throws WaitedTooLong. */
  async join({ timeoutMs }: { timeoutMs: number }): Promise<void> {
    const page = this.open()
    await waitFor(
      (changed) => page.subscribe(changed),
      () => (page.joined ? true : null),
      { what: this.name, timeoutMs },
    )
  }

  /** Closes the page, as when the PC is switched off in order. */
  leave(): void {
    this.#page?.close()
    this.#page = null
  }

  close(): void {
    this.leave()
    this.room.close()
    this.#listeners.clear()
  }

  #handleView(page: SitePage): void {
    const view = page.view.entities
    if (page !== this.#page || view === null || page.view.state.kind !== 'live') return
    const before = this.#seen
    this.#seen = view
    for (const listener of this.#listeners) listener(view, before)
  }
}
