import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { StageSlot, StageSource } from '../../sfu/src/stage/index.ts'
import type { SwitchEvent } from '../../sfu/src/stage/index.ts'
import { ColourCamera, SIMULCAST } from '../support/stage/ColourCamera.ts'
import { MediaRig } from '../support/stage/MediaRig.ts'
import { BLUE, createListener, createSite, GREEN, RED } from '../support/stage/sites.ts'
import type { Listener, Site } from '../support/stage/sites.ts'
import { waitFor } from '../support/stage/waitFor.ts'

describe('sources of a stage slot, on another worker than the slot', () => {
  let rig: MediaRig
  let slot: StageSlot
  let red: Site
  let blue: Site
  let listener: Listener
  const events: SwitchEvent[] = []

  beforeAll(async () => {
    rig = await MediaRig.create(2)
    slot = await StageSlot.create({ slotId: 'speaker1', router: rig.routerOf(0), videoCodec: 'vp8' })
    slot.on('switch', (event) => events.push(event))
    red = await createSite(rig.routerOf(0), 'red', RED, 440)
    blue = await createSite(rig.routerOf(1), 'blue', BLUE, 660)
    listener = await createListener(rig.routerOf(0), slot)
  })

  afterAll(() => {
    listener?.close()
    red?.close()
    blue?.close()
    slot?.close()
    rig?.close()
  })

  test('a source of another worker is seen and heard', async () => {
    for (const site of [red, blue]) {
      await Promise.all([slot.switchVideo(site.source), slot.switchAudio(site.source)])
      await waitFor(`the picture of ${site.sourceId}`, () => listener.picture.shows(site.colour))
      await waitFor(`the sound of ${site.sourceId}`, () => listener.sound.hears(site.hertz))
    }
  })

  test('one source fills two slots, and leaving one does not touch the other', async () => {
    const chair = await StageSlot.create({ slotId: 'chair', router: rig.routerOf(1), videoCodec: 'vp8' })
    const other = await createListener(rig.routerOf(1), chair)
    const results = await Promise.all([chair.switchVideo(blue.source), chair.switchAudio(blue.source)])
    expect(results.map(({ committed }) => committed)).toEqual([true, true])
    await waitFor('blue on the second slot', () => other.picture.shows(BLUE) && other.sound.hears(660))
    await Promise.all([chair.switchVideo(null), chair.switchAudio(null)])
    const frames = listener.picture.frames
    await waitFor('the first slot goes on', () => listener.picture.frames > frames + 5)
    expect(listener.sound.hears(660)).toBe(true)
    other.close()
    chair.close()
  })

  test('a source that is paused by the server commits when it is resumed', async () => {
    await slot.switchVideo(red.source)
    await waitFor('red', () => listener.picture.shows(RED))
    await blue.video.server.pause()
    expect(await slot.switchVideo(blue.source)).toEqual({ committed: false, reason: 'timeout' })
    expect(slot.videoSourceId).toBe('blue')
    const frames = listener.picture.frames
    await blue.video.server.resume()
    await waitFor('blue', () => listener.picture.shows(BLUE) && listener.picture.frames > frames)
    expect(events.at(-1)).toMatchObject({ kind: 'video', sourceId: 'blue' })
  })

  test('a camera that is changed for another goes on without a command', async () => {
    await slot.switchVideo(blue.source)
    const camera = new ColourCamera(GREEN)
    const replacement = await blue.peer.publish(camera.track, SIMULCAST)
    await blue.source.setVideo(replacement.server)
    await waitFor('green', () => listener.picture.shows(GREEN))
    expect(slot.videoSourceId).toBe('blue')
    replacement.server.close()
    await waitFor('the slot to be empty', () => slot.videoSourceId === null)
    expect(events.at(-1)).toMatchObject({ kind: 'video', sourceId: null })
    camera.stop()
  })

  test('a source without a camera waits for one', async () => {
    const source = await StageSource.create({ sourceId: 'late', router: rig.routerOf(0) })
    const asked = slot.switchVideo(source)
    await source.setVideo(red.video.server)
    expect(await asked).toMatchObject({ committed: true })
    await waitFor('red', () => listener.picture.shows(RED))
    source.close()
    expect(slot.videoSourceId).toBeNull()
    expect(await slot.switchVideo(source)).toEqual({ committed: false, reason: 'source-closed' })
  })
})
