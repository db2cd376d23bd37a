import { BridgeError, type Role, type UnitId } from '@diem-cau/protocol'
import type { Person } from '../core/policy/policy.ts'
import type { Account, AccountStore, Clock, IdSource } from './ports.ts'

export interface PasswordHasher {
  hash(password: string): Promise<string>
  verify(password: string, hash: string): Promise<boolean>
  /** One-way digest of a login token: what is stored can't be used to log in. */
  digest(token: string): string
}

const LOGIN_LIFETIME_MS = 12 * 60 * 60 * 1_000
const MAX_FAILURES = 5
const LOCK_MS = 60_000
const MAX_REMEMBERED_FAILURES = 10_000

/** Local accounts and their logins. */
export class Accounts {
  readonly #store: AccountStore
  readonly #hasher: PasswordHasher
  readonly #clock: Clock
  readonly #ids: IdSource
  readonly #failures = new Map<string, { count: number; lockedUntil: number }>()
  /** Compared with when the name is unknown, so that the answer takes as long. */
  #decoy: string | null = null

  constructor(options: { store: AccountStore; hasher: PasswordHasher; clock: Clock; ids: IdSource }) {
    this.#store = options.store
    this.#hasher = options.hasher
    this.#clock = options.clock
    this.#ids = options.ids
  }

  /** Whether nobody can log in yet: a new installation. */
  async areNone(): Promise<boolean> {
    return (await this.#store.count()) === 0
  }

  /** Makes the first account if there is none yet. @returns its password, to be shown once; null otherwise */
  async ensureFirst(userName: string, unitId: UnitId): Promise<string | null> {
    if (!(await this.areNone())) return null
    const password = this.#ids.secret().slice(0, 16)
    await this.create(userName, password, 'administrator', unitId)
    return password
  }

  /** @throws {BridgeError} `conflict` when the name is taken */
  async create(userName: string, password: string, role: Role, unitId: UnitId): Promise<void> {
    const passwordHash = await this.#hasher.hash(password)
    const account = { accountId: this.#ids.account(), userName, passwordHash, role, unitId }
    if (!(await this.#store.create(account, this.#clock()))) throw new BridgeError('conflict', { userName })
  }

  async list(): Promise<Omit<Account, 'passwordHash'>[]> {
    return (await this.#store.list()).map(({ passwordHash: _hash, ...account }) => account)
  }

  /**
   * Checks a password and begins a login.
   * @param source address that the attempt comes from; name and source together are locked after five failures
   * @returns the token for the cookie; only its digest is stored
   * @throws {BridgeError} `wrong_login` or `too_many_attempts`
   */
  async logIn(
    userName: string,
    password: string,
    source: string,
  ): Promise<{ token: string; account: Account }> {
    const key = `${source}\n${userName}`
    this.#refuseLocked(key)
    // Counted before the password is checked: many attempts at once must not all find the door open.
    this.#countFailure(key)
    const account = await this.#store.findByName(userName)
    this.#decoy ??= await this.#hasher.hash(this.#ids.secret())
    const matches = await this.#hasher.verify(password, account?.passwordHash ?? this.#decoy)
    if (account === null || !matches) throw new BridgeError('wrong_login')
    this.#failures.delete(key)
    const token = this.#ids.secret()
    const now = this.#clock()
    await this.#store.addLogin(this.#hasher.digest(token), account.accountId, now, now + LOGIN_LIFETIME_MS)
    return { token, account }
  }

  async logOut(token: string): Promise<void> {
    await this.#store.removeLogin(this.#hasher.digest(token))
  }

  /** The account behind a login's token; null when it is not valid (any more). */
  async accountOf(token: string): Promise<Account | null> {
    return this.#store.findByLogin(this.#hasher.digest(token), this.#clock())
  }

  #refuseLocked(key: string): void {
    const failure = this.#failures.get(key)
    const now = this.#clock()
    if (failure === undefined || failure.lockedUntil <= now) return
    throw new BridgeError('too_many_attempts', {
      waitSeconds: Math.ceil((failure.lockedUntil - now) / 1_000),
    })
  }

  #countFailure(key: string): void {
    const count = (this.#failures.get(key)?.count ?? 0) + 1
    const locked = count >= MAX_FAILURES
    const [oldest] = this.#failures.keys()
    if (this.#failures.size >= MAX_REMEMBERED_FAILURES && oldest !== undefined) this.#failures.delete(oldest)
    this.#failures.delete(key)
    this.#failures.set(key, { count: locked ? 0 : count, lockedUntil: locked ? this.#clock() + LOCK_MS : 0 })
  }
}

/** Who somebody is that has logged in by this account. */
export function actorOf({ accountId, role, unitId }: Account): Person {
  return { kind: 'person', accountId, grants: [{ role, unitId }], scopes: null }
}
