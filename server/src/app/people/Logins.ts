import { BridgeError, type LoginId } from '@diem-cau/protocol'
import type { Clock } from '../ports.ts'
import type { AccountStore, FailureKey, FailureStore, LoginStore, PasswordHasher } from './ports.ts'
import type { Account, Login } from './types.ts'

/** Where an attempt comes from. */
export interface Source {
  address: string
  /** Browser and system, in words. */
  device: string
}

export interface LoggedIn {
  login: Login
  account: Account
}

export interface LoginsOptions {
  accounts: AccountStore
  logins: LoginStore
  failures: FailureStore
  hasher: PasswordHasher
  clock: Clock
  ids: { login(): LoginId; secret(): string }
  /** A login ends when it was not used for so long. */
  idleMs: number
  /** A login ends after so long, used or not. */
  longestMs: number
}

/** From one address for one name: somebody who mistypes, or guesses. */
const FREE_FROM_ONE_PLACE = 5
/** From one address for whatever names: somebody who tries many. */
const FREE_FROM_ONE_ADDRESS = 20
/** For one name from wherever: somebody who guesses from many machines. */
const FREE_FOR_ONE_NAME = 50
/** When a login was used last is written down at most so often. */
const SEEN_EVERY_MS = 60_000

/**
 * Who is logged in, and what wrong passwords lead to. Waits are counted for a name from an address, for an address and
 * for a name. So one who guesses locks itself out and not the person elsewhere; and one who guesses for a name from
 * very many machines is stopped too, while the places where that person was logged in lately are still let try.
 */
export class Logins {
  readonly #options: LoginsOptions
  /** Compared with when the name is unknown, so that the answer takes as long. */
  #decoy: string | null = null

  constructor(options: LoginsOptions) {
    this.#options = options
  }

  /**
   * Checks a password and begins a login.
   * @returns the token for the cookie; only its digest is stored
   * @throws {BridgeError} `wrong_login` or `too_many_attempts`
   */
  async logIn(
    userName: string,
    password: string,
    source: Source,
  ): Promise<{ token: string; login: Login; account: Account }> {
    const name = userName.trim().toLowerCase().slice(0, 80)
    const account = await this.#options.accounts.findByName(name)
    const matches = await this.#tried(name, account, password, source.address)
    if (account === null || !matches || account.state === 'disabled') throw new BridgeError('wrong_login')
    return { ...(await this.begin(account, 'password', source)), account }
  }

  /** Asks somebody who is logged in for the password again. @throws {BridgeError} `wrong_password`, `too_many_attempts` */
  async confirm(account: Account, password: string, address: string): Promise<void> {
    if (!(await this.#tried(account.userName, account, password, address))) {
      throw new BridgeError('wrong_password')
    }
  }

  /** Begins a login of somebody who has proved it. */
  async begin(
    account: Account,
    method: Login['method'],
    { address, device }: Source,
    ssoIdToken: string | null = null,
  ): Promise<{ token: string; login: Login }> {
    const { clock, ids, hasher, logins, accounts, idleMs, longestMs } = this.#options
    const now = clock()
    const token = ids.secret()
    const login: Login = {
      loginId: ids.login(),
      accountId: account.accountId,
      method,
      address,
      device,
      createdAt: now,
      lastSeenAt: now,
      idleExpiresAt: now + Math.min(idleMs, longestMs),
      expiresAt: now + longestMs,
      ssoIdToken,
    }
    await logins.add(login, hasher.digest(token))
    await accounts.loggedIn(account.accountId, now)
    return { token, login }
  }

  /** Who a login's token belongs to; null when it is not good (any more). Counts as a use. */
  async byToken(token: string): Promise<LoggedIn | null> {
    const { logins, hasher, clock } = this.#options
    return this.#used(await logins.byToken(hasher.digest(token), clock()))
  }

  /** The same for a socket that came in by a login. Counts as a use. */
  async byId(loginId: LoginId): Promise<LoggedIn | null> {
    const { logins, clock } = this.#options
    return this.#used(await logins.byId(loginId, clock()))
  }

  /** Another token for a login, in place of one that others may have seen. */
  async renewToken(loginId: LoginId): Promise<string> {
    const token = this.#options.ids.secret()
    await this.#options.logins.renew(loginId, this.#options.hasher.digest(token))
    return token
  }

  /** @returns the login that was ended; null when there was none */
  async logOut(token: string): Promise<LoggedIn | null> {
    const { logins, hasher, clock, accounts } = this.#options
    const login = await logins.byToken(hasher.digest(token), clock())
    if (login === null) return null
    await logins.remove(login.accountId, login.loginId)
    const account = await accounts.find(login.accountId)
    return account === null ? null : { login, account }
  }

  ofAccount({ accountId }: Pick<Account, 'accountId'>): Promise<Login[]> {
    return this.#options.logins.ofAccount(accountId, this.#options.clock())
  }

  /** Ends one login of an account. @returns false when there is none with that id */
  revoke({ accountId }: Pick<Account, 'accountId'>, loginId: LoginId): Promise<boolean> {
    return this.#options.logins.remove(accountId, loginId)
  }

  revokeAll({ accountId }: Pick<Account, 'accountId'>, except: LoginId | null = null): Promise<void> {
    return this.#options.logins.removeAll(accountId, except)
  }

  /** Until when each of some names is locked, of those that are. */
  lockedUntil(userNames: readonly string[]): Promise<ReadonlyMap<string, number>> {
    return this.#options.failures.lockedUntil(userNames, this.#options.clock())
  }

  /** Lets the person try again at once, from wherever. */
  unlock({ userName }: Pick<Account, 'userName'>): Promise<void> {
    return this.#options.failures.forgetName(userName)
  }

  async #used(login: Login | null): Promise<LoggedIn | null> {
    if (login === null) return null
    const { accounts, logins, clock, idleMs } = this.#options
    const account = await accounts.find(login.accountId)
    if (account === null || account.state === 'disabled') return null
    const now = clock()
    if (now - login.lastSeenAt < SEEN_EVERY_MS) return { login, account }
    const idleExpiresAt = Math.min(now + idleMs, login.expiresAt)
    // A full disk must not put out who is at work: that a login was used can be written later.
    await logins.seen(login.loginId, now, idleExpiresAt).catch(() => undefined)
    return { login: { ...login, lastSeenAt: now, idleExpiresAt }, account }
  }

