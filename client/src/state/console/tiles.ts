import type { PlacedSite } from './directory.ts'
import type { StatusOf } from './siteStatus.ts'

/** Tiles on screen at once: more would be too small to see an empty room. */
export const TILES_PER_PAGE = 12

export interface TilePage {
  /** From 0. */
  readonly page: number
  readonly pages: number
  readonly sites: readonly PlacedSite[]
  /** Of the whole choice. */
  readonly connected: number
  readonly total: number
}

/** One page of the tiles of chosen sites: those that are connected first, each in the order of the tree. */
export function tilePage(sites: readonly PlacedSite[], statusOf: StatusOf, wanted: number): TilePage {
  const isHere = (site: PlacedSite) => statusOf(site.siteId).row?.presence === 'connected'
  const invited = sites.filter((site) => statusOf(site.siteId).row !== null)
  const ordered = [...invited.filter(isHere), ...invited.filter((site) => !isHere(site))]
  const pages = Math.max(1, Math.ceil(ordered.length / TILES_PER_PAGE))
  const page = Math.min(Math.max(0, wanted), pages - 1)
  return {
    page,
    pages,
    sites: ordered.slice(page * TILES_PER_PAGE, (page + 1) * TILES_PER_PAGE),
    connected: invited.filter(isHere).length,
    total: invited.length,
  }
}
