import type { SiteId, SiteView } from '@diem-cau/protocol'
import {
  BridgeConnection,
  newInstanceId,
  openSocketIo,
  siteIdentity,
  type PairedDevice,
  type ViewSubscription,
} from '../../client/src/connection/index.ts'
import { waitFor } from '../../tools/simulator/bridge/waitFor.ts'

const PATIENCE_MS = 30_000

/** A site's page without the page: its connection and its view, as the browser has them. */
export class RingingSite {
  readonly siteId: SiteId
  readonly view: ViewSubscription<SiteView>
  readonly connection: BridgeConnection

  /** @param now the clock of the room's PC */
  constructor(url: string, device: PairedDevice, now: () => number = Date.now) {
    this.siteId = device.site.siteId
    this.connection = new BridgeConnection({
      socket: openSocketIo(url, { transports: ['websocket'] }),
      identity: siteIdentity(device, newInstanceId()),
      now,
    })
    this.view = this.connection.view({ view: 'site' })
    this.connection.start()
  }

  until(what: string, holds: (view: SiteView) => boolean): Promise<number> {
    return waitFor(
      (changed) => this.view.subscribe(changed),
      () => (this.view.entities !== null && holds(this.view.entities) ? performance.now() : null),
      { what: `${this.siteId}: ${what}`, timeoutMs: PATIENCE_MS },
    )
  }

  close(): void {
    this.view.close()
    this.connection.close()
  }
}
