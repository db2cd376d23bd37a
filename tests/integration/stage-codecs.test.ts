import type { Consumer } from 'mediasoup/types'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { StageSlot, StageSource } from '../../sfu/src/stage/index.ts'
import { ChromiumStage } from '../support/stage/browser/ChromiumStage.ts'
import { MediaRig } from '../support/stage/MediaRig.ts'
import { waitFor } from '../support/stage/waitFor.ts'

const COLOURS = {
  red: { css: 'rgb(200, 20, 20)', rgb: [200, 20, 20] },
  blue: { css: 'rgb(20, 20, 200)', rgb: [20, 20, 200] },
} as const
const TOLERANCE = 40

describe.each(['h264', 'vp8'] as const)('a stage slot with Chromium, %s', (codec) => {
  let rig: MediaRig
  let browser: ChromiumStage
  let slot: StageSlot
  let sources: Record<keyof typeof COLOURS, StageSource>
  let screen: number
  let consumer: Consumer

  beforeAll(async () => {
    rig = await MediaRig.create()
    browser = await ChromiumStage.open(rig.router)
    slot = await StageSlot.create({ slotId: 'speaker1', router: rig.router, videoCodec: codec })
    const createSource = async (name: keyof typeof COLOURS): Promise<StageSource> => {
      const video = await browser.publish(COLOURS[name].css, `video/${codec}`)
      await waitFor(
        `three layers of ${name}`,
        () => video.score.filter(({ score }) => score > 0).length === 3,
        30_000,
      )
      return await StageSource.create({ sourceId: name, router: rig.router, video })
    }
    sources = { red: await createSource('red'), blue: await createSource('blue') }
    const received = await browser.receive(slot.videoProducer?.id ?? '')
    screen = received.screen
    consumer = received.consumer
  })

  afterAll(async () => {
    await browser?.close()
    slot?.close()
    rig?.close()
  })

  async function shows(name: keyof typeof COLOURS, width?: number): Promise<boolean> {
    const seen = await browser.look(screen)
    const isColour = COLOURS[name].rgb.every(
      (value, index) => Math.abs(value - (seen.rgb[index] ?? -999)) <= TOLERANCE,
    )
    return isColour && (width === undefined || seen.width === width)
  }

  test('the picture changes with the source', async () => {
    for (const name of ['red', 'blue', 'red', 'blue'] as const) {
      const result = await slot.switchVideo(sources[name])
      expect(result.committed).toBe(true)
      await waitFor(`${name} on the screen`, async () => await shows(name))
    }
    expect((await browser.codecOf(screen)).toLowerCase()).toBe(`video/${codec}`)
  })

  test('the listener’s layer changes while it runs', async () => {
    for (const [spatialLayer, width] of [
      [0, 240],
      [2, 960],
      [1, 480],
    ] as const) {
      await consumer.setPreferredLayers({ spatialLayer })
      await waitFor(`layer ${spatialLayer}`, async () => await shows('blue', width))
    }
  })

  test('a source whose upper layers stop fills all layers of the slot from the lowest', async () => {
    await consumer.setPreferredLayers({ spatialLayer: 2 })
    await browser.page.evaluate(async () => await stagePage.limitLayers(0))
    await waitFor('a small picture', async () => await shows('blue', 240), 20_000)
    await browser.page.evaluate(async () => await stagePage.limitLayers(2))
    await waitFor('the large picture again', async () => await shows('blue', 960), 30_000)
  })
})
