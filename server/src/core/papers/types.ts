import type { DocumentId, SiteId } from '@diem-cau/protocol'

/** A paper that is open at all sites. */
export interface OpenPaper {
  documentId: DocumentId
  name: string
  page: number
  /** Null until somebody who shows it has counted them. */
  pages: number | null
  /** Who may turn its pages while it is on stage. */
  presenterSiteId: SiteId | null
  since: number
}

export interface PaperEvents {
  /** In place of the one that was open. */
  PaperOpened: { documentId: DocumentId; name: string; page: number; pages: number | null }
  PaperTurned: { page: number; pages: number | null }
  PresenterChanged: { siteId: SiteId | null }
  /** `content`: somebody presents a screen instead. */
  PaperClosed: { reason: 'desk' | 'content' | 'panic' }
}

export type PaperCommand =
  | { type: 'OpenPaper'; documentId: DocumentId; name: string; page: number; pages: number | null }
  /** `siteId` null: by the desk, which always may. `documentId`: which paper the page is meant of. */
  | { type: 'TurnPaper'; siteId: SiteId | null; documentId: DocumentId; page: number; pages: number | null }
  | { type: 'SetPresenter'; siteId: SiteId | null }
  | { type: 'ClosePaper' }
