import { sql, type Expression, type QueryExecutorProvider, type RawBuilder, type SqlBool } from 'kysely'
import { isPostgres } from './dialect.ts'

/**
 * Whether a text is one of a list that may be as long as the directory: the list is one variable of the statement.
 * SQLite takes 32,766 of them, PostgreSQL 65,535; a province's units with all that have ended may be more.
 */
export function isOneOf(
  db: QueryExecutorProvider,
  column: Expression<unknown>,
  values: Iterable<string>,
): RawBuilder<SqlBool> {
  const list = [...values]
  return isPostgres(db)
    ? sql<SqlBool>`${column} = any(${list}::text[])`
    : sql<SqlBool>`${column} in (select value from json_each(${JSON.stringify(list)}))`
}
