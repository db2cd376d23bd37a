import type { DirectoryModel, PlacedSite } from './directory.ts'
import type { StatusOf } from './siteStatus.ts'

/** Pages turn by themselves after so many seconds. */
export const TURN_SECONDS = [5, 10, 15, 30] as const
/** Rooms on one page. */
export const PAGE_SIZES = [4, 9, 16] as const

export interface CarouselChoice {
  readonly connectedOnly: boolean
  /** Key of a branch of the tree; null: everybody. */
  readonly branch: string | null
  readonly perPage: (typeof PAGE_SIZES)[number]
}

/** The rooms that pass in turn, in the order of the tree. */
export function carouselSites(
  directory: DirectoryModel,
  statusOf: StatusOf,
  { connectedOnly, branch }: CarouselChoice,
): PlacedSite[] {
  const sites = branch === null ? directory.sites : (directory.node(branch)?.allSites ?? [])
  return sites.filter(({ siteId }) => {
    const { row } = statusOf(siteId)
    return row !== null && (!connectedOnly || row.presence === 'connected')
  })
}

export interface CarouselPage {
  readonly page: number
  readonly pages: number
  readonly sites: readonly PlacedSite[]
}

/** One page, from 0. It goes round: after the last comes the first, before the first the last. */
export function carouselPage(sites: readonly PlacedSite[], perPage: number, wanted: number): CarouselPage {
  const pages = Math.max(1, Math.ceil(sites.length / perPage))
  const page = ((wanted % pages) + pages) % pages
  return { page, pages, sites: sites.slice(page * perPage, (page + 1) * perPage) }
}

/** The rooms that have to send: those on this page, and those of the next one, so that no page comes up black. */
export function roomsToWatch(sites: readonly PlacedSite[], perPage: number, page: number): PlacedSite[] {
  const shown = carouselPage(sites, perPage, page).sites
  const following = carouselPage(sites, perPage, page + 1).sites
  return [...new Set([...shown, ...following])]
}

/** Columns of a page, so that the pictures are as large as they can be. */
export function columnsFor(perPage: number): number {
  return Math.ceil(Math.sqrt(perPage))
}
