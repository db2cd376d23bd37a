import type { Report, SiteId } from '@diem-cau/protocol'
import { readThrough } from './readers.ts'
import type { LoggedEvent, PlaceOf, Window } from './types.ts'

interface Shown {
  name: string
  from: number
  until: number | null
  pages: number | null
  shown: Set<number>
  presenters: Set<SiteId>
}

/** The papers that were open at all sites, in order. */
export function papersIn(events: readonly LoggedEvent[], window: Window, placeOf: PlaceOf): Report['papers'] {
  const all: Shown[] = []
  const current = (): Shown | null => {
    const last = all.at(-1)
    return last?.until === null ? last : null
  }
  const close = (_data: unknown, at: number): void => {
    const open = current()
    if (open !== null) open.until = at
  }
  readThrough(events, {
    PaperOpened: ({ name, page, pages }, at) => {
      close(null, at)
      all.push({ name, from: at, until: null, pages, shown: new Set([page]), presenters: new Set() })
    },
    PaperTurned: ({ page, pages }) => {
      const open = current()
      open?.shown.add(page)
      if (open !== null) open.pages = pages ?? open.pages
    },
    PresenterChanged: ({ siteId }) => {
      if (siteId !== null) current()?.presenters.add(siteId)
    },
    PaperClosed: close,
  })
  return all.map(({ name, from, until, pages, shown, presenters }) => ({
    name,
    from,
    until: until ?? window.until,
    pages,
    pagesShown: shown.size,
    presenters: [...presenters].map(placeOf),
  }))
}

/** The screens that were shared, in order. */
export function contentsIn(
  events: readonly LoggedEvent[],
  window: Window,
  placeOf: PlaceOf,
): Report['contents'] {
  const all: { siteId: SiteId; from: number; until: number | null }[] = []
  for (const { event, at } of events) {
    const last = all.at(-1)
    if (event.type !== 'ContentStarted' && event.type !== 'ContentStopped') continue
    if (last?.until === null) last.until = at
    if (event.type === 'ContentStarted') all.push({ siteId: event.data.siteId, from: at, until: null })
  }
  return all.map(({ siteId, from, until }) => ({ ...placeOf(siteId), from, until: until ?? window.until }))
}
