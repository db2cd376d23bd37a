import { BridgeError, foldText, type SiteId } from '@diem-cau/protocol'
import { sql, type Expression, type ExpressionBuilder, type SqlBool } from 'kysely'
import type { PageQuery, SessionFilter, Visibility } from '../../app/planning/ports.ts'
import { isOneOf } from './isOneOf.ts'
import type { Store } from './openStore.ts'
import { SUMMARY_COLUMNS } from './planRows.ts'
import type { Tables } from './schema.ts'

export interface PlanFilter {
  visibility: Visibility
  filter: SessionFilter
  /** No session is longer: what began earlier is over. */
  longestMs: number
}

type Build = ExpressionBuilder<Tables, 'sessions'>

/** One more line than the page has: whether there is a next one. */
export async function selectPage(store: Store, asked: PlanFilter, { limit, cursor, order }: PageQuery) {
  const direction = order === 'ascending' ? 'asc' : 'desc'
  return store
    .selectFrom('sessions')
    .select(SUMMARY_COLUMNS)
    .where((build) => build.and([...conditions(build, asked, store), ...after(build, cursor, order)]))
    .orderBy('starts_at', direction)
    .orderBy('session_id', direction)
    .limit(limit + 1)
    .execute()
}

export async function countPlans(store: Store, asked: PlanFilter): Promise<number> {
  const { n } = await store
    .selectFrom('sessions')
    .select((build) => build.fn.countAll<number>().as('n'))
    .where((build) => build.and(conditions(build, asked, store)))
    .executeTakeFirstOrThrow()
  return n
}

/** @throws {BridgeError} `invalid_message` for a cursor that no page gave */
function after(build: Build, cursor: string | null, order: PageQuery['order']): Expression<SqlBool>[] {
  if (cursor === null) return []
  const [, startsAt, sessionId] = /^(\d{1,15}):(.{1,80})$/.exec(cursor) ?? []
  if (startsAt === undefined || sessionId === undefined) {
    throw new BridgeError('invalid_message', { path: '/cursor', reason: 'not a cursor of a page' })
  }
  const compare = order === 'ascending' ? '>' : '<'
  const at = Number(startsAt)
  return [
    build.or([
      build('starts_at', compare, at),
      build.and([
        build('starts_at', '=', at),
        sql<SqlBool>`${build.ref('session_id')} ${sql.raw(compare)} ${sessionId}`,
      ]),
    ]),
  ]
}

function conditions(
  build: Build,
  { visibility, filter, longestMs }: PlanFilter,
  store: Store,
): Expression<SqlBool>[] {
  const found: Expression<SqlBool>[] = []
  const { from, to, q, state, type, hostUnitIds, siteId, seriesId } = filter
  if (from !== undefined) {
    found.push(build('ends_at', '>', from), build('starts_at', '>', from - longestMs))
  }
  if (to !== undefined) found.push(build('starts_at', '<', to))
  if (state !== undefined) found.push(build('state', '=', state))
  if (type !== undefined) found.push(build('type', '=', type))
  if (hostUnitIds !== undefined) found.push(isOneOf(store, build.ref('host_unit_id'), hostUnitIds))
  if (seriesId !== undefined) found.push(build('series_id', '=', seriesId))
  if (siteId !== undefined) found.push(invites(build, [siteId], store))
  for (const word of foldText(q ?? '').split(' ')) {
    if (word !== '') found.push(contains(build, word))
  }
  const seen = visible(build, visibility, store)
  return seen === null ? found : [...found, seen]
}

/** Each word somewhere in the title; the marks of `like` are taken as they are. */
function contains(build: Build, word: string): Expression<SqlBool> {
  const escaped = word.replaceAll(/[\\%_]/g, String.raw`\$&`)
  return sql<SqlBool>`${build.ref('title_folded')} like ${`%${escaped}%`} escape '\\'`
}

function invites(build: Build, siteIds: readonly SiteId[], store: Store): Expression<SqlBool> {
  return build.exists(
    build
      .selectFrom('session_sites')
      .select('session_sites.site_id')
      .whereRef('session_sites.session_id', '=', 'sessions.session_id')
      .where((site) => isOneOf(store, site.ref('session_sites.site_id'), siteIds)),
  )
}

/** Sessions of one's own units; announced ones that one's own sites are invited to; those that one has a role in. */
function visible(build: Build, { scope, accountId }: Visibility, store: Store): Expression<SqlBool> | null {
  if (scope === null) return null
  const { unitIds, siteIds } = scope
  const ways: Expression<SqlBool>[] = [
    build.exists(
      build
        .selectFrom('session_people')
        .select('session_people.account_id')
        .whereRef('session_people.session_id', '=', 'sessions.session_id')
        .where('session_people.account_id', '=', accountId),
    ),
  ]
  if (unitIds.length > 0) ways.push(isOneOf(store, build.ref('host_unit_id'), unitIds))
  if (siteIds.length > 0)
    ways.push(build.and([build('state', '!=', 'draft'), invites(build, siteIds, store)]))
  return build.or(ways)
}
