import { setTimeout as delay } from 'node:timers/promises'
import type { SlotName } from '@diem-cau/protocol'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { site } from '../support/mediaNode/desired.ts'
import { eventually } from '../support/mediaNode/eventually.ts'
import { LOOKS, Stand } from '../support/mediaNode/Stand.ts'
import type { TestPeer } from '../support/mediaNode/TestPeer.ts'

const SLOTS: readonly SlotName[] = ['chair', 'speaker1', 'content']
const hertzOf = (name: string): number => LOOKS[name]?.hertz ?? 0

/** Packets of all slots that have reached a peer. */
async function packetsOfAllSlots(peer: TestPeer): Promise<number> {
  const lanes = SLOTS.flatMap((slot) => [
    peer.packets(slot, 'video'),
    ...(slot === 'content' ? [] : [peer.packets(slot, 'audio')]),
  ])
  return (await Promise.all(lanes)).reduce((sum, packets) => sum + packets, 0)
}

/** Waits until a peer's source has sent so many packets more. */
async function sendsOn(peer: TestPeer, source: 'camera' | 'microphone', packets: number): Promise<void> {
  const before = await peer.packetsSent(source)
  await eventually(
    `${peer.endpointId} goes on sending its ${source}`,
    async () => (await peer.packetsSent(source)) >= before + packets,
  )
}

