import '../../../support/wrtcGlobals.ts'
import { BridgeError, type ReplyOf, type SiteId, type SiteView } from '@diem-cau/protocol'
import type { CommandData, CommandName } from '../../../../client/src/connection/index.ts'
import type { AdminLink } from '../../../../tools/simulator/bridge/AdminLink.ts'
import { waitFor } from '../../../../tools/simulator/bridge/waitFor.ts'
import { SimulatedSite } from '../../../../tools/simulator/SimulatedSite.ts'
import type { SitePage } from '../../../../tools/simulator/SitePage.ts'
import { SoundObserver } from '../../../support/stage/observers.ts'
import { eventually } from '../eventually.ts'
import { COLOURS } from '../fakeRoom.ts'
import { PLAYED, toneOf, WALLS } from './cast.ts'
import { ColourPicture } from './ColourPicture.ts'

const JOIN_MS = 60_000
const CHANGE_MS = 20_000
const FRAMES_PER_SECOND = 5
const GREY = [150, 150, 150] as const

/** The rooms of a meeting that are played: real pages without a browser, with real WebRTC. It owns them. */
export class Rooms {
  readonly #sites: ReadonlyMap<SiteId, SimulatedSite>

  private constructor(sites: ReadonlyMap<SiteId, SimulatedSite>) {
    this.#sites = sites
  }

  /** Pairs the rooms; their pages are not open yet. */
  static async pair(url: string, link: AdminLink): Promise<Rooms> {
    const sites = new Map<SiteId, SimulatedSite>()
    for (const [index, siteId] of PLAYED.entries()) {
      const colour = WALLS.get(siteId)
      sites.set(
        siteId,
        new SimulatedSite({
          url,
          device: await link.pair(siteId),
          index,
          fps: FRAMES_PER_SECOND,
          picture: new ColourPicture(colour === undefined ? GREY : COLOURS[colour]),
          tone: toneOf(siteId),
        }),
      )
    }
    return new Rooms(sites)
  }

  /** Opens every room's page: it is in whatever session has invited it as soon as that is open. */
  open(): void {
    for (const site of this.#sites.values()) site.open()
  }

  /** Until every room is in the meeting, with media that flow. */
  async joined(): Promise<void> {
    await Promise.all([...this.#sites.values()].map((site) => site.join({ timeoutMs: JOIN_MS })))
  }

  of(siteId: SiteId): SimulatedSite {
    const site = this.#sites.get(siteId)
    if (site === undefined) throw new Error(`${siteId} is not played`)
    return site
  }

  view(siteId: SiteId): SiteView {
    const { view } = this.of(siteId)
    if (view === null) throw new Error(`${siteId} has no page`)
    return view
  }

  /** A command of a room, as its page gives it. */
  async says<N extends CommandName>(siteId: SiteId, name: N, data: CommandData<N>): Promise<ReplyOf<N>> {
    return await this.#page(siteId).connection.command(name, data)
  }

  /** The code by which a room's command is refused; `done` when it is not. */
  async codeOf<N extends CommandName>(siteId: SiteId, name: N, data: CommandData<N>): Promise<string> {
    try {
      await this.says(siteId, name, data)
      return 'done'
    } catch (error) {
      if (error instanceof BridgeError) return error.code
      throw error
    }
  }

  async until(siteId: SiteId, what: string, holds: (view: SiteView) => boolean): Promise<SiteView> {
    const page = this.#page(siteId)
    return await waitFor(
      (changed) => page.view.subscribe(changed),
      () => (page.view.entities !== null && holds(page.view.entities) ? page.view.entities : null),
      { what: `${siteId}: ${what}`, timeoutMs: CHANGE_MS },
    )
  }

  /** Until a room hears a tone on its stage, whose tracks may be new ones by then. */
  async untilHears(siteId: SiteId, toneHz: number): Promise<void> {
    const ears = new Map<MediaStreamTrack, SoundObserver>()
    const listen = (): boolean[] => {
      const tracks = [...this.#page(siteId).media.slots.values()].flatMap(({ audio }) => audio ?? [])
      return tracks.map((track) => {
        const ear = ears.get(track) ?? new SoundObserver(track)
        ears.set(track, ear)
        return ear.hears(toneHz)
      })
    }
    try {
      await eventually(() => Promise.resolve(listen().includes(true)), Boolean, {
        what: `${siteId} hears ${toneHz} Hz`,
      })
    } finally {
      for (const ear of ears.values()) ear.stop()
    }
  }

  close(): void {
    for (const site of this.#sites.values()) site.close()
  }

  #page(siteId: SiteId): SitePage {
    const { page } = this.of(siteId)
    if (page === null) throw new Error(`${siteId} has no page`)
    return page
  }
}
