/// <reference lib="dom" />
/* oxlint-disable typescript/no-unsafe-type-assertion -- the client and the contract say the same in other types */
import '../wrtcGlobals.ts'
import type { EndpointId, MediaKind, PeerSource, RoomId, SiteId, SlotName } from '@diem-cau/protocol'
import type { Peer } from '@diem-cau/protocol/node'
import { Device } from 'mediasoup-client'
import type { Consumer, Producer, RtpParameters, Transport } from 'mediasoup-client/types'
import { colourNameOf, type ColourName } from './plainColours.ts'
import { shareOfTone } from '../../../tools/simulator/media/tone.ts'
import { WRTC_HANDLER, wrtc, type AudioSink, type VideoSink } from '../../../tools/simulator/media/wrtc.ts'
import { eventually } from './eventually.ts'
import type { ServerHalf } from './ServerHalf.ts'
import { TestDevices } from './TestDevices.ts'

interface Received {
  readonly consumer: Consumer
  readonly sink: VideoSink | AudioSink
}

/**
 * A site or a viewer with real WebRTC, whose every request goes through the server's half to the node.
 * `close()` ends its connections and devices, not its endpoint: that is the server's to do.
 */
export class TestPeer {
  readonly endpointId: EndpointId
  readonly peer: Peer
  generation = ''
  /** Consumers made over the peer's whole life. */
  consumersMade = 0
  readonly #server: ServerHalf
  readonly #device = new Device({ handlerName: WRTC_HANDLER })
  readonly #received = new Map<string, Received>()
  readonly #colours = new Map<string, { name: ColourName; frames: number }>()
  readonly #sounds = new Map<string, Int16Array[]>()
  readonly #producers = new Map<PeerSource, Producer>()
  readonly devices: TestDevices
  #send: Transport | null = null
  #receive: Transport | null = null

  constructor(server: ServerHalf, id: string, peer: Peer, look: { colour: ColourName; hertz: number }) {
    this.#server = server
    this.endpointId = id as EndpointId
    this.peer = peer
    this.devices = new TestDevices(look)
  }