describe('the stage on a media node of two workers', () => {
  let stand: Stand
  beforeEach(async () => {
    stand = new Stand()
    await stand.start({ workers: 2 })
  })
  afterEach(async () => await stand.stop())

  it('changes the floor ten times without anything new at a listener', async () => {
    await stand.desire({ stage: { speaker1: 'red' }, cameras: { blue: 'full' } })
    await Promise.all([stand.joinSending('red'), stand.joinSending('blue')])
    const green = await stand.join('green')
    await green.sees('speaker1', 'red')
    await green.hears('speaker1', hertzOf('red'))
    const made = green.consumersMade
    for (let change = 0; change < 10; change += 1) {
      const [speaker, other] = change % 2 === 0 ? (['blue', 'red'] as const) : (['red', 'blue'] as const)
      await stand.desire({ stage: { speaker1: speaker }, cameras: { [other]: 'full' } })
      await green.sees('speaker1', speaker)
    }
    await green.hears('speaker1', hertzOf('red'))
    expect(green.consumersMade).toBe(made)
    expect(stand.server.reports.filter(({ name }) => name === 'report.room')).toHaveLength(1)
  })

  it('forwards nothing of a site that sends without having the floor', async () => {
    await stand.desire({ stage: {}, cameras: { red: 'none' } })
    const red = await stand.joinSending('red')
    const green = await stand.join('green')
    const viewer = await stand.joinViewer('console-1')
    await sendsOn(red, 'microphone', 50)
    await sendsOn(red, 'camera', 10)
    expect(await packetsOfAllSlots(green)).toBe(0)
    expect(await packetsOfAllSlots(viewer)).toBe(0)

    await stand.desire({ stage: { speaker1: 'red' } })
    await Promise.all([green.sees('speaker1', 'red'), green.hears('speaker1', hertzOf('red'))])
    expect(await packetsOfAllSlots(green)).toBeGreaterThan(0)

    await stand.desire({ stage: {}, cameras: { red: 'none' } })
    // What was on its way may still arrive; after that nothing does.
    await delay(300)
    const packets = await packetsOfAllSlots(green)
    await sendsOn(red, 'microphone', 50)
    expect(await packetsOfAllSlots(green)).toBe(packets)
    expect(green.share('speaker1', hertzOf('red'))).toBeLessThan(0.1)
  })

  it('closes a microphone while the picture goes on', async () => {
    await stand.desire({ stage: { chair: 'red' } })
    const red = await stand.joinSending('red')
    const green = await stand.join('green')
    await green.hears('chair', hertzOf('red'))
    await stand.desire({ stage: { chair: 'red' }, muted: ['red'] })
    await delay(300)
    const [sound, picture] = [await green.packets('chair', 'audio'), await green.packets('chair', 'video')]
    await sendsOn(red, 'microphone', 50)
    expect(await green.packets('chair', 'audio')).toBe(sound)
    expect(await green.packets('chair', 'video')).toBeGreaterThan(picture)
    await stand.desire({ stage: { chair: 'red' } })
    await green.hears('chair', hertzOf('red'))
  })

  it('never sends a site its own sound or picture, and the next speaker’s once it has left', async () => {
    await stand.desire({ stage: { speaker1: 'red' }, cameras: { blue: 'full' } })
    const red = await stand.joinSending('red')
    await stand.joinSending('blue')
    const green = await stand.join('green')
    await green.hears('speaker1', hertzOf('red'))
    expect(await packetsOfAllSlots(red)).toBe(0)
    await stand.desire({ stage: { speaker1: 'blue' } })
    await Promise.all([red.sees('speaker1', 'blue'), red.hears('speaker1', hertzOf('blue'))])
  })

  it('follows a device that is changed while its site speaks', async () => {
    await stand.desire({ stage: { speaker1: 'red' } })
    const red = await stand.joinSending('red')
    const green = await stand.join('green')
    await green.sees('speaker1', 'red')
    await green.hears('speaker1', hertzOf('red'))
    red.devices.change(LOOKS['yellow'] ?? { colour: 'yellow', hertz: 0 })
    await red.produce('camera')
    await green.sees('speaker1', 'yellow')
    await red.produce('microphone')
    await green.hears('speaker1', hertzOf('yellow'))
  })

  it('shows a viewer the tiles that are desired, and takes them away', async () => {
    await stand.desire({ cameras: { red: 'low', blue: 'low' }, tiles: { 'console-1': ['red'] } })
    const [, blue] = await Promise.all([stand.joinSending('red'), stand.joinSending('blue')])
    const viewer = await stand.joinViewer('console-1')
    await viewer.consumeTile(site('red'))
    await viewer.sees('tile/red', 'red')
    await expect(viewer.consumeTile(site('blue'))).rejects.toThrow('not_desired')
    await stand.desire({ cameras: { red: 'low', blue: 'low' }, tiles: { 'console-1': ['blue'] } })
    await expect(viewer.consumeTile(site('red'))).rejects.toThrow('not_desired')
    await viewer.consumeTile(site('blue'))
    await viewer.sees('tile/blue', 'blue')
    await stand.desire({ cameras: { red: 'low', blue: 'none' }, tiles: { 'console-1': ['blue'] } })
    await delay(300)
    const packets = await viewer.tilePackets(site('blue'))
    await sendsOn(blue, 'camera', 10)
    expect(await viewer.tilePackets(site('blue'))).toBe(packets)
    const { consumers } = await stand.server.ask('node.stats', {})
    // One for each of the five lanes of the stage, and the one tile that is left.
    expect(consumers).toBe(3 * 5 + 1)
  })

  it('puts shared content on its slot beside the speaker', async () => {
    await stand.desire({ stage: { speaker1: 'red', content: 'blue' } })
    await stand.joinSending('red')
    const blue = await stand.join('blue')
    await blue.produce('content')
    const green = await stand.join('green')
    await Promise.all([green.sees('content', 'blue'), green.sees('speaker1', 'red')])
    await stand.desire({ stage: { speaker1: 'red' } })
    await eventually('the content is no longer admitted', async () => {
      const before = await green.packets('content', 'video')
      await delay(300)
      return (await green.packets('content', 'video')) === before
    })
  })

  it('starts a stage for a site that comes before what is desired, and after', async () => {
    await stand.desire({ stage: {} })
    const red = await stand.joinSending('red')
    const green = await stand.join('green')
    await stand.desire({ stage: { speaker1: 'red' } })
    await green.sees('speaker1', 'red')
    await stand.leave(red)
    await stand.joinSending('red')
    await green.hears('speaker1', hertzOf('red'))
  })
})
