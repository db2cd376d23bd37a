import { setTimeout as delay } from 'node:timers/promises'
import type { Stand } from './Stand.ts'
import type { Speaker } from './speakers.ts'
import { Watcher } from './Watcher.ts'

/** A picture that takes longer was not followed. */
const FOLLOW_BOUND_MS = 5_000
const READY_BOUND_MS = 15_000
const LOOK_AGAIN_MS = 60
/** Sound is looked at on some receivers only: every one costs this process 300 calls a second. */
const MOST_LISTENERS = 4
/** A speaker on standby has sent this many pictures before the cut. */
const STANDBY_PICTURES = 5

export type Start = 'standby' | 'cold'

export interface Measured {
  /** Milliseconds from the command to the first decoded picture, one for each switch and receiver that followed. */
  readonly pictureMs: Readonly<Record<Start, readonly number[]>>
  /** The same for the tone, at the receivers that listened. */
  readonly soundMs: readonly number[]
  readonly switches: number
  readonly expectedPictures: number
  readonly expectedSounds: number
  readonly sdpOperations: number
  readonly consumersCreated: number
}

/** Gives the floor `switches` times to one speaker after the other, in turn from standby and cold. */
export async function measure(
  stand: Stand,
  switches: number,
  progress: (text: string) => void,
): Promise<Measured> {
  const watchers = stand.receivers.map(
    (site, index) => new Watcher(site, { listens: index < MOST_LISTENERS }),
  )
  const pictureMs: Record<Start, number[]> = { standby: [], cold: [] }
  const soundMs: number[] = []
  try {
    // The first speaker comes onto an empty stage: that is no change of floor and is not counted.
    await change(stand, watchers, { number: 0, start: 'cold' })
    const before = workAt(stand)
    for (let number = 1; number <= switches; number += 1) {
      const start: Start = number % 2 === 0 ? 'cold' : 'standby'
      const { pictures, sounds } = await change(stand, watchers, { number, start })
      pictureMs[start].push(...pictures)
      soundMs.push(...sounds)
      const slowest = Math.round(Math.max(...pictures, 0))
      progress(
        `${number} of ${switches} ${start}: ${pictures.length}/${watchers.length}, slowest ${slowest} ms`,
      )
    }
    const after = workAt(stand)
    return {
      pictureMs,
      soundMs,
      switches,
      expectedPictures: switches * watchers.length,
      expectedSounds: switches * watchers.filter(({ listens }) => listens).length,
      sdpOperations: after.sdpOperations - before.sdpOperations,
      consumersCreated: after.consumersCreated - before.consumersCreated,
    }
  } finally {
    for (const watcher of watchers) watcher.close()
  }
}

interface Change {
  readonly number: number
  readonly start: Start
}

async function change(
  stand: Stand,
  watchers: readonly Watcher[],
  { number, start }: Change,
): Promise<{ pictures: number[]; sounds: number[] }> {
  const speaker = speakerOf(stand, number)
  const former = speakerOf(stand, number + stand.speakers.length - 1)
  const { sessionId, link } = stand
  const { siteId } = speaker.site.device.site
  await untilSilent(speaker)
  if (start === 'standby') {
    await link.connection.command('floor.standby', { sessionId, siteId })
    await untilSending(speaker)
  }
  const following = Promise.all(
    watchers.map(async (watcher) => await watcher.follow(speaker, FOLLOW_BOUND_MS)),
  )
  const startedAt = performance.now()
  await link.connection.command('floor.give', { sessionId, siteId })
  const outcomes = await following
  if (number > 0) await untilSilent(former)
  const elapsed = (times: (number | null)[]): number[] =>
    times.filter((at) => at !== null).map((at) => at - startedAt)
  return {
    pictures: elapsed(outcomes.map(({ seenAt }) => seenAt)),
    sounds: elapsed(outcomes.map(({ heardAt }) => heardAt)),
  }
}

function speakerOf({ speakers }: Stand, number: number): Speaker {
  const speaker = speakers[number % speakers.length]
  if (speaker === undefined) throw new Error('the stand has no speakers')
  return speaker
}

/** What the receivers have negotiated since they joined. */
function workAt({ receivers }: Stand): { sdpOperations: number; consumersCreated: number } {
  const work = { sdpOperations: 0, consumersCreated: 0 }
  for (const { page } of receivers) {
    work.sdpOperations += page?.media.counters.sdpOperations ?? 0
    work.consumersCreated += page?.media.counters.consumersCreated ?? 0
  }
  return work
}

/** Pictures that a site has sent so far, all layers together. */
async function picturesSent({ site }: Speaker): Promise<number> {
  const stats = await site.page?.media.endpoint?.getStats()
  let sent = 0
  stats?.send.forEach((report: { type?: string; kind?: string; framesSent?: number }) => {
    if (report.type === 'outbound-rtp' && report.kind === 'video') sent += report.framesSent ?? 0
  })
  return sent
}

async function untilSending(speaker: Speaker): Promise<void> {
  const before = await picturesSent(speaker)
  await until(
    `${speaker.site.name} sends`,
    async () => (await picturesSent(speaker)) >= before + STANDBY_PICTURES,
  )
}

/** Nothing was sent between two looks, and the room does not film. */
async function untilSilent(speaker: Speaker): Promise<void> {
  let before = -1
  await until(`${speaker.site.name} stops sending`, async () => {
    const now = await picturesSent(speaker)
    const silent = !speaker.site.room.filming && now === before
    before = now
    return silent
  })
}

async function until(what: string, isSo: () => Promise<boolean>): Promise<void> {
  const deadline = performance.now() + READY_BOUND_MS
  while (!(await isSo())) {
    if (performance.now() > deadline) throw new Error(`${what}: not within ${READY_BOUND_MS} ms`)
    await delay(LOOK_AGAIN_MS)
  }
}
