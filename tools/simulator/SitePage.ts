import type { SiteView } from '@diem-cau/protocol'
import {
  BridgeConnection,
  newInstanceId,
  siteIdentity,
  type PairedDevice,
  type ViewSubscription,
} from '../../client/src/connection/index.ts'
import { attachMedia, SiteMedia } from '../../client/src/media/index.ts'
import { CuttableSocket } from './bridge/CuttableSocket.ts'
import type { RoomDevices } from './media/RoomDevices.ts'
import { WRTC_HANDLER } from './media/wrtc.ts'

/**
 * One page load of a synthetic room: the same connection and media as the site's page, without the page. It owns both;
 * the devices are the room's. `close()` twice is harmless.
 */
export class SitePage {
  readonly connection: BridgeConnection
  readonly media: SiteMedia
  readonly view: ViewSubscription<SiteView>
  readonly #socket: CuttableSocket
  readonly #room: RoomDevices
  readonly #detach: () => void

  constructor({ url, device, room }: { url: string; device: PairedDevice; room: RoomDevices }) {
    this.#room = room
    this.#socket = new CuttableSocket(url)
    const connection = new BridgeConnection({
      socket: this.#socket,
      identity: siteIdentity(device, newInstanceId()),
    })
    this.connection = connection
    this.view = connection.view({ view: 'site' })
    this.media = new SiteMedia({
      port: { request: async (name, data) => await connection.request(name, data) },
      device: { handlerName: WRTC_HANDLER },
    })
    this.media.setTrack('camera', room.camera)
    this.media.setTrack('microphone', room.microphone)
    this.#detach = attachMedia(this.media, connection, this.view)
    this.view.subscribe(() => this.#direct())
    connection.events.on('online', () => void this.#report())
  }

  /** Greeted, in the meeting, and with media that flow. */
  get joined(): boolean {
    const { state } = this.media
    const inMeeting = this.view.state.kind === 'live' && this.view.state.entities.meeting !== null
    return this.connection.state.kind === 'online' && inMeeting && state.kind === 'ready' && state.connected
  }

  /** Calls back whenever `joined` or the view may have changed. */
  subscribe(changed: () => void): () => void {
    const off = [
      this.connection.events.on('state', changed),
      this.media.events.on('state', changed),
      this.view.subscribe(changed),
    ]
    return () => off.forEach((each) => each())
  }

  start(): void {
    this.connection.start()
  }

  /** The cable is pulled: socket and media stop at once, and neither says goodbye. */
  cutLink(): void {
    this.#socket.cut()
    this.#room.want({ camera: false, microphone: false })
    this.media.endpoint?.close()
  }

  /** The cable is back. The page comes back by itself, as the same one. */
  mendLink(): void {
    this.#socket.mend()
    this.media.handleReset('link lost')
    this.connection.retryNow()
  }

  close(): void {
    this.#detach()
    this.#room.want({ camera: false, microphone: false })
    this.media.close()
    this.view.close()
    this.connection.close()
  }

  /** The room films and sounds only as far as the bridge wants it. */
  #direct(): void {
    if (this.view.state.kind !== 'live') return
    const { send } = this.view.state.entities.media
    this.#room.want({ camera: send.camera !== 'none', microphone: send.microphone })
  }

  async #report(): Promise<void> {
    try {
      await this.connection.request('site.report', { camera: 'ok', microphone: 'ok' })
    } catch {
      // Only the console's column of devices stays unknown; the next greeting reports again.
    }
  }
}
