import type { DeviceState, SiteId } from '@diem-cau/protocol'
import type { SiteReport } from '../core/views/sessionView.ts'

interface Said {
  camera: DeviceState
  microphone: DeviceState
}

const UNKNOWN: Said = { camera: 'unknown', microphone: 'unknown' }

/** What sites last said of their own devices. Not in the log: it is true only while the page is open. */
export class SiteReports {
  readonly #said = new Map<SiteId, Said>()
  readonly #lastHeardAt: (siteId: SiteId) => number | null

  constructor(lastHeardAt: (siteId: SiteId) => number | null) {
    this.#lastHeardAt = lastHeardAt
  }

  /** @returns whether it says something new */
  report(siteId: SiteId, said: Said): boolean {
    const before = this.#said.get(siteId)
    this.#said.set(siteId, said)
    return before?.camera !== said.camera || before.microphone !== said.microphone
  }

  forget(siteId: SiteId): void {
    this.#said.delete(siteId)
  }

  of(siteId: SiteId): SiteReport {
    return { ...(this.#said.get(siteId) ?? UNKNOWN), lastHeardAt: this.#lastHeardAt(siteId) }
  }
}
