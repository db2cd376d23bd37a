import type { Router } from 'mediasoup/types'
import { StageSource } from '../../../sfu/src/stage/index.ts'
import type { StageSlot } from '../../../sfu/src/stage/index.ts'
import type { Yuv } from '../../../tools/simulator/media/colours.ts'
import { ColourCamera, SIMULCAST, ToneMicrophone } from './ColourCamera.ts'
import { PictureObserver, SoundObserver } from './observers.ts'
import { waitFor } from './waitFor.ts'
import { WrtcPeer } from './WrtcPeer.ts'

export const RED: Yuv = [81, 90, 240]
export const BLUE: Yuv = [41, 240, 110]
export const GREEN: Yuv = [145, 54, 34]

/** A room that sends a picture of one colour in three layers and one tone, and is ready for the stage. */
export async function createSite(router: Router, sourceId: string, colour: Yuv, hertz: number) {
  const camera = new ColourCamera(colour)
  const microphone = new ToneMicrophone(hertz)
  const peer = await WrtcPeer.create(router)
  const video = await peer.publish(camera.track, SIMULCAST)
  const audio = await peer.publish(microphone.track)
  const source = await StageSource.create({ sourceId, router, video: video.server, audio: audio.server })
  const close = (): void => {
    source.close()
    peer.close()
    camera.stop()
    microphone.stop()
  }
  return { sourceId, colour, hertz, source, peer, camera, microphone, video, audio, close }
}

export type Site = Awaited<ReturnType<typeof createSite>>

/** A room that receives a slot. */
export async function createListener(router: Router, slot: StageSlot) {
  const peer = await WrtcPeer.create(router)
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

export type Listener = Awaited<ReturnType<typeof createListener>>

/** Waits until all three layers of a room come in: a sender begins with the lowest and adds the others. */
export async function allLayersOf(site: Site): Promise<void> {
  await waitFor(`three layers of ${site.sourceId}`, () => {
    const { score } = site.video.server
    return score.length === 3 && score.every((layer) => layer.score > 0)
  })
}
