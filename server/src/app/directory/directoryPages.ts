import { BridgeError, foldText, type SiteRecord, type UnitId, type UnitRecord } from '@diem-cau/protocol'
import {
  flat,
  recordOfSite,
  recordOfUnit,
  type CalendarDate,
  type Directory,
  type DirectoryHistory,
} from '../../core/directory/index.ts'

export interface ListQuery {
  on: CalendarDate
  q: string
  /** Only this unit's subtree. */
  within: UnitId | null
  tier: number | null
  /** Also what does not exist on that day. */
  all: boolean
}

const SEARCH_LIMIT = 20_000

/** The units in some subtrees: parents before children, or, when searched for, best first. */
export function listUnits(
  history: DirectoryHistory,
  directory: Directory,
  scopes: readonly UnitId[],
  query: ListQuery,
): UnitRecord[] {
  const isWanted = insideOf(directory, scopes, query.within)
  const found =
    query.q === ''
      ? directory.units()
      : directory.searchUnits(query.q, { limit: SEARCH_LIMIT, ...withinOf(query) })
  const today = found.filter(({ id }) => isWanted(id)).map(recordOfUnit)
  const others = query.all
    ? otherDays(flat(history.units), query, ({ name, aliases, code }) => [name, ...aliases, code]).filter(
        ({ unitId }) => isWanted(unitId),
      )
    : []
  return [...today, ...others].filter(({ tier }) => query.tier === null || tier === query.tier)
}

/** The sites in some subtrees, in the order of their units, or, when searched for, best first. */
export function listSites(
  history: DirectoryHistory,
  directory: Directory,
  scopes: readonly UnitId[],
  query: ListQuery,
): SiteRecord[] {
  const isWanted = insideOf(directory, scopes, query.within)
  const found =
    query.q === ''
      ? directory.units().flatMap(({ id }) => directory.sitesOfUnit(id))
      : directory.searchSites(query.q, { limit: SEARCH_LIMIT, ...withinOf(query) })
  const today = found.filter(({ unitId }) => isWanted(unitId)).map(recordOfSite)
  const others = query.all
    ? otherDays(flat(history.sites), query, ({ name, siteId }) => [name, siteId]).filter(({ unitId }) =>
        isWanted(unitId),
      )
    : []
  return [...today, ...others]
}

const withinOf = ({ within }: ListQuery): { within?: UnitId } => (within === null ? {} : { within })

function insideOf(
  directory: Directory,
  scopes: readonly UnitId[],
  within: UnitId | null,
): (unitId: UnitId) => boolean {
  return (unitId) =>
    scopes.some((scope) => directory.isInSubtree(unitId, scope)) &&
    (within === null || directory.isInSubtree(unitId, within))
}

/** Records that are not valid on the day, newest first. */
function otherDays<T extends { validFrom: CalendarDate; validTo: CalendarDate | null }>(
  records: readonly T[],
  { on, q }: ListQuery,
  textsOf: (record: T) => string[],
): T[] {
  const words = foldText(q).split(' ')
  return records
    .filter(({ validFrom, validTo }) => on < validFrom || (validTo !== null && validTo < on))
    .filter((record) => {
      if (q === '') return true
      const text = ` ${textsOf(record).map(foldText).join(' ')}`
      return words.every((word) => text.includes(` ${word}`))
    })
    .toSorted((a, b) => (a.validFrom > b.validFrom ? -1 : a.validFrom < b.validFrom ? 1 : 0))
}

export interface Page<T> {
  items: T[]
  next: string | null
  total: number
}

/**
 * A page of a list that is at hand. The cursor names the state of the list and a place in it.
 * @param state of what the list is made from, such as the directory's revision
 * @throws {BridgeError} `changed_meanwhile` when the list has changed since the page before
 */
export function pageOf<T>(
  items: readonly T[],
  state: string,
  { limit = 50, cursor }: { limit?: number; cursor?: string },
): Page<T> {
  const from = cursor === undefined ? 0 : placeIn(cursor, state)
  const next = from + limit
  return {
    items: items.slice(from, next),
    next: next < items.length ? `${state}.${next}` : null,
    total: items.length,
  }
}

function placeIn(cursor: string, state: string): number {
  const dot = cursor.lastIndexOf('.')
  const place = Number(cursor.slice(dot + 1))
  if (dot < 0 || !Number.isSafeInteger(place) || place < 0) {
    throw new BridgeError('invalid_message', { path: '/cursor', reason: 'not a cursor of this list' })
  }
  if (cursor.slice(0, dot) !== state) throw new BridgeError('changed_meanwhile')
  return place
}
