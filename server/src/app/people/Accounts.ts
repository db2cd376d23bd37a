import { BridgeError, type AccountId, type Grant, type UnitId } from '@diem-cau/protocol'
import type { Person } from '../../core/policy/policy.ts'
import type { Clock } from '../ports.ts'
import { firstPassword } from './firstPassword.ts'
import { checkNewPassword } from './passwordRules.ts'
import type { AccountChanges, AccountQuery, AccountStore, PasswordHasher } from './ports.ts'
import type { Account } from './types.ts'

export interface AccountsOptions {
  store: AccountStore
  hasher: PasswordHasher
  clock: Clock
  ids: { account(): AccountId; pick(choices: number): number }
  /** The province: somebody active must always be its administrator. */
  rootUnitId: () => UnitId
}

export type NewAccount = Pick<Account, 'userName' | 'displayName' | 'email' | 'phone' | 'grants'>

/** The accounts of people. Who may do what to whom is for the callers' policy; here is what nobody may. */
export class Accounts {
  readonly #options: AccountsOptions

  constructor(options: AccountsOptions) {
    this.#options = options
  }

  /** Whether nobody can log in yet: a new installation. */
  async areNone(): Promise<boolean> {
    return (await this.#options.store.count()) === 0
  }

  /** Makes the first account if there is none yet. @returns its password, to be shown once; null otherwise */
  async ensureFirst(userName: string): Promise<string | null> {
    if (!(await this.areNone())) return null
    const grants: Grant[] = [{ role: 'administrator', unitId: this.#options.rootUnitId() }]
    const made = await this.create({ userName, displayName: userName, email: '', phone: '', grants }, true)
    return made.firstPassword
  }

  /**
   * Makes an account; its first password has to be changed at the first login.
   * @throws {BridgeError} `user_name_taken`
   */
  async create(
    { userName, displayName, email, phone, grants }: NewAccount,
    withPassword: boolean,
  ): Promise<{ account: Account; firstPassword: string | null }> {
    const { store, hasher, clock, ids } = this.#options
    const password = withPassword ? firstPassword((choices) => ids.pick(choices)) : null
    const account: Account = {
      accountId: ids.account(),
      userName,
      passwordHash: password === null ? '' : await hasher.hash(password),
      displayName: displayName.trim() === '' ? userName : displayName.trim(),
      email: email.trim().toLowerCase(),
      phone: phone.trim(),
      grants: withoutDoubles(grants),
      state: 'active',
      mustChangePassword: withPassword,
      singleSignOn: null,
      createdAt: clock(),
      lastLoginAt: null,
      version: 1,
    }
    if (!(await store.create(account))) throw new BridgeError('user_name_taken', { userName })
    return { account, firstPassword: password }
  }

  /** @throws {BridgeError} `not_found` */
  async get(accountId: AccountId): Promise<Account> {
    const account = await this.find(accountId)
    if (account === null) throw new BridgeError('not_found')
    return account
  }

  find(accountId: AccountId): Promise<Account | null> {
    return this.#options.store.find(accountId)
  }

  findByName(userName: string): Promise<Account | null> {
    return this.#options.store.findByName(userName)
  }

  page(query: Omit<AccountQuery, 'now'>): Promise<{ items: Account[]; total: number }> {
    return this.#options.store.page({ ...query, now: this.#options.clock() })
  }

  /**
   * @param version that was looked at; null where nobody looked
   * @throws {BridgeError} `changed_meanwhile`, or `last_administrator` when nobody would be left
   */
  async update(accountId: AccountId, version: number | null, changes: AccountChanges): Promise<Account> {
    const keep: Grant = { role: 'administrator', unitId: this.#options.rootUnitId() }
    const outcome = await this.#options.store.update(accountId, version, tidied(changes), keep)
    if (outcome === 'changed') throw new BridgeError('changed_meanwhile')
    if (outcome === 'nobody_left') throw new BridgeError('last_administrator')
    return this.get(accountId)
  }

  /** A new first password, read out to the person. */
  async resetPassword(account: Account): Promise<{ account: Account; firstPassword: string }> {
    const { hasher, ids } = this.#options
    const password = firstPassword((choices) => ids.pick(choices))
    const passwordHash = await hasher.hash(password)
    const changed = await this.update(account.accountId, null, { passwordHash, mustChangePassword: true })
    return { account: changed, firstPassword: password }
  }

  /** A password of one's own choice. @throws {BridgeError} `no_password`, or the rule that it breaks */
  async choosePassword(account: Account, password: string): Promise<Account> {
    const { hasher } = this.#options
    if (account.passwordHash === '') throw new BridgeError('no_password')
    checkNewPassword(password, account.userName)
    if (await hasher.verify(password, account.passwordHash)) throw new BridgeError('password_same')
    const passwordHash = await hasher.hash(password)
    return this.update(account.accountId, null, { passwordHash, mustChangePassword: false })
  }
}

/** Who somebody is that has come in by this account. */
export function personOf({ accountId, grants }: Account): Person {
  return { kind: 'person', accountId, grants, scopes: null }
}

function withoutDoubles(grants: readonly Grant[]): Grant[] {
  const seen = new Map(grants.map((grant) => [`${grant.role} ${grant.unitId}`, grant]))
  return [...seen.values()].map(({ role, unitId }) => ({ role, unitId }))
}

function tidied({ grants, email, phone, displayName, ...rest }: AccountChanges): AccountChanges {
  return {
    ...rest,
    ...(displayName === undefined ? {} : { displayName: displayName.trim() }),
    ...(email === undefined ? {} : { email: email.trim().toLowerCase() }),
    ...(phone === undefined ? {} : { phone: phone.trim() }),
    ...(grants === undefined ? {} : { grants: withoutDoubles(grants) }),
  }
}
