import type { AccountId, ApiScope, Grant, LoginId, TokenId } from '@diem-cau/protocol'

/** Somebody who may log in. */
export interface Account {
  readonly accountId: AccountId
  readonly userName: string
  /** Empty: it has no password and comes in by the single sign-on. */
  readonly passwordHash: string
  readonly displayName: string
  readonly email: string
  readonly phone: string
  readonly grants: readonly Grant[]
  readonly state: 'active' | 'disabled'
  readonly mustChangePassword: boolean
  /** Who it is at the single sign-on. */
  readonly singleSignOn: { readonly issuer: string; readonly subject: string } | null
  readonly createdAt: number
  readonly lastLoginAt: number | null
  /** Counts the changes that two people could make at once. */
  readonly version: number
}

export interface Login {
  readonly loginId: LoginId
  readonly accountId: AccountId
  readonly method: 'password' | 'sso'
  readonly address: string
  /** Browser and system, in words. */
  readonly device: string
  readonly createdAt: number
  readonly lastSeenAt: number
  /** Ends when it has not been used until then. */
  readonly idleExpiresAt: number
  /** Ends then, used or not. */
  readonly expiresAt: number
  readonly ssoIdToken: string | null
}

export interface ApiToken {
  readonly tokenId: TokenId
  readonly accountId: AccountId
  readonly name: string
  readonly scopes: readonly ApiScope[]
  readonly createdAt: number
  readonly expiresAt: number
  readonly lastUsedAt: number | null
}
