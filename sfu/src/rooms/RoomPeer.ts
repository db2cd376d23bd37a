import type { Peer } from '@diem-cau/protocol/node'
import type { Downlink } from '../endpoints/Downlink.ts'
import type { Uplink } from '../endpoints/Uplink.ts'
import type { MediaWorker } from '../workers/MediaWorker.ts'

/** A worker as a room sees it. */
export type RoomWorker = Pick<MediaWorker, 'router' | 'alive' | 'homeCount' | 'pipePorts'>

/** An endpoint as its room sees it. */
export interface RoomPeer {
  readonly peer: Peer
  readonly worker: RoomWorker
  readonly closed: boolean
  readonly uplink: Pick<Uplink, 'admit' | 'producerOf'>
  readonly downlink: Pick<
    Downlink,
    'consumeStage' | 'consumeTile' | 'consumeVoice' | 'keepTiles' | 'keepVoice' | 'pauseOwn'
  >
}
