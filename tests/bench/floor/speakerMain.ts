/** The process in which the chair and the speakers of the floor bench live; it is told what to do by messages. */
import { setTimeout as delay } from 'node:timers/promises'
import { assertUnreachable, type SiteId } from '@diem-cau/protocol'
import { AdminLink } from '../../../tools/simulator/bridge/AdminLink.ts'
import { readControl, trust } from '../../../tools/simulator/bridge/control.ts'
import { waitFor } from '../../../tools/simulator/bridge/waitFor.ts'
import { SimulatedSite, type SimulatedSiteOptions } from '../../../tools/simulator/SimulatedSite.ts'
import '../../support/wrtcGlobals.ts'
import type { SpeakerAnswer, SpeakerRequest } from './speakerMessages.ts'
import { ClapPicture, ClapSound } from '../../support/stage/Clapper.ts'
import { speakerColour, speakerHertz, SPEAKERS } from './speakers.ts'
import { TexturedPicture } from './TexturedPicture.ts'

const JOIN_MS = 30_000
const BOUND_MS = 15_000
const LOOK_AGAIN_MS = 200
/** The chair is on stage all the time and is not looked at: its picture costs the receivers little. */
const CHAIR = { picture: new TexturedPicture([128, 128, 128], { seed: 0, contrast: 0 }), tone: 300 } as const
const CONTRAST = 40
/** Enough for lips: a picture is at most 40 ms old when it is filmed. */
const CLAPPER_FPS = 25
/**
 * A speaker on standby has sent this many pictures of each layer before the cut: about a second, less than any operator
 * takes. An encoder of libwebrtc makes no second key frame within 300 ms of the one it starts with.
 */
const STANDBY_PICTURES = 15

const control = readControl(process.argv[2] ?? '')
trust(control)
const link = await AdminLink.open(control)
/** The chair, then the speakers. */
const sites: SimulatedSite[] = []

function lookOf(index: number): Partial<SimulatedSiteOptions> {
  if (index === 0) return CHAIR
  const speaker = index - 1
  if (speaker === SPEAKERS) return { picture: new ClapPicture(), tone: new ClapSound(), fps: CLAPPER_FPS }
  const picture = new TexturedPicture(speakerColour(speaker), { seed: speaker, contrast: CONTRAST })
  return { picture, tone: speakerHertz(speaker) }
}

async function join(siteIds: readonly SiteId[], fps: number): Promise<void> {
  for (const [index, siteId] of siteIds.entries()) {
    const device = await link.pair(siteId)
    const site = new SimulatedSite({ url: control.url, device, index, fps, ...lookOf(index) })
    sites.push(site)
    await site.join({ timeoutMs: JOIN_MS })
  }
}

function speakerAt(index: number): SimulatedSite {
  const site = sites[index + 1]
  if (site === undefined) throw new Error(`there is no speaker ${index}`)
  return site
}

/** Pictures that a site has sent so far, of the layer that has sent the most. */
async function picturesSent(site: SimulatedSite): Promise<number> {
  const stats = await site.page?.media.endpoint?.getStats()
  let sent = 0
  stats?.send.forEach((report: { type?: string; kind?: string; framesSent?: number }) => {
    if (report.type === 'outbound-rtp' && report.kind === 'video')
      sent = Math.max(sent, report.framesSent ?? 0)
  })
  return sent
}

async function untilSending(site: SimulatedSite): Promise<void> {
  const deadline = performance.now() + BOUND_MS
  const before = await picturesSent(site)
  while ((await picturesSent(site)) < before + STANDBY_PICTURES) {
    if (performance.now() > deadline) throw new Error(`${site.name} does not send`)
    await delay(LOOK_AGAIN_MS)
  }
}

/** A room that films nothing has nothing to encode or send. */
async function untilSilent(site: SimulatedSite): Promise<void> {
  await waitFor(
    (changed) => site.onView(changed),
    () => (site.room.filming ? null : true),
    { what: `${site.name} stops`, timeoutMs: BOUND_MS },
  )
}

async function answer(request: SpeakerRequest): Promise<void> {
  switch (request.ask) {
    case 'join':
      return await join(request.siteIds, request.fps)
    case 'sending':
      return await untilSending(speakerAt(request.index))
    case 'silent':
      return await untilSilent(speakerAt(request.index))
    default:
      return assertUnreachable(request)
  }
}

async function handle({ id, ...request }: SpeakerRequest & { id: number }): Promise<void> {
  let failure: string | null = null
  try {
    await answer(request)
  } catch (error) {
    failure = error instanceof Error ? error.message : String(error)
  }
  process.send?.({ id, failure } satisfies SpeakerAnswer)
}

process.on('message', (message: SpeakerRequest & { id: number }) => void handle(message))
// The bench has let go, or has died: nothing is left to do. libwebrtc's threads need to be told.
process.on('disconnect', () => process.exit(0))
