import type { AccountId } from '@diem-cau/protocol'
import type { Account, AccountStore } from '../../app/ports.ts'
import type { Store } from './openStore.ts'
import type { Tables } from './schema.ts'
import { storing } from './storing.ts'

export class SqlAccountStore implements AccountStore {
  readonly #store: Store

  constructor(store: Store) {
    this.#store = store
  }

  async findByName(userName: string): Promise<Account | null> {
    const row = await this.#store
      .selectFrom('accounts')
      .selectAll()
      .where('user_name', '=', userName)
      .executeTakeFirst()
    return row === undefined ? null : toAccount(row)
  }

  async findByLogin(tokenHash: string, now: number): Promise<Account | null> {
    const row = await this.#store
      .selectFrom('logins')
      .innerJoin('accounts', 'accounts.account_id', 'logins.account_id')
      .selectAll('accounts')
      .where('logins.token_hash', '=', tokenHash)
      .where('logins.expires_at', '>', now)
      .executeTakeFirst()
    return row === undefined ? null : toAccount(row)
  }

  async count(): Promise<number> {
    const row = await this.#store
      .selectFrom('accounts')
      .select((build) => build.fn.countAll<number>().as('n'))
      .executeTakeFirstOrThrow()
    return row.n
  }

  async create({ accountId, userName, passwordHash, role, unitId }: Account, now: number): Promise<boolean> {
    const { numInsertedOrUpdatedRows } = await storing(() =>
      this.#store
        .insertInto('accounts')
        .values({
          account_id: accountId,
          user_name: userName,
          password_hash: passwordHash,
          role,
          unit_id: unitId,
          created_at: now,
        })
        .onConflict((conflict) => conflict.column('user_name').doNothing())
        .executeTakeFirstOrThrow(),
    )
    return (numInsertedOrUpdatedRows ?? 0n) > 0n
  }

  async list(): Promise<Account[]> {
    return (await this.#store.selectFrom('accounts').selectAll().orderBy('user_name').execute()).map(
      toAccount,
    )
  }

  async addLogin(tokenHash: string, accountId: AccountId, now: number, expiresAt: number): Promise<void> {
    const login = { token_hash: tokenHash, account_id: accountId, created_at: now, expires_at: expiresAt }
    await storing(async () => {
      await this.#store.deleteFrom('logins').where('expires_at', '<=', now).execute()
      await this.#store.insertInto('logins').values(login).execute()
    })
  }

  async removeLogin(tokenHash: string): Promise<void> {
    await storing(() => this.#store.deleteFrom('logins').where('token_hash', '=', tokenHash).execute())
  }
}

function toAccount(row: Tables['accounts']): Account {
  return {
    accountId: row.account_id,
    userName: row.user_name,
    passwordHash: row.password_hash,
    role: row.role,
    unitId: row.unit_id,
  }
}
