import type { InstanceId, SlotName } from '@diem-cau/protocol'
import {
  BridgeConnection,
  IndexedDbDeviceStore,
  mayReload,
  newInstanceId,
  openSocketIo,
  pairDevice,
  siteIdentity,
  type ConnectionState,
  type PairedDevice,
} from '../../connection/index.ts'
import { SiteMedia, type MediaCounters, type MediaState } from '../../media/index.ts'
import { keepScreenOn, RoomDevices, StageSound } from '../../media/devices/index.ts'
import { SiteEntry } from '../../state/site/SiteEntry.ts'
import { SiteModel } from '../../state/site/SiteModel.ts'

interface SlotFacts {
  readonly video: boolean
  readonly audio: boolean
}

/** Facts for tests and for support, to be read only. */
export interface SiteFacts extends Readonly<MediaCounters> {
  readonly connection: ConnectionState['kind']
  readonly media: MediaState
  readonly slots: Readonly<Partial<Record<SlotName, SlotFacts>>>
}

declare global {
  interface Window {
    readonly diemCau?: SiteFacts
  }
}

/** Same for the life of this page: a lost link resumes, a new page load is a return. */
const instance: InstanceId = newInstanceId()
let entry: SiteEntry | null = null

/** The one way into a room's page; made when it is first asked for and kept until the page is left. */
export function siteEntry(): SiteEntry {
  if (entry !== null) return entry
  entry = new SiteEntry({
    store: new IndexedDbDeviceStore(),
    secure: globalThis.isSecureContext,
    pair: async (code, key) => await pairDevice(code, key),
    open: openRoom,
    reload: () => {
      if (mayReload(sessionStorage, Date.now())) globalThis.location.reload()
    },
  })
  keepScreenOn()
  void entry.start()
  return entry
}

function openRoom(device: PairedDevice): SiteModel {
  const connection = new BridgeConnection({
    socket: openSocketIo(globalThis.location.origin),
    identity: siteIdentity(device, instance),
  })
  const media = new SiteMedia({ port: connection })
  // The network is back: try at once instead of at the next turn.
  globalThis.addEventListener('online', () => {
    if (connection.state.kind === 'offline') connection.retryNow()
  })
  publishFacts(connection, media)
  return new SiteModel({
    place: device.site,
    connection,
    media,
    devices: new RoomDevices({ mediaDevices: navigator.mediaDevices, storage: localStorage }),
    displayMedia: async () =>
      await navigator.mediaDevices.getDisplayMedia({ video: { frameRate: { max: 15 } }, audio: false }),
    sound: (onBlocked) => new StageSound(soundContainer(), onBlocked),
  })
}

function soundContainer(): HTMLElement {
  const container = document.createElement('div')
  container.hidden = true
  container.dataset['testid'] = 'stage-sound'
  document.body.append(container)
  return container
}

function publishFacts(connection: BridgeConnection, media: SiteMedia): void {
  const facts: SiteFacts = {
    get sdpOperations() {
      return media.counters.sdpOperations
    },
    get consumersCreated() {
      return media.counters.consumersCreated
    },
    get endpointsOpened() {
      return media.counters.endpointsOpened
    },
    get connection() {
      return connection.state.kind
    },
    get media() {
      return media.state
    },
    get slots() {
      const entries = [...media.slots].map(([slot, { video, audio }]): [SlotName, SlotFacts] => [
        slot,
        { video: video?.readyState === 'live', audio: audio?.readyState === 'live' },
      ])
      return Object.fromEntries(entries)
    },
  }
  Object.defineProperty(globalThis, 'diemCau', { value: Object.freeze(facts), configurable: true })
}
