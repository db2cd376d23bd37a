import type { AgendaRow, DocumentView, SessionDetail } from '@diem-cau/protocol'

/** A paper that the desk may open at all sites. */
export interface DeskPaper {
  readonly document: DocumentView
  /** Only what every page can draw by itself. */
  readonly showable: boolean
}

/** Papers of an item of the agenda, or (null) of the session as a whole. */
export interface PaperGroup {
  readonly item: { readonly number: number; readonly title: string; readonly underWay: boolean } | null
  readonly papers: readonly DeskPaper[]
}

const SHOWABLE: ReadonlySet<string> = new Set(['application/pdf', 'image/png', 'image/jpeg'])

/** The session's papers as the desk needs them: the item under way first, then in the order of the agenda. */
export function paperGroups(
  { documents, documentIds }: Pick<SessionDetail, 'documents' | 'documentIds'>,
  agenda: readonly AgendaRow[],
): PaperGroup[] {
  const byId = new Map(documents.map((document) => [document.documentId, document]))
  const papersOf = (ids: readonly string[]): DeskPaper[] =>
    [...byId.values()]
      .filter(({ documentId }) => ids.includes(documentId))
      .toSorted((a, b) => ids.indexOf(a.documentId) - ids.indexOf(b.documentId))
      .map((document) => ({ document, showable: SHOWABLE.has(document.contentType) }))
  const items = agenda.map((row, index): PaperGroup => ({
    item: { number: index + 1, title: row.title, underWay: row.state === 'underWay' },
    papers: papersOf(row.documentIds),
  }))
  const named = new Set(agenda.flatMap((row) => row.documentIds))
  // A plan that was changed since the session opened may name papers at items that the session does not know.
  const others = documents.map(({ documentId }) => documentId).filter((id) => !named.has(id))
  const ofSession: PaperGroup = {
    item: null,
    papers: papersOf([...new Set([...documentIds.filter((id) => !named.has(id)), ...others])]),
  }
  return [
    ...items.filter(({ item }) => item?.underWay === true),
    ...items.filter(({ item }) => item?.underWay !== true),
    ofSession,
  ].filter(({ papers }) => papers.length > 0)
}

/** The page that somebody has typed; null when it is none of the paper's. */
export function typedPage(text: string, pages: number | null): number | null {
  const page = /^\s*\d{1,5}\s*$/.test(text) ? Number(text) : 0
  return page >= 1 && page <= (pages ?? 10_000) ? page : null
}
