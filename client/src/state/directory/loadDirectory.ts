import type { Group, RestQueryOf, RestReplyOf, SiteRecord, TierSet, UnitRecord } from '@diem-cau/protocol'
import { ApiError } from '../api.ts'
import type { rest } from '../rest.ts'

/** The call of the programming interface, or what stands for it in a test. */
export type Rest = typeof rest

/** Everything about the directory on one day. */
export interface DirectoryContents {
  readonly revision: number
  readonly on: string
  readonly tiers: TierSet['tiers']
  readonly turningDays: readonly string[]
  readonly units: readonly UnitRecord[]
  readonly sites: readonly SiteRecord[]
  readonly groups: readonly Group[]
}

export interface LoadOptions {
  /** The day; today when it is not given. */
  readonly on?: string
  /** Also units and sites that have ended, or not yet begun. */
  readonly all?: boolean
  readonly signal?: AbortSignal
  /** So many units and sites of so many are here. */
  readonly onProgress?: (loaded: number, total: number) => void
}

const PAGE = 5_000
/** A change in the middle of loading begins it again, so often. */
const MOST_ATTEMPTS = 3

/**
 * Loads the own subtree, page by page. When the directory changes meanwhile, which its pages say, it begins again.
 * @throws ApiError
 */
export async function loadDirectory(call: Rest, options: LoadOptions = {}): Promise<DirectoryContents> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await loadOnce(call, await summaryOf(call, options), options)
    } catch (error) {
      const isStale = error instanceof ApiError && error.problem.code === 'changed_meanwhile'
      if (!isStale || attempt === MOST_ATTEMPTS) throw error
    }
  }
}

type Summary = RestReplyOf<'directory.summary'>
type PageQuery = RestQueryOf<'directory.units'> & RestQueryOf<'directory.sites'>

function summaryOf(call: Rest, { on, signal }: LoadOptions): Promise<Summary> {
  return call('directory.summary', { query: on === undefined ? {} : { on }, ...(signal && { signal }) })
}

async function loadOnce(call: Rest, summary: Summary, options: LoadOptions): Promise<DirectoryContents> {
  const { all = false, signal, onProgress } = options
  const query: PageQuery = { limit: PAGE, on: summary.on, ...(all ? { all } : {}) }
  const loaded = { units: 0, sites: 0 }
  const totals = { units: summary.unitCount, sites: summary.siteCount }
  const progress = (what: 'units' | 'sites') => (count: number, total: number) => {
    loaded[what] = count
    totals[what] = total
    onProgress?.(loaded.units + loaded.sites, totals.units + totals.sites)
  }
  const [units, sites, groups] = await Promise.all([
    allPages(
      (cursor) => call('directory.units', { query: { ...query, ...cursor }, ...(signal && { signal }) }),
      progress('units'),
    ),
    allPages(
      (cursor) => call('directory.sites', { query: { ...query, ...cursor }, ...(signal && { signal }) }),
      progress('sites'),
    ),
    call('directory.groups', signal && { signal }),
  ])
  const { revision, on, tiers, turningDays } = summary
  return { revision, on, tiers, turningDays, units, sites, groups: groups.items }
}

interface Page<T> {
  readonly items: readonly T[]
  readonly next: string | null
  readonly total: number
}

/** Follows the cursors to the end of a list. */
export async function allPages<T>(
  ask: (cursor: { cursor?: string }) => Promise<Page<T>>,
  onProgress?: (count: number, total: number) => void,
): Promise<T[]> {
  const items: T[] = []
  for (let cursor: string | null = null; ;) {
    const page: Page<T> = await ask(cursor === null ? {} : { cursor })
    items.push(...page.items)
    onProgress?.(items.length, page.total)
    if (page.next === null) return items
    cursor = page.next
  }
}
