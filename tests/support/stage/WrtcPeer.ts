/// <reference lib="dom" />
import '../wrtcGlobals.ts'
import type {
  Consumer as ServerConsumer,
  Producer as ServerProducer,
  ProducerOptions,
  Router,
  RtpCapabilities,
  RtpParameters,
  WebRtcTransport,
} from 'mediasoup/types'
import { Device } from 'mediasoup-client'
import type {
  Consumer,
  Producer,
  RtpCapabilities as ClientRtpCapabilities,
  RtpParameters as ClientRtpParameters,
  Transport,
} from 'mediasoup-client/types'
import { WRTC_HANDLER } from '../../../tools/simulator/media/wrtc.ts'
import { createLoopbackTransport } from './MediaRig.ts'

/** Negotiations of all peers of this process: calls that set a description. */
export const sdpOperations = { count: 0 }

class CountingPeerConnection extends RTCPeerConnection {
  override async setLocalDescription(description?: RTCLocalSessionDescriptionInit): Promise<void> {
    sdpOperations.count += 1
    await super.setLocalDescription(description)
  }

  override async setRemoteDescription(description: RTCSessionDescriptionInit): Promise<void> {
    sdpOperations.count += 1
    await super.setRemoteDescription(description)
  }
}
globalThis.RTCPeerConnection = CountingPeerConnection

/** A real WebRTC endpoint (libwebrtc) of a router, signalled within the process. `close()` ends both sides. */
export class WrtcPeer {
  readonly #device: Device
  readonly #router: Router
  #sending: Pair | null = null
  #receiving: Pair | null = null
  readonly #published = new Map<string, ServerProducer>()

  private constructor(device: Device, router: Router) {
    this.#device = device
    this.#router = router
  }

  static async create(router: Router): Promise<WrtcPeer> {
    const device = new Device({ handlerName: WRTC_HANDLER })
    await device.load({ routerRtpCapabilities: clientCapabilities(router.rtpCapabilities) })
    return new WrtcPeer(device, router)
  }

  /** Sends a track; video in up to three simulcast layers, lowest first. */
  async publish(
    track: MediaStreamTrack,
    encodings?: RTCRtpEncodingParameters[],
  ): Promise<{ client: Producer; server: ServerProducer }> {
    this.#sending ??= await this.#openSending()
    const client = await this.#sending.client.produce({
      track,
      stopTracks: false,
      ...(encodings ? { encodings } : {}),
      codecOptions:
        track.kind === 'audio'
          ? { opusDtx: false, opusFec: true }
          : // So that all layers start at once, and not when the bandwidth has been explored.
            { videoGoogleStartBitrate: 3_000 },
    })
    const server = this.#published.get(client.id)
    if (server === undefined) throw new Error('published without its server side')
    return { client, server }
  }

  /** Receives a producer of the peer's router. */
  async receive(producerId: string): Promise<{ client: Consumer; server: ServerConsumer }> {
    this.#receiving ??= await this.#openReceiving()
    const server = await this.#receiving.server.consume({
      producerId,
      rtpCapabilities: this.#device.recvRtpCapabilities,
      paused: true,
    })
    const { id, kind, rtpParameters } = server
    const client = await this.#receiving.client.consume({
      id,
      producerId,
      kind,
      rtpParameters: clientParameters(rtpParameters),
    })
    await server.resume()
    return { client, server }
  }

  close(): void {
    for (const pair of [this.#sending, this.#receiving]) {
      pair?.client.close()
      pair?.server.close()
    }
  }

  async #openSending(): Promise<Pair> {
    const server = await createLoopbackTransport(this.#router)
    const client = this.#device.createSendTransport(optionsOf(server))
    connect(client, server)
    client.on('produce', ({ kind, rtpParameters }, resolve, reject) => {
      this.#produce(server, { kind, rtpParameters }).then((id) => resolve({ id }), reject)
    })
    return { server, client }
  }

  async #produce(server: WebRtcTransport, options: ProducerOptions): Promise<string> {
    const producer = await server.produce(options)
    this.#published.set(producer.id, producer)
    return producer.id
  }

  async #openReceiving(): Promise<Pair> {
    const server = await createLoopbackTransport(this.#router)
    const client = this.#device.createRecvTransport(optionsOf(server))
    connect(client, server)
    return { server, client }
  }
}

/** As a client gets them: what is undefined is not there. */
function clientCapabilities(capabilities: RtpCapabilities): ClientRtpCapabilities {
  return JSON.parse(JSON.stringify(capabilities))
}

function clientParameters(parameters: RtpParameters): ClientRtpParameters {
  return JSON.parse(JSON.stringify(parameters))
}

interface Pair {
  readonly server: WebRtcTransport
  readonly client: Transport
}

function optionsOf({ id, iceParameters, iceCandidates, dtlsParameters }: WebRtcTransport) {
  return { id, iceParameters, iceCandidates, dtlsParameters }
}

function connect(client: Transport, server: WebRtcTransport): void {
  client.on('connect', ({ dtlsParameters }, resolve, reject) => {
    server.connect({ dtlsParameters }).then(resolve, reject)
  })
}
