import type { Stand } from './Stand.ts'
import { Watcher } from './Watcher.ts'

/** A picture that takes longer was not followed. */
const FOLLOW_BOUND_MS = 5_000
/** Sound is looked at on some receivers only: every one costs this process 300 calls a second. */
const MOST_LISTENERS = 4

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
    await change(stand, watchers, { turn: 0, start: 'cold' })
    const before = workAt(stand)
    for (let turn = 1; turn <= switches; turn += 1) {
      const start: Start = turn % 2 === 0 ? 'cold' : 'standby'
      const { pictures, sounds } = await change(stand, watchers, { turn, start })
      pictureMs[start].push(...pictures)
      soundMs.push(...sounds)
      const slowest = Math.round(Math.max(...pictures, 0))
      progress(
        `${turn} of ${switches} ${start}: ${pictures.length}/${watchers.length}, slowest ${slowest} ms`,
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
  readonly turn: number
  readonly start: Start
}

async function change(
  stand: Stand,
  watchers: readonly Watcher[],
  { turn, start }: Change,
): Promise<{ pictures: number[]; sounds: number[] }> {
  const speaker = stand.speakerOfTurn(turn)
  const { sessionId, link, company } = stand
  const { siteId, index } = speaker
  await company.ask({ ask: 'silent', index })
  if (start === 'standby') {
    await link.connection.command('floor.standby', { sessionId, siteId })
    await company.ask({ ask: 'sending', index })
  }
  const following = Promise.all(
    watchers.map(async (watcher) => await watcher.follow(speaker, FOLLOW_BOUND_MS)),
  )
  const startedAt = performance.now()
  await link.connection.command('floor.give', { sessionId, siteId })
  const outcomes = await following
  if (turn > 0) await company.ask({ ask: 'silent', index: stand.speakerOfTurn(turn - 1).index })
  const elapsed = (times: (number | null)[]): number[] =>
    times.filter((at) => at !== null).map((at) => at - startedAt)
  return {
    pictures: elapsed(outcomes.map(({ seenAt }) => seenAt)),
    sounds: elapsed(outcomes.map(({ heardAt }) => heardAt)),
  }
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
