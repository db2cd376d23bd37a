import { PostgresAdapter, type QueryExecutorProvider } from 'kysely'

/**
 * Whether a store, or a transaction in it, is in PostgreSQL. For the few places where the two databases differ, such as
 * `.$if(isPostgres(trx), (query) => query.forUpdate())`: SQLite has one writer and no row locks.
 */
export function isPostgres(db: QueryExecutorProvider): boolean {
  return db.getExecutor().adapter instanceof PostgresAdapter
}
