import { BridgeError, type UnitId } from '@diem-cau/protocol'
import type { Clock } from '../ports.ts'
import type { Accounts } from './Accounts.ts'
import type { Logins, Source } from './Logins.ts'
import type { AccountStore } from './ports.ts'
import type { Account, Login } from './types.ts'

/** What has to come back from the provider unchanged. */
export interface SignOnChecks {
  state: string
  nonce: string
  /** PKCE. */
  verifier: string
}

/** Who the provider says that somebody is. */
export interface SignOnClaims {
  issuer: string
  subject: string
  /** Empty where it says none, or none that it has verified. */
  verifiedEmail: string
  userName: string
  displayName: string
  idToken: string
}

/** The province's own identity provider. Its errors are `sso_unavailable`, `sso_denied`, `sso_failed`. */
export interface IdentityProvider {
  begin(redirectUri: string): Promise<{ url: string; checks: SignOnChecks }>
  finish(callback: URL, checks: SignOnChecks): Promise<SignOnClaims>
  /** Where somebody logs out there as well; null where it offers none. */
  logoutUrl(idToken: string, returnTo: string): Promise<string | null>
}

export interface SingleSignOnOptions {
  provider: IdentityProvider
  store: AccountStore
  accounts: Accounts
  logins: Logins
  clock: Clock
  ids: { secret(): string }
  /** An account that was never used with it is recognised at the first login by its verified e-mail. */
  linkByEmail: boolean
  /** Whoever is not known gets an observer's account in this unit; null: is turned away. */
  newPeopleUnit: UnitId | null
}

interface Attempt {
  checks: SignOnChecks
  redirectUri: string
  expiresAt: number
}

/** For how long one may take to log in at the provider. */
const ATTEMPT_MS = 10 * 60_000
const MOST_ATTEMPTS = 10_000
const MOST_NAMES_TRIED = 20

/** Logging in by the province's identity provider. Nobody gets in by it who has no account, unless configured so. */
export class SingleSignOn {
  readonly #options: SingleSignOnOptions
  readonly #attempts = new Map<string, Attempt>()

  constructor(options: SingleSignOnOptions) {
    this.#options = options
  }

  /** @returns where to send the browser, and the name of the attempt, which only that browser gets to know */
  async begin(redirectUri: string): Promise<{ url: string; attempt: string }> {
    const { provider, clock, ids } = this.#options
    const { url, checks } = await provider.begin(redirectUri)
    const now = clock()
    for (const [name, { expiresAt }] of this.#attempts) {
      if (expiresAt <= now || this.#attempts.size >= MOST_ATTEMPTS) this.#attempts.delete(name)
      else break
    }
    const attempt = ids.secret()
    this.#attempts.set(attempt, { checks, redirectUri, expiresAt: now + ATTEMPT_MS })
    return { url, attempt }
  }

  /**
   * Somebody is back from the provider.
   * @param query of the address that they came back to
   * @throws {BridgeError} `sso_…`
   */
  async finish(
    attempt: string | null,
    query: string,
    source: Source,
  ): Promise<{ token: string; login: Login; account: Account }> {
    const { provider, logins, clock } = this.#options
    const begun = attempt === null ? undefined : this.#attempts.get(attempt)
    // Once only, whatever becomes of it.
    if (attempt !== null) this.#attempts.delete(attempt)
    if (begun === undefined || begun.expiresAt <= clock()) throw new BridgeError('sso_expired')
    const claims = await provider.finish(new URL(`${begun.redirectUri}${query}`), begun.checks)
    const account = await this.#accountOf(claims)
    if (account?.state !== 'active') throw new BridgeError('sso_unknown_person')
    return { ...(await logins.begin(account, 'sso', source, claims.idToken)), account }
  }

  /** Where somebody who has logged out here goes to do so at the provider; null where there is no need. */
  async logoutUrl({ ssoIdToken }: Login, returnTo: string): Promise<string | null> {
    if (ssoIdToken === null) return null
    // That the provider is away is no reason to stay logged in here.
    return this.#options.provider.logoutUrl(ssoIdToken, returnTo).catch(() => null)
  }

  async #accountOf(claims: SignOnClaims): Promise<Account | null> {
    const { store, newPeopleUnit } = this.#options
    const known = await store.findBySubject(claims.issuer, claims.subject)
    if (known !== null) return known
    const named = await this.#byEmail(claims)
    if (named !== null) return this.#link(named, claims)
    return newPeopleUnit === null ? null : this.#newcomer(claims, newPeopleUnit)
  }

  /** Only where it can be nobody else: one account with that address, which no other person of the provider has. */
  async #byEmail({ verifiedEmail }: SignOnClaims): Promise<Account | null> {
    const { store, linkByEmail } = this.#options
    if (!linkByEmail || verifiedEmail === '') return null
    const [account, another] = await store.findByEmail(verifiedEmail.toLowerCase())
    return account === undefined || another !== undefined || account.singleSignOn !== null ? null : account
  }

  #link({ accountId, version }: Account, { issuer, subject }: SignOnClaims): Promise<Account> {
    return this.#options.accounts.update(accountId, version, { singleSignOn: { issuer, subject } })
  }

  async #newcomer(claims: SignOnClaims, unitId: UnitId): Promise<Account> {
    const { accounts } = this.#options
    const wanted = userNameOf(claims)
    for (let number = 1; number <= MOST_NAMES_TRIED; number++) {
      const userName = number === 1 ? wanted : `${wanted}${number}`
      if ((await accounts.findByName(userName)) !== null) continue
      const { account } = await accounts.create(
        {
          userName,
          displayName: claims.displayName === '' ? userName : claims.displayName.slice(0, 200),
          email: claims.verifiedEmail,
          phone: '',
          grants: [{ role: 'observer', unitId }],
        },
        false,
      )
      return this.#link(account, claims)
    }
    throw new BridgeError('sso_unknown_person')
  }
}

/** What a user name may be made of, from what the provider calls the person. */
function userNameOf({ userName, verifiedEmail, subject }: SignOnClaims): string {
  const wish = userName === '' ? (verifiedEmail.split('@', 1)[0] ?? '') : userName
  const name = plain(wish)
  return name.length >= 2 ? name : `sso-${plain(subject)}`.slice(0, 36)
}

function plain(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^a-z0-9._-]/g, '')
    .replace(/^[._-]+/, '')
    .slice(0, 36)
}
