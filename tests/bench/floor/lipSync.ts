import { setTimeout as delay } from 'node:timers/promises'
import { SPEAKER_SLOTS } from '@diem-cau/protocol'
import { ClapObserver } from '../../support/stage/Clapper.ts'
import type { Stand } from './Stand.ts'

/** Receivers that are looked at; each costs this process some hundred calls a second. */
const MOST_OBSERVED = 4
/** Claps are a second apart; the first ones, while picture and sound find each other after the cut, count as well. */
const CLAPS = 10
const BOUND_MS = 30_000
const LOOK_AGAIN_MS = 200

/**
 * How far the picture of a clap lies from its sound where they are seen and heard, of every clap at every receiver that
 * is looked at, in milliseconds; positive when the picture comes later. The floor goes to the clapper by a cut, so the
 * synchronisation after a change of floor is in it.
 */
export async function measureLipSync(stand: Stand, progress: (text: string) => void): Promise<number[]> {
  const { sessionId, link, company, clapper } = stand
  await link.connection.command('floor.standby', { sessionId, siteId: clapper })
  await company.ask({ ask: 'sending', index: stand.clapperIndex })
  const observers = stand.receivers.slice(0, MOST_OBSERVED).flatMap(({ page }) => {
    const tracks = page?.media.slots.get(SPEAKER_SLOTS[0])
    return tracks?.video && tracks.audio ? [new ClapObserver(tracks.video, tracks.audio)] : []
  })
  try {
    await link.connection.command('floor.give', { sessionId, siteId: clapper })
    const deadline = performance.now() + BOUND_MS
    while (observers.some(({ lagsMs }) => lagsMs.length < CLAPS) && performance.now() < deadline) {
      await delay(LOOK_AGAIN_MS)
    }
    progress(`claps seen and heard: ${observers.map(({ lagsMs }) => lagsMs.length).join(', ')}`)
    return observers.flatMap(({ lagsMs }) => lagsMs)
  } finally {
    for (const observer of observers) observer.stop()
  }
}
