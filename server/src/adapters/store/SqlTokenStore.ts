import { API_SCOPES, type AccountId, type ApiScope, type TokenId } from '@diem-cau/protocol'
import type { TokenStore } from '../../app/people/ports.ts'
import type { ApiToken } from '../../app/people/types.ts'
import type { Store } from './openStore.ts'
import type { Tables } from './schema.ts'
import { storing } from './storing.ts'

export class SqlTokenStore implements TokenStore {
  readonly #store: Store

  constructor(store: Store) {
    this.#store = store
  }

  async add(token: ApiToken, tokenHash: string): Promise<void> {
    await storing(async () => {
      await this.#store.deleteFrom('tokens').where('expires_at', '<=', token.createdAt).execute()
      await this.#store
        .insertInto('tokens')
        .values({
          token_id: token.tokenId,
          token_hash: tokenHash,
          account_id: token.accountId,
          name: token.name,
          scopes: JSON.stringify(token.scopes),
          created_at: token.createdAt,
          expires_at: token.expiresAt,
          last_used_at: token.lastUsedAt,
        })
        .execute()
    })
  }

  async byHash(tokenHash: string, now: number): Promise<ApiToken | null> {
    const row = await this.#good(now).where('token_hash', '=', tokenHash).executeTakeFirst()
    return row === undefined ? null : toToken(row)
  }

  async ofAccount(accountId: AccountId, now: number): Promise<ApiToken[]> {
    const rows = await this.#good(now)
      .where('account_id', '=', accountId)
      .orderBy('created_at', 'desc')
      .orderBy('token_id')
      .execute()
    return rows.map(toToken)
  }

  async used(tokenId: TokenId, at: number): Promise<void> {
    await storing(() =>
      this.#store.updateTable('tokens').set({ last_used_at: at }).where('token_id', '=', tokenId).execute(),
    )
  }

  async remove(accountId: AccountId, tokenId: TokenId): Promise<boolean> {
    const { numDeletedRows } = await storing(() =>
      this.#store
        .deleteFrom('tokens')
        .where('account_id', '=', accountId)
        .where('token_id', '=', tokenId)
        .executeTakeFirstOrThrow(),
    )
    return numDeletedRows > 0n
  }

  async removeAll(accountId: AccountId): Promise<number> {
    const { numDeletedRows } = await storing(() =>
      this.#store.deleteFrom('tokens').where('account_id', '=', accountId).executeTakeFirstOrThrow(),
    )
    return Number(numDeletedRows)
  }

  #good(now: number) {
    return this.#store.selectFrom('tokens').selectAll().where('expires_at', '>', now)
  }
}

function toToken(row: Tables['tokens']): ApiToken {
  return {
    tokenId: row.token_id,
    accountId: row.account_id,
    name: row.name,
    scopes: scopesIn(row.scopes),
    createdAt: row.created_at,
    expiresAt: row.expires_at,
    lastUsedAt: row.last_used_at,
  }
}

/** A scope that this version does not know is worth nothing. */
function scopesIn(text: string): ApiScope[] {
  const stored: unknown = JSON.parse(text)
  return Array.isArray(stored) ? API_SCOPES.filter((scope) => stored.includes(scope)) : []
}
