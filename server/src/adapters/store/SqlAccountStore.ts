import { foldText, type AccountId, type Grant } from '@diem-cau/protocol'
import { sql, type ExpressionBuilder } from 'kysely'
import type { AccountChanges, AccountQuery, AccountStore } from '../../app/people/ports.ts'
import type { Account } from '../../app/people/types.ts'
import { isPostgres } from './dialect.ts'
import { isOneOf } from './isOneOf.ts'
import type { Store } from './openStore.ts'
import type { Tables } from './schema.ts'
import { storing } from './storing.ts'

type AccountRow = Tables['accounts']
type On = ExpressionBuilder<Tables, 'accounts'>

/** Rolls a transaction back that would leave nobody. */
class NobodyLeft extends Error {}

export class SqlAccountStore implements AccountStore {
  readonly #store: Store

  constructor(store: Store) {
    this.#store = store
  }

  async count(): Promise<number> {
    const row = await this.#store
      .selectFrom('accounts')
      .select((build) => build.fn.countAll<number>().as('n'))
      .executeTakeFirstOrThrow()
    return row.n
  }

  async find(accountId: AccountId): Promise<Account | null> {
    return this.#one(await this.#all().where('account_id', '=', accountId).execute())
  }

  async findByName(userName: string): Promise<Account | null> {
    return this.#one(await this.#all().where('user_name', '=', userName).execute())
  }

  async findBySubject(issuer: string, subject: string): Promise<Account | null> {
    const rows = this.#all().where('sso_issuer', '=', issuer).where('sso_subject', '=', subject)
    return this.#one(await rows.execute())
  }

  async findByEmail(email: string): Promise<Account[]> {
    return this.#withGrants(await this.#all().where('email', '=', email).limit(2).execute())
  }

  async page(query: AccountQuery): Promise<{ items: Account[]; total: number }> {
    const matching = this.#store
      .selectFrom('accounts')
      .where((build) => build.and(conditions(build, query, this.#store)))
    const { n } = await matching
      .select((build) => build.fn.countAll<number>().as('n'))
      .executeTakeFirstOrThrow()
    const rows = await matching
      .selectAll()
      .$if(query.after !== null, (page) => page.where('user_name', '>', query.after ?? ''))
      .orderBy('user_name')
      .limit(query.limit)
      .execute()
    return { items: await this.#withGrants(rows), total: n }
  }

  async create(account: Account): Promise<boolean> {
    return storing(() =>
      this.#store.transaction().execute(async (trx) => {
        const { numInsertedOrUpdatedRows } = await trx
          .insertInto('accounts')
          .values(rowOf(account))
          .onConflict((conflict) => conflict.column('user_name').doNothing())
          .executeTakeFirstOrThrow()
        if ((numInsertedOrUpdatedRows ?? 0n) === 0n) return false
        await insertGrants(trx, account.accountId, account.grants)
        return true
      }),
    )
  }

  async update(
    accountId: AccountId,
    version: number | null,
    changes: AccountChanges,
    keep: Grant,
  ): Promise<'done' | 'changed' | 'nobody_left'> {
    try {
      return await storing(() =>
        this.#store.transaction().execute(async (trx) => {
          await lockHolders(trx, keep)
          const before = await this.#one(
            await trx.selectFrom('accounts').selectAll().where('account_id', '=', accountId).execute(),
            trx,
          )
          if (before === null || (version !== null && before.version !== version)) return 'changed'
          const after = { ...before, ...changes, version: before.version + 1 }
          const { numUpdatedRows } = await trx
            .updateTable('accounts')
            .set(rowOf(after))
            .where('account_id', '=', accountId)
            .where('version', '=', before.version)
            .executeTakeFirstOrThrow()
          if (numUpdatedRows === 0n) return 'changed'
          if (changes.grants !== undefined) {
            await trx.deleteFrom('account_grants').where('account_id', '=', accountId).execute()
            await insertGrants(trx, accountId, changes.grants)
          }
          if (holds(before, keep) && !holds(after, keep) && (await countHolders(trx, keep)) === 0) {
            throw new NobodyLeft()
          }
          return 'done'
        }),
      )
    } catch (error) {
      if (error instanceof NobodyLeft) return 'nobody_left'
      throw error
    }
  }

  async loggedIn(accountId: AccountId, at: number): Promise<void> {
    await storing(() =>
      this.#store
        .updateTable('accounts')
        .set({ last_login_at: at })
        .where('account_id', '=', accountId)
        .execute(),
    )
  }

  #all() {
    return this.#store.selectFrom('accounts').selectAll()
  }

  async #one(rows: readonly AccountRow[], store: Store = this.#store): Promise<Account | null> {
    return (await this.#withGrants(rows, store))[0] ?? null
  }

  async #withGrants(rows: readonly AccountRow[], store: Store = this.#store): Promise<Account[]> {
    if (rows.length === 0) return []
    const ids = rows.map((row) => row.account_id)
    const grants = new Map<AccountId, Grant[]>(ids.map((id) => [id, []]))
    const granted = await store
      .selectFrom('account_grants')
      .selectAll()
      .where('account_id', 'in', ids)
      .orderBy('unit_id')
      .orderBy('role')
      .execute()
    for (const { account_id, role, unit_id } of granted)
      grants.get(account_id)?.push({ role, unitId: unit_id })
    return rows.map((row) => toAccount(row, grants.get(row.account_id) ?? []))
  }
}

