import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { desire, ROOM, site } from '../support/mediaNode/desired.ts'
import { ServerHalf } from '../support/mediaNode/ServerHalf.ts'
import { TestNode } from '../support/mediaNode/startMediaNode.ts'
import { TestPeer } from '../support/mediaNode/TestPeer.ts'

const RED = { colour: 'red', hertz: 440 } as const
const BLUE = { colour: 'blue', hertz: 1_000 } as const
const GREEN = { colour: 'green', hertz: 1_760 } as const

describe('a media node', () => {
  const node = new TestNode()
  const server = new ServerHalf(() => node.publicKey)
  const peers: TestPeer[] = []
  const join = async (name: string, look: ConstructorParameters<typeof TestPeer>[3]) => {
    const peer = new TestPeer(server, `endpoint-${name}`, { kind: 'site', siteId: site(name) }, look)
    peers.push(peer)
    await peer.open(ROOM)
    await peer.consumeStage()
    return peer
  }

  beforeAll(async () => {
    await server.start()
    await node.start({ serverUrl: server.url, serverPublicKey: server.publicKey, workers: 2 })
    await node.until(server.connected())
  })
  afterAll(async () => {
    for (const peer of peers) peer.close()
    await node.stop()
    await server.stop()
  })

  it('forwards who is on a slot, and a change of floor makes nothing new at listeners', async () => {
    const first = await server.ask(
      'desired.set',
      desire({ stage: { speaker1: 'red' }, cameras: { blue: 'full' } }),
    )
    expect(first.applied).toBe(true)
    const [red, blue, green] = [await join('red', RED), await join('blue', BLUE), await join('green', GREEN)]
    for (const peer of [red, blue]) {
      await peer.produce('camera')
      await peer.produce('microphone')
    }
    await green.sees('speaker1', 'red')
    await green.hears('speaker1', RED.hertz)
    const made = green.consumersMade
    await server.ask('desired.set', desire({ stage: { speaker1: 'blue' } }))
    await green.sees('speaker1', 'blue')
    await green.hears('speaker1', BLUE.hertz)
    expect(green.consumersMade).toBe(made)
  })
})
