import type { RoomId } from '@diem-cau/protocol'
import type { DesiredState, NodeReplyOf } from '@diem-cau/protocol/node'
import { desire, ROOM, site, type StageOf } from './desired.ts'
import type { ColourName } from './plainColours.ts'
import { ServerHalf } from './ServerHalf.ts'
import { TestNode, type TestNodeSettings } from './startMediaNode.ts'
import { TestPeer } from './TestPeer.ts'

/** What each site of the tests shows and sounds like. */
export const LOOKS: Readonly<Record<string, { colour: ColourName; hertz: number }>> = {
  red: { colour: 'red', hertz: 440 },
  green: { colour: 'green', hertz: 1_000 },
  blue: { colour: 'blue', hertz: 1_760 },
  yellow: { colour: 'yellow', hertz: 2_500 },
}

/** What the voice of a console's operator sounds like. */
export const VIEWER_HERTZ = 650

/** A media node in a process of its own, the server's half in this one, and the peers of a room. */
export class Stand {
  readonly node = new TestNode()
  readonly server = new ServerHalf(() => this.node.publicKey)
  readonly peers: TestPeer[] = []
  #opened = 0

  async start(settings: Partial<TestNodeSettings> = {}): Promise<void> {
    await this.server.start()
    await this.node.startConnected(this.server, settings)
  }

  async desire(of: StageOf, over: Partial<DesiredState> = {}): Promise<NodeReplyOf<'desired.set'>> {
    return await this.server.ask('desired.set', desire(of, over))
  }

  /** A site that receives the stage; its name is its colour. */
  async join(name: string, roomId: RoomId = ROOM): Promise<TestPeer> {
    const look = LOOKS[name] ?? { colour: 'black', hertz: 100 }
    const id = `endpoint-${name}-${++this.#opened}`
    return await this.#open(new TestPeer(this.server, id, { kind: 'site', siteId: site(name) }, look), roomId)
  }

  /** A site that also sends its camera and its microphone, whatever is desired of it. */
  async joinSending(name: string): Promise<TestPeer> {
    const peer = await this.join(name)
    await peer.produce('camera')
    await peer.produce('microphone')
    return peer
  }

  async joinViewer(viewerId: string): Promise<TestPeer> {
    const id = `endpoint-${viewerId}-${++this.#opened}`
    const look = { colour: 'black', hertz: VIEWER_HERTZ } as const
    return await this.#open(new TestPeer(this.server, id, { kind: 'viewer', viewerId }, look), ROOM)
  }

  async leave(peer: TestPeer): Promise<void> {
    peer.close()
    await this.server.ask('endpoint.close', { endpointId: peer.endpointId })
  }

  async stop(): Promise<void> {
    for (const peer of this.peers) peer.close()
    await this.node.stop()
    await this.server.stop()
  }

  async #open(peer: TestPeer, roomId: RoomId): Promise<TestPeer> {
    this.peers.push(peer)
    await peer.open(roomId)
    await peer.consumeStage()
    return peer
  }
}
