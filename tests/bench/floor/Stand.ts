import type { SessionId, VideoCodec } from '@diem-cau/protocol'
import { AdminLink } from '../../../tools/simulator/bridge/AdminLink.ts'
import { SimulatedSite, type SimulatedSiteOptions } from '../../../tools/simulator/SimulatedSite.ts'
import { openSession } from '../../support/openSession.ts'
import type { RunningBridge } from '../../support/startBridge.ts'
import { SPEAKERS, speakerColour, speakerHertz, speakerYuv, type Speaker } from './speakers.ts'
import { TexturedPicture } from './TexturedPicture.ts'

interface StandOptions {
  readonly bridge: RunningBridge
  readonly receivers: number
  readonly fps: number
  readonly codec: VideoCodec
  readonly progress: (text: string) => void
}

const JOIN_MS = 30_000
const CHAIR_HUE = 7
const CHAIR_HERTZ = 300

/** A meeting to measure on: a chair, speakers and receivers, all of them sites over the whole path. It owns them. */
export class Stand {
  readonly link: AdminLink
  readonly sessionId: SessionId
  readonly speakers: readonly Speaker[]
  readonly receivers: readonly SimulatedSite[]
  readonly #sites: readonly SimulatedSite[]

  private constructor(link: AdminLink, sessionId: SessionId, sites: readonly SimulatedSite[]) {
    this.link = link
    this.sessionId = sessionId
    this.#sites = sites
    this.speakers = sites
      .slice(1, 1 + SPEAKERS)
      .map((site, index) => ({ site, yuv: speakerYuv(index), hertz: speakerHertz(index) }))
    this.receivers = sites.slice(1 + SPEAKERS)
  }

  static async build({ bridge, receivers, fps, codec, progress }: StandOptions): Promise<Stand> {
    const link = await AdminLink.open(bridge.control)
    const sites: SimulatedSite[] = []
    try {
      const session = await openSession(link, { title: 'Đo chuyển lượt phát biểu', videoCodec: codec })
      const { sessionId, chairSiteId, siteIds } = session
      const wanted = [chairSiteId, ...siteIds.slice(0, SPEAKERS + receivers)]
      if (wanted.length < 1 + SPEAKERS + receivers)
        throw new Error(`the directory has only ${wanted.length} sites`)
      for (const [index, siteId] of wanted.entries()) {
        const device = await link.pair(siteId)
        const look = lookOf(index)
        const site = new SimulatedSite({ url: bridge.url, device, index, fps, ...look })
        sites.push(site)
        await site.join({ timeoutMs: JOIN_MS })
        progress(`${index + 1} of ${wanted.length} joined`)
      }
      return new Stand(link, sessionId, sites)
    } catch (error) {
      for (const site of sites) site.close()
      link.close()
      throw error
    }
  }

  close(): void {
    for (const site of this.#sites) site.close()
    this.link.close()
  }
}

/** The chair comes first, then the speakers; receivers are never on stage, their picture is never drawn. */
function lookOf(index: number): Pick<SimulatedSiteOptions, 'picture' | 'tone'> {
  if (index === 0) return { picture: new TexturedPicture([128, 128, 128], CHAIR_HUE), tone: CHAIR_HERTZ }
  const speaker = index - 1
  if (speaker >= SPEAKERS) return {}
  return { picture: new TexturedPicture(speakerColour(speaker), speaker), tone: speakerHertz(speaker) }
}
