import { afterAll, beforeAll, expect, test } from 'vitest'
import { StageSlot, StageSource } from '../../sfu/src/stage/index.ts'
import { ClapObserver, Clapper } from '../support/stage/Clapper.ts'
import { MediaRig } from '../support/stage/MediaRig.ts'
import { waitFor } from '../support/stage/waitFor.ts'
import { WrtcPeer } from '../support/stage/WrtcPeer.ts'

/** Lips and voice may be this far apart: what ITU-R BT.1359-1 calls acceptable is 90 to 185 ms; a laden test machine adds to it. */
const MOST_LAG_MS = 200
const CLAPS_EACH = 3

let rig: MediaRig
let slot: StageSlot
let clapper: Clapper
let peers: WrtcPeer[] = []
let sources: StageSource[] = []
let claps: ClapObserver

beforeAll(async () => {
  rig = await MediaRig.create()
  slot = await StageSlot.create({ slotId: 'speaker1', router: rig.router, videoCodec: 'vp8' })
  clapper = new Clapper()
  for (const sourceId of ['one', 'two']) {
    const peer = await WrtcPeer.create(rig.router)
    const video = await peer.publish(clapper.video)
    const audio = await peer.publish(clapper.audio)
    peers.push(peer)
    sources.push(
      await StageSource.create({ sourceId, router: rig.router, video: video.server, audio: audio.server }),
    )
  }
  const listener = await WrtcPeer.create(rig.router)
  peers.push(listener)
  const video = await listener.receive(slot.videoProducer?.id ?? '')
  const audio = await listener.receive(slot.audioProducer?.id ?? '')
  claps = new ClapObserver(video.client.track, audio.client.track)
})

afterAll(() => {
  claps?.stop()
  for (const peer of peers) peer.close()
  clapper?.stop()
  slot?.close()
  rig?.close()
})

test('lips and voice stay together over changes of source', async () => {
  const medians: number[] = []
  for (const source of [sources[0], sources[1], sources[0]]) {
    if (source === undefined) continue
    await Promise.all([slot.switchVideo(source), slot.switchAudio(source)])
    const before = claps.lagsMs.length
    await waitFor(`${CLAPS_EACH} claps`, () => claps.lagsMs.length >= before + CLAPS_EACH, 20_000)
    medians.push(medianOf(claps.lagsMs.slice(before)))
  }
  for (const median of medians) expect(Math.abs(median)).toBeLessThan(MOST_LAG_MS)
})

function medianOf(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN
}
