import { afterAll, beforeAll, expect, test } from 'vitest'
import { StageSlot } from '../../sfu/src/stage/index.ts'
import { MediaRig } from '../support/stage/MediaRig.ts'
import { BLUE, createListener, createSite, GREEN, RED } from '../support/stage/sites.ts'
import type { Listener, Site } from '../support/stage/sites.ts'
import { waitFor } from '../support/stage/waitFor.ts'

/** Give the same seed to play the same meeting again. */
const SEED = Number(process.env['TEST_SEED'] ?? Math.floor(Math.random() * 1e9))
const STEPS = 12

let rig: MediaRig
let slot: StageSlot
let sites: Site[] = []
let listeners: Listener[] = []

beforeAll(async () => {
  rig = await MediaRig.create()
  slot = await StageSlot.create({ slotId: 'speaker1', router: rig.router, videoCodec: 'vp8' })
  for (const [sourceId, colour, hertz] of [
    ['red', RED, 440],
    ['blue', BLUE, 660],
    ['green', GREEN, 880],
  ] as const) {
    sites.push(await createSite(rig.router, sourceId, colour, hertz))
  }
  listeners = [await createListener(rig.router, slot), await createListener(rig.router, slot)]
})

afterAll(() => {
  for (const listener of listeners) listener.close()
  for (const site of sites) site.close()
  slot?.close()
  rig?.close()
})

test(`switches, layers that come and go, sites that are paused: the right one is seen (seed ${SEED})`, async () => {
  const random = generator(SEED)
  const pick = <T>(values: readonly T[]): T => {
    const value = values[Math.floor(random() * values.length)]
    if (value === undefined) throw new Error('nothing to pick from')
    return value
  }
  for (let step = 0; step < STEPS; step++) {
    const site = pick(sites)
    const highest = pick([0, 1, 2])
    const wanted = pick([0, 1, 2])
    const pause = pick([true, false, false])
    const what = `step ${step}: ${site.sourceId}, layers up to ${highest}, layer ${wanted} wanted, paused ${pause}`
    await site.video.client.setMaxSpatialLayer(highest)
    await Promise.all(
      listeners.map(async ({ video }) => await video.server.setPreferredLayers({ spatialLayer: wanted })),
    )
    if (pause) await site.video.server.pause()
    const switched = slot.switchVideo(site.source)
    const others = pick([true, false]) ? slot.switchVideo(pick(sites).source) : null
    if (others) await slot.switchVideo(site.source)
    if (pause) await site.video.server.resume()
    await switched
    await waitFor(what, () => listeners.every(({ picture }) => picture.shows(site.colour)))
    const frames = listeners.map(({ picture }) => picture.frames)
    await waitFor(`${what}: it moves`, () =>
      listeners.every(({ picture }, index) => picture.frames > (frames[index] ?? 0) + 3),
    )
  }
  expect(slot.videoProducer?.closed).toBe(false)
}, 180_000)

/** Mulberry32: small, seeded, good enough to pick steps. */
function generator(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}
