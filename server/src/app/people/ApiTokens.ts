import { BridgeError, type ApiScope, type TokenId } from '@diem-cau/protocol'
import type { Clock } from '../ports.ts'
import type { AccountStore, PasswordHasher, TokenStore } from './ports.ts'
import type { Account, ApiToken } from './types.ts'

export interface ApiTokensOptions {
  tokens: TokenStore
  accounts: AccountStore
  hasher: PasswordHasher
  clock: Clock
  ids: { token(): TokenId; secret(): string }
}

/** By which a program's token is known, wherever it turns up. */
const PREFIX = 'dc_'
const MOST_OF_ONE = 50
const DAY_MS = 24 * 60 * 60 * 1_000
const USED_EVERY_MS = 60_000

/** Tokens by which programs come in in somebody's name, within some scopes and that person's own roles. */
export class ApiTokens {
  readonly #options: ApiTokensOptions

  constructor(options: ApiTokensOptions) {
    this.#options = options
  }

  /** @returns the token's text, to be shown once @throws {BridgeError} `too_many_tokens` */
  async create(
    { accountId }: Account,
    { name, scopes, days }: { name: string; scopes: readonly ApiScope[]; days: number },
  ): Promise<{ token: ApiToken; text: string }> {
    const { tokens, hasher, clock, ids } = this.#options
    const now = clock()
    if ((await tokens.ofAccount(accountId, now)).length >= MOST_OF_ONE) {
      throw new BridgeError('too_many_tokens', { limit: MOST_OF_ONE })
    }
    const text = `${PREFIX}${ids.secret()}`
    const token: ApiToken = {
      tokenId: ids.token(),
      accountId,
      name: name.trim(),
      scopes,
      createdAt: now,
      expiresAt: now + days * DAY_MS,
      lastUsedAt: null,
    }
    await tokens.add(token, hasher.digest(text))
    return { token, text }
  }

  /** Whose program it is. @throws {BridgeError} `token_invalid`, also when its owner is disabled */
  async use(text: string): Promise<{ token: ApiToken; account: Account }> {
    const { tokens, accounts, hasher, clock } = this.#options
    const now = clock()
    const token = text.startsWith(PREFIX) ? await tokens.byHash(hasher.digest(text), now) : null
    const account = token === null ? null : await accounts.find(token.accountId)
    if (token === null || account?.state !== 'active') throw new BridgeError('token_invalid')
    if (token.lastUsedAt === null || now - token.lastUsedAt >= USED_EVERY_MS) {
      await tokens.used(token.tokenId, now).catch(() => undefined)
    }
    return { token, account }
  }

  ofAccount({ accountId }: Account): Promise<ApiToken[]> {
    return this.#options.tokens.ofAccount(accountId, this.#options.clock())
  }

  revoke({ accountId }: Account, tokenId: TokenId): Promise<boolean> {
    return this.#options.tokens.remove(accountId, tokenId)
  }

  /** @returns how many there were */
  revokeAll({ accountId }: Account): Promise<number> {
    return this.#options.tokens.removeAll(accountId)
  }
}
