import type { SiteId } from '@diem-cau/protocol'

/** What is known beside the log when a view is drawn: it changes without events and is not kept. */
export interface MediaFacts {
  nodeReady: boolean
  /** Generation of the branch's slots on the node; empty until the room exists. */
  generation: string
  /** Sites whose WebRTC transports are connected. */
  connectedSites: ReadonlySet<SiteId>
  watchedSites: ReadonlySet<SiteId>
}
