import type { Migration } from 'kysely/migration'
import { logAccountsDevices } from './0001_log_accounts_devices.ts'
import { leaseAliveAt } from './0002_lease_alive_at.ts'
import { directory } from './0003_directory.ts'
import { people } from './0004_people.ts'
import { planning } from './0005_planning.ts'
import { notices } from './0006_notices.ts'

/*
 * One file a migration, listed below. The same migrations and queries run on SQLite and on PostgreSQL; these rules keep
 * them portable:
 *
 *  1. Forward only: no `down`. A migration that has been released is never changed; the next one corrects it.
 *  2. Types: `text`, `integer` (32 bits), `bigint` (times in epoch milliseconds, sizes in bytes) and nothing else. A
 *     yes or no is an `integer` 0/1, JSON is `text`, bytes are files by their hash or base64url `text`, money and
 *     fractions do not occur. `bigint` is read as a number on both.
 *  3. No default that calls a function, no auto-increment, no generated column, no trigger, no view. Ids and times come
 *     from the application. A column that is added is nullable or has a constant default.
 *  4. `alterTable` changes one thing a statement, and only `addColumn`, `dropColumn`, `renameColumn`, `renameTo`: SQLite
 *     can not add a constraint later. Whatever else: create a new table, copy with `insertInto … expression`, drop.
 *  5. Text compares by its bytes on both (on PostgreSQL every `text` column is made with the collation "C"), so `orderBy`
 *     and ranges agree. For people, search and sort on a folded column (`foldText` of the protocol): `lower()`, `ilike`
 *     and `collate nocase` differ. `like` is case-sensitive on PostgreSQL only: use it on folded text, with the marks
 *     `%`, `_` and `\` of what was typed escaped, and say `escape '\'`.
 *  6. `onConflict((c) => c.column(…).doNothing())` and `.doUpdateSet(…)` work on both, also `returning`. What does not:
 *     `insert or replace`, `ilike`, `rowid`, `json_*` functions, `= any(…)`, date functions, `nulls first` left unsaid.
 *     NULLs come first on SQLite and last on PostgreSQL: order by a column that is not null, or by `is null` before it.
 *  7. At most 30,000 values a statement (PostgreSQL takes 65,535, SQLite 32,766): insert long lists in pieces.
 *  8. An error inside a transaction ends the transaction on PostgreSQL: do not catch a violation and go on within it;
 *     `onConflict` says beforehand what shall happen.
 *  9. SQLite has one writer, PostgreSQL many: what is read to decide a write is read in the same transaction, after a
 *     write or with the row locked (see `isPostgres`), or the write carries its condition in `where` (a version
 *     number) and looks at `numUpdatedRows`.
 * 10. `count()` comes as a number on both; `sum()` and `avg()` do not (PostgreSQL gives text): count, or add up in code.
 * 11. Numbers are agreed by file name: take the next one, and list it at the end.
 */

/** By version, in order. A store that has one which is not here is newer than this build. */
export const MIGRATIONS: Readonly<Record<string, Migration>> = {
  '0001_log_accounts_devices': logAccountsDevices,
  '0002_lease_alive_at': leaseAliveAt,
  '0003_directory': directory,
  '0004_people': people,
  '0005_planning': planning,
  '0006_notices': notices,
}
