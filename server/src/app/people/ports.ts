import type { AccountId, Grant, LoginId, Role, TokenId, UnitId } from '@diem-cau/protocol'
import type { Account, ApiToken, Login } from './types.ts'

export interface PasswordHasher {
  hash(password: string): Promise<string>
  verify(password: string, hash: string): Promise<boolean>
  /** One-way digest of a login's or program's token: what is stored can't be used to come in. */
  digest(token: string): string
}

/** Which accounts: all of whose roles lie in these units; null: all there are. */
export type UnitScope = ReadonlySet<UnitId> | null

export interface AccountQuery {
  scope: UnitScope
  /** Folded text. */
  text: string
  role: Role | null
  unitId: UnitId | null
  state: 'active' | 'disabled' | 'locked' | null
  /** With a role in one of these; null for any. */
  inUnits: ReadonlySet<UnitId> | null
  now: number
  limit: number
  /** User name after which the page begins; null for the first page. */
  after: string | null
}

export type AccountChanges = Partial<
  Pick<
    Account,
    | 'displayName'
    | 'email'
    | 'phone'
    | 'state'
    | 'grants'
    | 'passwordHash'
    | 'mustChangePassword'
    | 'singleSignOn'
  >
>

export interface AccountStore {
  count(): Promise<number>
  find(accountId: AccountId): Promise<Account | null>
  findByName(userName: string): Promise<Account | null>
  findBySubject(issuer: string, subject: string): Promise<Account | null>
  findByEmail(email: string): Promise<Account[]>
  page(query: AccountQuery): Promise<{ items: Account[]; total: number }>
  /** @returns false when the name is taken */
  create(account: Account): Promise<boolean>
  /**
   * Changes an account if it still is at that version, or at any when none is given; all or nothing.
   * @param keep a role that somebody active must have afterwards
   */
  update(
    accountId: AccountId,
    version: number | null,
    changes: AccountChanges,
    keep: Grant,
  ): Promise<'done' | 'changed' | 'nobody_left'>
  loggedIn(accountId: AccountId, at: number): Promise<void>
}

export interface LoginStore {
  add(login: Login, tokenHash: string): Promise<void>
  /** The login with a token or an id, if it is still good. */
  byToken(tokenHash: string, now: number): Promise<Login | null>
  byId(loginId: LoginId, now: number): Promise<Login | null>
  ofAccount(accountId: AccountId, now: number): Promise<Login[]>
  seen(loginId: LoginId, at: number, idleExpiresAt: number): Promise<void>
  /** Gives a login another token. */
  renew(loginId: LoginId, tokenHash: string): Promise<void>
  /** @returns whether there was one */
  remove(accountId: AccountId, loginId: LoginId): Promise<boolean>
  removeAll(accountId: AccountId, except: LoginId | null): Promise<void>
}

/** What wrong passwords are counted for. */
export interface FailureKey {
  readonly subject: string
  /** Empty where it is not about one name. */
  readonly userName: string
  /** So many are free. */
  readonly free: number
}

export interface FailureStore {
  /**
   * Counts an attempt before it is made, unless it is locked; at once for many that come together.
   * @returns null when it may be made; else until when it is locked
   */
  attempt(key: FailureKey, now: number): Promise<number | null>
  lockedUntil(userNames: readonly string[], now: number): Promise<ReadonlyMap<string, number>>
  /** Forgets what was counted for one key. */
  forget(subject: string): Promise<void>
  /** The attempt that was just counted was none: takes it back, and the lock that it led to. */
  undo(subject: string): Promise<void>
  forgetName(userName: string): Promise<void>
  /** Removes what is too old to count. */
  forgetOld(now: number): Promise<void>
}

export interface TokenStore {
  add(token: ApiToken, tokenHash: string): Promise<void>
  byHash(tokenHash: string, now: number): Promise<ApiToken | null>
  ofAccount(accountId: AccountId, now: number): Promise<ApiToken[]>
  used(tokenId: TokenId, at: number): Promise<void>
  remove(accountId: AccountId, tokenId: TokenId): Promise<boolean>
  /** @returns how many there were */
  removeAll(accountId: AccountId): Promise<number>
}
