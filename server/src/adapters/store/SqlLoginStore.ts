import type { AccountId, LoginId } from '@diem-cau/protocol'
import type { LoginStore } from '../../app/people/ports.ts'
import type { Login } from '../../app/people/types.ts'
import type { Store } from './openStore.ts'
import type { Tables } from './schema.ts'
import { storing } from './storing.ts'

export class SqlLoginStore implements LoginStore {
  readonly #store: Store

  constructor(store: Store) {
    this.#store = store
  }

  async add(login: Login, tokenHash: string): Promise<void> {
    await storing(() =>
      this.#store.transaction().execute(async (trx) => {
        await trx
          .deleteFrom('logins')
          .where((build) =>
            build.or([
              build('expires_at', '<=', login.createdAt),
              build('idle_expires_at', '<=', login.createdAt),
            ]),
          )
          .execute()
        await trx.insertInto('logins').values(rowOf(login, tokenHash)).execute()
      }),
    )
  }

  async byToken(tokenHash: string, now: number): Promise<Login | null> {
    return one(await this.#good(now).where('token_hash', '=', tokenHash).executeTakeFirst())
  }

  async byId(loginId: LoginId, now: number): Promise<Login | null> {
    return one(await this.#good(now).where('login_id', '=', loginId).executeTakeFirst())
  }

  async ofAccount(accountId: AccountId, now: number): Promise<Login[]> {
    const rows = await this.#good(now)
      .where('account_id', '=', accountId)
      .orderBy('last_seen_at', 'desc')
      .orderBy('login_id')
      .execute()
    return rows.map(toLogin)
  }

  async seen(loginId: LoginId, at: number, idleExpiresAt: number): Promise<void> {
    await storing(() =>
      this.#store
        .updateTable('logins')
        .set({ last_seen_at: at, idle_expires_at: idleExpiresAt })
        .where('login_id', '=', loginId)
        .execute(),
    )
  }

  async renew(loginId: LoginId, tokenHash: string): Promise<void> {
    await storing(() =>
      this.#store
        .updateTable('logins')
        .set({ token_hash: tokenHash })
        .where('login_id', '=', loginId)
        .execute(),
    )
  }

  async remove(accountId: AccountId, loginId: LoginId): Promise<boolean> {
    const { numDeletedRows } = await storing(() =>
      this.#store
        .deleteFrom('logins')
        .where('account_id', '=', accountId)
        .where('login_id', '=', loginId)
        .executeTakeFirstOrThrow(),
    )
    return numDeletedRows > 0n
  }

  async removeAll(accountId: AccountId, except: LoginId | null): Promise<void> {
    await storing(() =>
      this.#store
        .deleteFrom('logins')
        .where('account_id', '=', accountId)
        .$if(except !== null, (others) => others.where('login_id', '!=', except))
        .execute(),
    )
  }

  #good(now: number) {
    return this.#store
      .selectFrom('logins')
      .selectAll()
      .where('expires_at', '>', now)
      .where('idle_expires_at', '>', now)
  }
}

function rowOf(login: Login, tokenHash: string): Tables['logins'] {
  return {
    login_id: login.loginId,
    token_hash: tokenHash,
    account_id: login.accountId,
    method: login.method,
    address: login.address,
    device: login.device,
    created_at: login.createdAt,
    last_seen_at: login.lastSeenAt,
    idle_expires_at: login.idleExpiresAt,
    expires_at: login.expiresAt,
    sso_id_token: login.ssoIdToken,
  }
}

function one(row: Tables['logins'] | undefined): Login | null {
  return row === undefined ? null : toLogin(row)
}

function toLogin(row: Tables['logins']): Login {
  return {
    loginId: row.login_id,
    accountId: row.account_id,
    method: row.method,
    address: row.address,
    device: row.device,
    createdAt: row.created_at,
    lastSeenAt: row.last_seen_at,
    idleExpiresAt: row.idle_expires_at,
    expiresAt: row.expires_at,
    ssoIdToken: row.sso_id_token,
  }
}
