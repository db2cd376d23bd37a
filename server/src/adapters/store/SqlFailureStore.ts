import { sql } from 'kysely'
import type { FailureKey, FailureStore } from '../../app/people/ports.ts'
import { FORGOTTEN_AFTER_MS, waitMs, WAITS_MS } from '../../app/people/lockout.ts'
import type { Store } from './openStore.ts'
import { storing } from './storing.ts'

/** Wrong passwords in the database: neither a restart nor another server forgets them. */
export class SqlFailureStore implements FailureStore {
  readonly #store: Store

  constructor(store: Store) {
    this.#store = store
  }

  async attempt({ subject, userName, free }: FailureKey, now: number): Promise<number | null> {
    const first = waitMs(1, free)
    // One statement: of many attempts that come at once each counts on what the one before it has left.
    const count = sql<number>`case when login_failures.last_at < ${number(now - FORGOTTEN_AFTER_MS)}
      then 1 else login_failures.count + 1 end`
    const steps = WAITS_MS.map(
      (wait, step) => sql`when ${count} <= ${number(free + step)} then ${number(now + wait)}`,
    )
    const until = sql<number>`case when ${count} < ${number(free)} then 0 ${sql.join(steps, sql` `)}
      else ${number(now + (WAITS_MS.at(-1) ?? 0))} end`
    const row = await storing(() =>
      this.#store
        .insertInto('login_failures')
        .values({
          subject,
          user_name: userName,
          count: 1,
          last_at: now,
          locked_until: first === 0 ? 0 : now + first,
        })
        .onConflict((conflict) =>
          conflict
            .column('subject')
            .doUpdateSet({ count, last_at: now, locked_until: until })
            .where('login_failures.locked_until', '<=', now),
        )
        .returning('count')
        .executeTakeFirst(),
    )
    if (row !== undefined) return null
    const locked = await this.#store
      .selectFrom('login_failures')
      .select('locked_until')
      .where('subject', '=', subject)
      .executeTakeFirst()
    return locked?.locked_until ?? null
  }

  async lockedUntil(userNames: readonly string[], now: number): Promise<Map<string, number>> {
    if (userNames.length === 0) return new Map()
    const rows = await this.#store
      .selectFrom('login_failures')
      .select(['user_name', 'locked_until'])
      .where('user_name', 'in', [...userNames])
      .where('locked_until', '>', now)
      .orderBy('locked_until')
      .execute()
    // The latest of each name comes last and stays.
    return new Map(rows.map((row) => [row.user_name, row.locked_until]))
  }

  async forget(subject: string): Promise<void> {
    await storing(() => this.#store.deleteFrom('login_failures').where('subject', '=', subject).execute())
  }

  async undo(subject: string): Promise<void> {
    await storing(() =>
      this.#store
        .updateTable('login_failures')
        .set({ count: sql<number>`count - 1`, locked_until: 0 })
        .where('subject', '=', subject)
        .where('count', '>', 0)
        .execute(),
    )
  }

  async forgetName(userName: string): Promise<void> {
    await storing(() => this.#store.deleteFrom('login_failures').where('user_name', '=', userName).execute())
  }

  async forgetOld(now: number): Promise<void> {
    await storing(() =>
      this.#store
        .deleteFrom('login_failures')
        .where('last_at', '<', now - FORGOTTEN_AFTER_MS)
        .where('locked_until', '<=', now)
        .execute(),
    )
  }
}

/** Written out and not as a parameter, whose type PostgreSQL could not tell within a `case`. */
function number(value: number) {
  return sql.lit(Math.round(value))
}
