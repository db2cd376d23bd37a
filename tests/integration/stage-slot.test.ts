import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { StageSlot } from '../../sfu/src/stage/index.ts'
import type { SwitchEvent } from '../../sfu/src/stage/index.ts'
import { MediaRig } from '../support/stage/MediaRig.ts'
import { allLayersOf, BLUE, createListener, createSite, RED } from '../support/stage/sites.ts'
import type { Listener, Site } from '../support/stage/sites.ts'
import { waitFor } from '../support/stage/waitFor.ts'
import { sdpOperations } from '../support/stage/WrtcPeer.ts'

describe('a stage slot with real endpoints, VP8', () => {
  let rig: MediaRig
  let slot: StageSlot
  let red: Site
  let blue: Site
  let listener: Listener
  let events: SwitchEvent[]
  let consumersMade = 0

  beforeAll(async () => {
    rig = await MediaRig.create()
    slot = await StageSlot.create({ slotId: 'speaker1', router: rig.router, videoCodec: 'vp8' })
    events = []
    slot.on('switch', (event) => events.push(event))
    red = await createSite(rig.router, 'red', RED, 440)
    blue = await createSite(rig.router, 'blue', BLUE, 660)
    listener = await createListener(rig.router, slot)
    rig.router.observer.on('newtransport', (transport) =>
      transport.observer.on('newconsumer', () => consumersMade++),
    )
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

  test('the listener sees and hears each source, and nothing is negotiated or made for it', async () => {
    const before = sdpOperations.count
    const { producerId } = listener.video.server
    for (const site of [red, blue, red, blue]) {
      const results = await Promise.all([slot.switchVideo(site.source), slot.switchAudio(site.source)])
      expect(results.map(({ committed }) => committed)).toEqual([true, true])
      expect([slot.videoSourceId, slot.audioSourceId]).toEqual([site.sourceId, site.sourceId])
      await waitFor(`the picture of ${site.sourceId}`, () => listener.picture.shows(site.colour))
      await waitFor(`the sound of ${site.sourceId}`, () => listener.sound.hears(site.hertz))
    }
    expect(sdpOperations.count - before).toBe(0)
    expect(consumersMade).toBe(0)
    expect(slot.videoProducer?.id).toBe(producerId)
    expect(events.filter(({ kind }) => kind === 'video').map(({ sourceId }) => sourceId)).toEqual([
      'red',
      'blue',
      'red',
      'blue',
    ])
  })

  test('asking for the source that is there changes nothing', async () => {
    const switches = slot.stats.video?.switches
    expect(await slot.switchVideo(blue.source)).toMatchObject({ committed: true })
    expect(slot.stats.video?.switches).toBe(switches)
  })

  test('of two commands at once the last one wins', async () => {
    const [first, second] = await Promise.all([slot.switchVideo(red.source), slot.switchVideo(blue.source)])
    expect(first).toEqual({ committed: false, reason: 'superseded' })
    expect(second?.committed).toBe(true)
    await waitFor('blue', () => listener.picture.shows(BLUE))
  })

  test('a listener’s layer changes while it runs, also after a switch', async () => {
    await Promise.all([allLayersOf(red), allLayersOf(blue)])
    for (const site of [red, blue]) {
      await slot.switchVideo(site.source)
      for (const [spatialLayer, width] of [
        [0, 240],
        [2, 960],
        [1, 480],
        [2, 960],
      ] as const) {
        await listener.video.server.setPreferredLayers({ spatialLayer })
        await waitFor(
          `layer ${spatialLayer} of ${site.sourceId}`,
          () => listener.picture.width === width && listener.picture.shows(site.colour),
        )
      }
    }
  })

  test('picture and sound are switched apart', async () => {
    await Promise.all([slot.switchVideo(red.source), slot.switchAudio(blue.source)])
    await waitFor('red', () => listener.picture.shows(RED))
    await waitFor('the sound of blue', () => listener.sound.hears(blue.hertz))
  })

  test('a microphone that is cut is not forwarded from that moment on, though its site goes on sending', async () => {
    await slot.switchAudio(red.source)
    await waitFor('the sound of red', () => listener.sound.hears(red.hertz))
    const cut = slot.switchAudio(null)
    const forwarded = slot.stats.audio?.packetsForwarded
    expect(await cut).toMatchObject({ committed: true })
    await waitFor('silence', () => listener.sound.isSilent)
    expect(slot.stats.audio?.packetsForwarded).toBe(forwarded)
    expect(events.at(-1)).toMatchObject({ kind: 'audio', sourceId: null })
    expect(listener.picture.shows(RED)).toBe(true)
  })

  test('the level of the voice comes with the sound', async () => {
    const observer = await rig.router.createAudioLevelObserver({ interval: 250, threshold: -70 })
    const levels: number[] = []
    observer.on('volumes', (volumes) => levels.push(...volumes.map(({ volume }) => volume)))
    await observer.addProducer({ producerId: slot.audioProducer?.id ?? '' })
    await slot.switchAudio(red.source)
    await waitFor('a level', () => levels.some((level) => level > -40))
    observer.close()
  })

  test('the slot follows the end of its router', async () => {
    const router = await rig.createRouter()
    const other = await StageSlot.create({ slotId: 'chair', router, videoCodec: 'vp8' })
    router.close()
    expect(other.closed).toBe(true)
    expect(await other.switchVideo(null)).toEqual({ committed: false, reason: 'closed' })
    other.close()
  })
})
