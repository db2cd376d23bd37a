import { createWorker } from 'mediasoup'
import type { Router, TransportListenInfo, TransportPortRange, WebRtcServer, Worker } from 'mediasoup/types'
import type { ListenAddress } from '../process/NodeConfig.ts'
import { MEDIA_CODECS } from './codecs.ts'

/** One port serves every site of a worker: a key frame for 100 sites must fit into its socket's buffer. */
const SOCKET_BUFFER_BYTES = 4 * 1024 * 1024

export interface MediaWorkerOptions {
  readonly index: number
  /** UDP and TCP port of this worker. */
  readonly port: number
  readonly listenAddresses: readonly ListenAddress[]
  /** Loopback ports for the pipes between workers. */
  readonly pipePorts: TransportPortRange
}

/**
 * One mediasoup worker with the one WebRtcServer and the one router that it has here.
 * Owns the worker, and with it everything inside. `close()` ends the worker's process, which frees the port;
 * routers, transports and so on learn of it by mediasoup's own `close` events.
 */
export class MediaWorker {
  readonly index: number
  readonly webRtcServer: WebRtcServer
  readonly router: Router
  readonly pipePorts: TransportPortRange
  /** Endpoints whose transports live here or are being made. Kept by `Endpoint`. */
  endpointCount = 0
  /** Rooms whose slots live here. Kept by `SlotSet`. */
  homeCount = 0
  readonly #worker: Worker

  private constructor(
    { index, pipePorts }: MediaWorkerOptions,
    worker: Worker,
    webRtcServer: WebRtcServer,
    router: Router,
  ) {
    this.index = index
    this.pipePorts = pipePorts
    this.#worker = worker
    this.webRtcServer = webRtcServer
    this.router = router
  }

  /** @throws when the worker cannot be started or its port is taken (see `isPortInUse`). */
  static async start(
    options: MediaWorkerOptions,
    onDied: (worker: MediaWorker) => void,
  ): Promise<MediaWorker> {
    const worker = await createWorker({ logLevel: 'warn' })
    try {
      const webRtcServer = await worker.createWebRtcServer({ listenInfos: listenInfos(options) })
      const router = await worker.createRouter({ mediaCodecs: MEDIA_CODECS })
      const mediaWorker = new MediaWorker(options, worker, webRtcServer, router)
      worker.on('died', () => onDied(mediaWorker))
      if (worker.died) throw new Error('The worker died while it was set up')
      return mediaWorker
    } catch (error) {
      worker.close()
      throw error
    }
  }

  get pid(): number {
    return this.#worker.pid
  }

  get alive(): boolean {
    return !this.#worker.closed
  }

  close(): void {
    this.#worker.close()
  }
}

function listenInfos(options: MediaWorkerOptions): TransportListenInfo[] {
  return options.listenAddresses.flatMap(({ ip, announcedAddress }) =>
    (['udp', 'tcp'] as const).map((protocol) => ({
      protocol,
      ip,
      port: options.port,
      sendBufferSize: SOCKET_BUFFER_BYTES,
      recvBufferSize: SOCKET_BUFFER_BYTES,
      ...(announcedAddress === undefined ? {} : { announcedAddress }),
    })),
  )
}

/** mediasoup passes libuv's sentence on. */
export function isPortInUse(error: unknown): boolean {
  return error instanceof Error && /address already in use|EADDRINUSE/i.test(error.message)
}

export function isAddressUnknown(error: unknown): boolean {
  return (
    error instanceof Error && /address not available|EADDRNOTAVAIL|unknown IP family/i.test(error.message)
  )
}
