import type { PipeToRouterOptions } from 'mediasoup/types'
import type { RoomWorker } from './RoomPeer.ts'

/** How one producer is piped to a worker of this machine: over loopback, on ports that no worker serves sites on. */
export function pipeOptions(producerId: string, to: RoomWorker): PipeToRouterOptions {
  return {
    producerId,
    router: to.router,
    enableSctp: false,
    listenInfo: { protocol: 'udp', ip: '127.0.0.1', portRange: to.pipePorts },
  }
}