function conditions(
  build: On,
  { scope, text, role, unitId, inUnits, state, now }: AccountQuery,
  store: Store,
) {
  const granted = build
    .selectFrom('account_grants')
    .select('account_grants.account_id')
    .whereRef('account_grants.account_id', '=', 'accounts.account_id')
  const locked = build
    .selectFrom('login_failures')
    .select('login_failures.subject')
    .whereRef('login_failures.user_name', '=', 'accounts.user_name')
    .where('login_failures.locked_until', '>', now)
  const words = text.split(' ').filter((word) => word !== '')
  return [
    ...(scope === null
      ? []
      : [
          build.exists(granted),
          build.not(
            build.exists(
              granted.where((grant) => grant.not(isOneOf(store, grant.ref('account_grants.unit_id'), scope))),
            ),
          ),
        ]),
    ...(inUnits === null
      ? []
      : [
          build.exists(
            granted.where((grant) => isOneOf(store, grant.ref('account_grants.unit_id'), inUnits)),
          ),
        ]),
    // Folded text has no sign that `like` takes for another.
    ...words.map((word) => build('accounts.search', 'like', `%${word}%`)),
    ...(role === null && unitId === null
      ? []
      : [
          build.exists(
            granted
              .$if(role !== null, (query) => query.where(sql<boolean>`account_grants.role = ${role}`))
              .$if(unitId !== null, (query) => query.where(sql<boolean>`account_grants.unit_id = ${unitId}`)),
          ),
        ]),
    ...(state === 'active' || state === 'disabled' ? [build('accounts.state', '=', state)] : []),
    ...(state === 'locked' ? [build.exists(locked)] : []),
  ]
}

async function insertGrants(store: Store, accountId: AccountId, grants: readonly Grant[]): Promise<void> {
  if (grants.length === 0) return
  await store
    .insertInto('account_grants')
    .values(grants.map(({ role, unitId }) => ({ account_id: accountId, role, unit_id: unitId })))
    .onConflict((conflict) => conflict.columns(['account_id', 'role', 'unit_id']).doNothing())
    .execute()
}

function holders(store: Store, { role, unitId }: Grant) {
  return store
    .selectFrom('accounts')
    .where('state', '=', 'active')
    .where('account_id', 'in', (build) =>
      build
        .selectFrom('account_grants')
        .select('account_grants.account_id')
        .where('role', '=', role)
        .where('unit_id', '=', unitId),
    )
}

/** Two administrators who take the role from each other at once are told one after the other. */
async function lockHolders(store: Store, grant: Grant): Promise<void> {
  if (!isPostgres(store)) return
  await holders(store, grant).select('account_id').orderBy('account_id').forUpdate().execute()
}

async function countHolders(store: Store, grant: Grant): Promise<number> {
  const row = await holders(store, grant)
    .select((build) => build.fn.countAll<number>().as('n'))
    .executeTakeFirstOrThrow()
  return row.n
}

function holds({ state, grants }: Account, { role, unitId }: Grant): boolean {
  return state === 'active' && grants.some((grant) => grant.role === role && grant.unitId === unitId)
}

function rowOf(account: Account): AccountRow {
  const { userName, displayName, email, phone } = account
  return {
    account_id: account.accountId,
    user_name: userName,
    password_hash: account.passwordHash,
    created_at: account.createdAt,
    display_name: displayName,
    email,
    phone,
    search: foldText(`${userName} ${displayName} ${email} ${phone} ${phone.replace(/\D/g, '')}`),
    state: account.state,
    must_change_password: account.mustChangePassword ? 1 : 0,
    version: account.version,
    last_login_at: account.lastLoginAt,
    sso_issuer: account.singleSignOn?.issuer ?? null,
    sso_subject: account.singleSignOn?.subject ?? null,
  }
}

function toAccount(row: AccountRow, grants: readonly Grant[]): Account {
  const { sso_issuer: issuer, sso_subject: subject } = row
  return {
    accountId: row.account_id,
    userName: row.user_name,
    passwordHash: row.password_hash,
    displayName: row.display_name,
    email: row.email,
    phone: row.phone,
    grants,
    state: row.state,
    mustChangePassword: row.must_change_password === 1,
    singleSignOn: issuer === null || subject === null ? null : { issuer, subject },
    createdAt: row.created_at,
    lastLoginAt: row.last_login_at,
    version: row.version,
  }
}
