import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { StageSlot, StageSource } from '../../sfu/src/stage/index.ts'
import { ColourCamera, SIMULCAST, ToneMicrophone } from '../support/stage/ColourCamera.ts'
import { MediaRig } from '../support/stage/MediaRig.ts'
import { PictureObserver, SoundObserver } from '../support/stage/observers.ts'
import { waitFor } from '../support/stage/waitFor.ts'
import { sdpOperations, WrtcPeer } from '../support/stage/WrtcPeer.ts'

const RED = [81, 90, 240] as const
const BLUE = [41, 240, 110] as const

async function createSite(
  rig: MediaRig,
  id: string,
  colour: readonly [number, number, number],
  hertz: number,
) {
  const camera = new ColourCamera([...colour])
  const microphone = new ToneMicrophone(hertz)
  const peer = await WrtcPeer.create(rig.router)
  const video = await peer.publish(camera.track, SIMULCAST)
  const audio = await peer.publish(microphone.track)
  const source = await StageSource.create({
    sourceId: id,
    router: rig.router,
    video: video.server,
    audio: audio.server,
  })
  const close = (): void => {
    source.close()
    peer.close()
    camera.stop()
    microphone.stop()
  }
  return { source, video, audio, close }
}

async function createListener(rig: MediaRig, slot: StageSlot) {
  const peer = await WrtcPeer.create(rig.router)
  const video = await peer.receive(slot.videoProducer?.id ?? '')
  const audio = await peer.receive(slot.audioProducer?.id ?? '')
  const picture = new PictureObserver(video.client.track)
  const sound = new SoundObserver(audio.client.track)
  const close = (): void => {
    picture.stop()
    sound.stop()
    peer.close()
  }
  return { peer, video, audio, picture, sound, close }
}

describe('a stage slot with real endpoints, VP8', () => {
  let rig: MediaRig
  let slot: StageSlot
  let red: Awaited<ReturnType<typeof createSite>>
  let blue: Awaited<ReturnType<typeof createSite>>
  let listener: Awaited<ReturnType<typeof createListener>>

  beforeAll(async () => {
    rig = await MediaRig.create()
    slot = await StageSlot.create({ slotId: 'speaker1', router: rig.router, videoCodec: 'vp8' })
    red = await createSite(rig, 'red', RED, 440)
    blue = await createSite(rig, 'blue', BLUE, 660)
    listener = await createListener(rig, slot)
  })

  afterAll(() => {
    listener?.close()
    red?.close()
    blue?.close()
    slot?.close()
    rig?.close()
  })

  test('nothing is received before a source is put on the slot', () => {
    expect(listener.picture.frames).toBe(0)
    expect(slot.stats.video?.packetsForwarded).toBe(0)
  })

  test('the listener sees and hears each source that the slot is switched to, without any negotiation', async () => {
    const before = sdpOperations.count
    for (const [site, colour, hertz] of [
      [red, RED, 440],
      [blue, BLUE, 660],
      [red, RED, 440],
    ] as const) {
      const results = await Promise.all([slot.switchVideo(site.source), slot.switchAudio(site.source)])
      expect(results.map(({ committed }) => committed)).toEqual([true, true])
      await waitFor(`the picture of ${site.source.sourceId}`, () => listener.picture.shows([...colour]))
      await waitFor(`the sound of ${site.source.sourceId}`, () => listener.sound.hears(hertz))
    }
    expect(sdpOperations.count).toBe(before)
  })
})
