import type { SessionId, SiteId, VideoCodec } from '@diem-cau/protocol'
import { AdminLink } from '../../../tools/simulator/bridge/AdminLink.ts'
import { SimulatedSite } from '../../../tools/simulator/SimulatedSite.ts'
import { openSession } from '../../support/openSession.ts'
import type { RunningBridge } from '../../support/startBridge.ts'
import { SpeakerProcess } from './SpeakerProcess.ts'
import { speakerOf, SPEAKERS, type Speaker } from './speakers.ts'

interface StandOptions {
  readonly bridge: RunningBridge
  readonly receivers: number
  readonly fps: number
  readonly codec: VideoCodec
  readonly progress: (text: string) => void
}

const JOIN_MS = 30_000

/**
 * A meeting to measure on: a chair, speakers and receivers, all of them sites over the whole path. It owns the link, the
 * receivers and the speakers' process; `close()` ends them, and twice is harmless.
 */
export class Stand {
  readonly link: AdminLink
  readonly company: SpeakerProcess
  readonly receivers: SimulatedSite[] = []
  #sessionId: SessionId | null = null
  #speakers: readonly Speaker[] = []
  #clapper: SiteId | null = null

  private constructor(link: AdminLink, company: SpeakerProcess) {
    this.link = link
    this.company = company
  }

  static async build(options: StandOptions): Promise<Stand> {
    const { bridge } = options
    const link = await AdminLink.open(bridge.control)
    const stand = new Stand(link, new SpeakerProcess(bridge.dataDirectory))
    try {
      await stand.#fill(options)
      return stand
    } catch (error) {
      await stand.close()
      throw error
    }
  }

  get sessionId(): SessionId {
    if (this.#sessionId === null) throw new Error('no session is open')
    return this.#sessionId
  }

  /** The n-th speech is the n-th speaker's, round and round. */
  speakerOfTurn(turn: number): Speaker {
    const speaker = this.#speakers[turn % SPEAKERS]
    if (speaker === undefined) throw new Error('the stand has no speakers')
    return speaker
  }

  /** It comes after the speakers. */
  readonly clapperIndex = SPEAKERS

  /** The site whose picture and sound change at the same instant. */
  get clapper(): SiteId {
    if (this.#clapper === null) throw new Error('the stand has no clapper')
    return this.#clapper
  }

  async close(): Promise<void> {
    for (const site of this.receivers) site.close()
    this.link.close()
    await this.company.close()
  }

  async #fill({ bridge, receivers, fps, codec, progress }: StandOptions): Promise<void> {
    const session = await openSession(this.link, { title: 'Đo chuyển lượt phát biểu', videoCodec: codec })
    const { sessionId, chairSiteId, siteIds } = session
    if (siteIds.length < SPEAKERS + 1 + receivers) throw new Error(`only ${siteIds.length} sites`)
    this.#sessionId = sessionId
    const speaking = siteIds.slice(0, SPEAKERS)
    this.#speakers = speaking.map(speakerOf)
    const clapper = siteIds[SPEAKERS]
    if (clapper === undefined) throw new Error('no site is left to clap')
    this.#clapper = clapper
    await this.company.ask({ ask: 'join', siteIds: [chairSiteId, ...speaking, clapper], fps })
    progress(`chair and ${SPEAKERS} speakers joined`)
    const receiving = siteIds.slice(SPEAKERS + 1, SPEAKERS + 1 + receivers)
    for (const [index, siteId] of receiving.entries()) {
      await this.#receive(bridge.url, siteId, index)
      progress(`${index + 1} of ${receivers} receivers joined`)
    }
  }

  /** A receiver is never on stage: its own picture is never drawn. */
  async #receive(url: string, siteId: SiteId, index: number): Promise<void> {
    const device = await this.link.pair(siteId)
    const site = new SimulatedSite({ url, device, index, fps: 1 })
    this.receivers.push(site)
    await site.join({ timeoutMs: JOIN_MS })
  }
}