  /** Whether a password is right, every attempt counted before it is looked at. @throws {BridgeError} `too_many_attempts` */
  async #tried(
    userName: string,
    account: Account | null,
    password: string,
    address: string,
  ): Promise<boolean> {
    const { failures, hasher, ids } = this.#options
    const keys = keysOf(userName, networkOf(address))
    await this.#count(keys.here)
    await this.#count(keys.address)
    if (!(await this.#isKnownPlace(account, address))) await this.#count(keys.name)
    this.#decoy ??= await hasher.hash(ids.secret())
    const hash = account === null || account.passwordHash === '' ? this.#decoy : account.passwordHash
    const matches = (await hasher.verify(password, hash)) && hash !== this.#decoy
    if (matches && account?.state === 'active') {
      await failures.forget(keys.here.subject)
      // Only this attempt: a login of one's own must not give leave to guess at others again.
      await failures.undo(keys.address.subject)
      await failures.undo(keys.name.subject)
    }
    return matches
  }

  /** All at once that come at once: the first attempts go on, the rest is refused. */
  async #count(key: FailureKey): Promise<void> {
    const now = this.#options.clock()
    const until = await this.#options.failures.attempt(key, now)
    if (until === null) return
    throw new BridgeError('too_many_attempts', { waitSeconds: Math.max(1, Math.ceil((until - now) / 1_000)) })
  }

  async #isKnownPlace(account: Account | null, address: string): Promise<boolean> {
    if (account === null) return false
    const logins = await this.ofAccount(account)
    return logins.some((login) => networkOf(login.address) === networkOf(address))
  }
}

function keysOf(userName: string, network: string) {
  return {
    here: { subject: `place:${network}|${userName}`, userName, free: FREE_FROM_ONE_PLACE },
    address: { subject: `address:${network}`, userName: '', free: FREE_FROM_ONE_ADDRESS },
    name: { subject: `name:${userName}`, userName, free: FREE_FOR_ONE_NAME },
  }
}

/** An IPv4 address, or the /64 of an IPv6 one: whoever has one address of such a network has all of them. */
export function networkOf(address: string): string {
  const plain = address.replace(/^::ffff:(?=\d+\.)/i, '')
  if (!plain.includes(':')) return plain
  const [head = '', tail] = plain.split('%', 1)[0]?.split('::', 2) ?? []
  const groups = head === '' ? [] : head.split(':')
  if (tail !== undefined) {
    const last = tail === '' ? [] : tail.split(':')
    while (groups.length + last.length < 8) groups.push('0')
    groups.push(...last)
  }
  return `${groups
    .slice(0, 4)
    .map((group) => group.toLowerCase().replace(/^0+(?=.)/, ''))
    .join(':')}::/64`
}