  async open(roomId: RoomId): Promise<void> {
    const { endpointId, peer } = this
    const opened = await this.#server.ask('endpoint.open', {
      endpointId,
      peer,
      roomId,
      reachedAt: '127.0.0.1',
    })
    this.generation = opened.generation
    if (!this.#device.loaded) {
      await this.#device.load({ routerRtpCapabilities: opened.routerRtpCapabilities as never })
    }
    const options = { send: opened.send as never, receive: opened.receive as never }
    this.#send = this.#device.createSendTransport(options.send)
    this.#receive = this.#device.createRecvTransport(options.receive)
    this.#wire(this.#send, 'send')
    this.#wire(this.#receive, 'receive')
  }

  /** Sends a source, whatever the bridge wants of it: nothing here obeys. */
  async produce(source: PeerSource): Promise<Producer> {
    if (this.#send === null) throw new Error('not open')
    const isVoice = source === 'microphone' || source === 'talkback'
    const track = isVoice ? this.devices.microphone() : this.devices.camera()
    const producer = await this.#send.produce({ track, appData: { source }, stopTracks: false })
    this.#producers.set(source, producer)
    return producer
  }

  async consumeStage(): Promise<void> {
    const { endpointId } = this
    const { consumers, generation } = await this.#server.ask('endpoint.consumeStage', {
      endpointId,
      rtpCapabilities: this.#capabilities(),
    })
    this.generation = generation
    for (const { consumer } of this.#received.values()) consumer.close()
    this.#received.clear()
    for (const { slot, ...options } of consumers) await this.#consume(`${slot}/${options.kind}`, options)
    await this.#server.ask('endpoint.resume', { endpointId, consumerIds: consumers.map(({ id }) => id) })
  }

  async consumeTile(siteId: SiteId): Promise<void> {
    const { endpointId } = this
    const options = await this.#server.ask('endpoint.consumeTile', {
      endpointId,
      siteId,
      rtpCapabilities: this.#capabilities(),
    })
    await this.#consume(`tile/${siteId}`, options)
    await this.#server.ask('endpoint.resume', { endpointId, consumerIds: [options.id] })
  }

  /** The voice at the other end of its talkback. */
  async consumeTalkback(): Promise<void> {
    const { endpointId } = this
    const rtpCapabilities = this.#capabilities()
    const options = await this.#server.ask('endpoint.consumeTalkback', { endpointId, rtpCapabilities })
    await this.#consume('talkback/audio', options)
    await this.#server.ask('endpoint.resume', { endpointId, consumerIds: [options.id] })
  }

  slots(): string[] {
    return [...this.#received.keys()]
  }

  /** Waits until a slot's (or tile's) picture is of this colour. */
  async sees(where: SlotName | `tile/${string}`, colour: ColourName): Promise<void> {
    const key = where.startsWith('tile/') ? where : `${where}/video`
    await eventually(
      `${this.endpointId} sees ${colour} on ${where} (now ${this.#colours.get(key)?.name ?? 'nothing'})`,
      () => this.#colours.get(key)?.name === colour,
    )
  }

  /** Waits until a slot's sound is this tone. */
  async hears(slot: SlotName | 'talkback', hertz: number): Promise<void> {
    await eventually(`${this.endpointId} hears ${hertz} Hz on ${slot}`, () => this.share(slot, hertz) > 0.7)
  }

  /** Share of the last half second of a slot's sound at one frequency. */
  share(slot: SlotName | 'talkback', hertz: number): number {
    const frames = this.#sounds.get(`${slot}/audio`)?.slice(-50) ?? []
    const samples = Int16Array.from(frames.flatMap((frame) => [...frame]))
    return shareOfTone(samples, { hertz, sampleRate: 48_000 })
  }

  /** Packets that have arrived over a slot since its consumer was made. */
  async packets(slot: SlotName | 'talkback', kind: MediaKind): Promise<number> {
    return await this.#packets(`${slot}/${kind}`)
  }

  async tilePackets(siteId: SiteId): Promise<number> {
    return await this.#packets(`tile/${siteId}`)
  }

  async #packets(key: string): Promise<number> {
    const consumer = this.#received.get(key)?.consumer
    if (consumer === undefined) throw new Error(`no consumer of ${key}`)
    return await packetsOf(this.#receive, consumer.rtpParameters, 'packetsReceived')
  }

  /** Packets that one of its sources has sent. */
  async packetsSent(source: PeerSource): Promise<number> {
    const producer = this.#producers.get(source)
    if (producer === undefined) throw new Error(`no ${source}`)
    return await packetsOf(this.#send, producer.rtpParameters, 'packetsSent')
  }

  /** New ICE parameters for both connections, as after a change of network. */
  async restartIce(): Promise<void> {
    const { endpointId } = this
    for (const [transport, direction] of [
      [this.#send, 'send'],
      [this.#receive, 'receive'],
    ] as const) {
      const { iceParameters } = await this.#server.ask('endpoint.restartIce', { endpointId, direction })
      await transport?.restartIce({ iceParameters })
    }
  }

  close(): void {
    for (const { sink } of this.#received.values()) sink.stop()
    this.#send?.close()
    this.#receive?.close()
    this.devices.close()
  }

  #capabilities(): never {
    return this.#device.recvRtpCapabilities as never
  }

  #wire(transport: Transport, direction: 'send' | 'receive'): void {
    const { endpointId } = this
    transport.on('connect', ({ dtlsParameters }, done, failed) => {
      answerBy(done, failed, async () => {
        await this.#server.ask('endpoint.connect', { endpointId, direction, dtlsParameters })
      })
    })
    transport.on('produce', ({ kind, rtpParameters, appData }, done, failed) => {
      answerBy(done, failed, async () => {
        const source = appData['source'] as PeerSource
        const request = { endpointId, source, kind, rtpParameters: rtpParameters as never }
        const { producerId } = await this.#server.ask('endpoint.produce', request)
        return { id: producerId }
      })
    })
  }

  async #consume(
    key: string,
    options: { id: string; producerId: string; kind: MediaKind; rtpParameters: unknown },
  ): Promise<void> {
    if (this.#receive === null) throw new Error('not open')
    const consumer = await this.#receive.consume(options as never)
    this.consumersMade += 1
    // What came before on the same place is listened to no more.
    this.#received.get(key)?.sink.stop()
    this.#sounds.delete(key)
    this.#received.set(key, { consumer, sink: this.#sink(key, consumer) })
  }

  #sink(key: string, consumer: Consumer): VideoSink | AudioSink {
    if (consumer.kind === 'video') {
      const sink = new wrtc.nonstandard.RTCVideoSink(consumer.track)
      sink.onframe = ({ frame }) => {
        const frames = (this.#colours.get(key)?.frames ?? 0) + 1
        this.#colours.set(key, { name: colourNameOf(frame), frames })
      }
      return sink
    }
    const sink = new wrtc.nonstandard.RTCAudioSink(consumer.track)
    sink.ondata = ({ samples }) => {
      const frames = this.#sounds.get(key) ?? []
      frames.push(Int16Array.from(samples))
      this.#sounds.set(key, frames.slice(-100))
    }
    return sink
  }
}

/** mediasoup-client wants callbacks where we have promises. */
function answerBy<T>(done: (result: T) => void, failed: (error: Error) => void, ask: () => Promise<T>): void {
  void (async () => {
    try {
      done(await ask())
    } catch (error) {
      failed(error instanceof Error ? error : new Error(String(error)))
    }
  })()
}

/** Of this libwebrtc only the whole connection can be asked; streams are told apart by SSRC. */
async function packetsOf(
  transport: Transport | null,
  { encodings = [] }: RtpParameters,
  count: 'packetsReceived' | 'packetsSent',
): Promise<number> {
  const ssrcs = new Set(encodings.map(({ ssrc }) => ssrc))
  let packets = 0
  const report = await transport?.getStats()
  report?.forEach((stat: { ssrc?: number; packetsReceived?: number; packetsSent?: number }) => {
    if (stat.ssrc !== undefined && ssrcs.has(stat.ssrc)) packets += stat[count] ?? 0
  })
  return packets
}
