import { createWorker } from 'mediasoup'
import type { Router, RouterRtpCodecCapability, WebRtcTransport, Worker } from 'mediasoup/types'

const CODECS: RouterRtpCodecCapability[] = [
  { kind: 'audio', mimeType: 'audio/opus', clockRate: 48_000, channels: 2 },
  { kind: 'video', mimeType: 'video/VP8', clockRate: 90_000 },
  {
    kind: 'video',
    mimeType: 'video/H264',
    clockRate: 90_000,
    parameters: { 'packetization-mode': 1, 'profile-level-id': '42e01f', 'level-asymmetry-allowed': 1 },
  },
]

/** Real media workers with one router each, on loopback; `close()` ends them. */
export class MediaRig {
  readonly routers: readonly Router[]
  readonly #workers: readonly Worker[]

  private constructor(workers: readonly Worker[], routers: readonly Router[]) {
    this.#workers = workers
    this.routers = routers
  }

  static async create(workerCount = 1): Promise<MediaRig> {
    const workers = await Promise.all(
      Array.from({ length: workerCount }, async () => await createWorker({ logLevel: 'warn' })),
    )
    const routers = await Promise.all(
      workers.map(async (worker) => await worker.createRouter({ mediaCodecs: CODECS })),
    )
    return new MediaRig(workers, routers)
  }

  get router(): Router {
    return this.routerOf(0)
  }

  routerOf(index: number): Router {
    const router = this.routers[index]
    if (router === undefined) throw new Error(`the rig has no worker ${index}`)
    return router
  }

  /** One more router on the first worker. */
  async createRouter(): Promise<Router> {
    const [worker] = this.#workers
    if (worker === undefined) throw new Error('the rig has no worker')
    return await worker.createRouter({ mediaCodecs: CODECS })
  }

  close(): void {
    for (const worker of this.#workers) worker.close()
  }
}

export async function createLoopbackTransport(router: Router): Promise<WebRtcTransport> {
  return await router.createWebRtcTransport({
    listenInfos: [{ protocol: 'udp', ip: '127.0.0.1' }],
    initialAvailableOutgoingBitrate: 5_000_000,
  })
}
