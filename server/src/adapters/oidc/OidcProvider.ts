import { readFileSync } from 'node:fs'
import { BridgeError, type ErrorCode } from '@diem-cau/protocol'
import {
  allowInsecureRequests,
  authorizationCodeGrant,
  AuthorizationResponseError,
  buildAuthorizationUrl,
  buildEndSessionUrl,
  calculatePKCECodeChallenge,
  discovery,
  enableNonRepudiationChecks,
  fetchUserInfo,
  None,
  randomNonce,
  randomPKCECodeVerifier,
  randomState,
  type Configuration,
} from 'openid-client'
import type { IdentityProvider, SignOnChecks, SignOnClaims } from '../../app/people/SingleSignOn.ts'
import type { Logger } from '../../app/ports.ts'

export interface OidcSettings {
  readonly issuer: string
  readonly clientId: string
  readonly clientSecretFile: string | null
  readonly scopes: string
  readonly userNameClaim: string
  readonly emailClaim: string
  readonly nameClaim: string
}

const TIMEOUT_SECONDS = 10

type Claims = Readonly<Record<string, unknown>>

/** OpenID Connect: authorization code with PKCE, state and nonce; the ID token's signature is checked. */
export class OidcProvider implements IdentityProvider {
  readonly #settings: OidcSettings
  readonly #log: Logger
  #configuration: Promise<Configuration> | null = null

  constructor(settings: OidcSettings, log: Logger) {
    this.#settings = settings
    this.#log = log
  }

  async begin(redirectUri: string): Promise<{ url: string; checks: SignOnChecks }> {
    const configuration = await this.#discovered()
    const checks = { state: randomState(), nonce: randomNonce(), verifier: randomPKCECodeVerifier() }
    const url = buildAuthorizationUrl(configuration, {
      redirect_uri: redirectUri,
      scope: this.#settings.scopes,
      code_challenge: await calculatePKCECodeChallenge(checks.verifier),
      code_challenge_method: 'S256',
      state: checks.state,
      nonce: checks.nonce,
    })
    return { url: url.href, checks }
  }

  async finish(callback: URL, { state, nonce, verifier }: SignOnChecks): Promise<SignOnClaims> {
    const configuration = await this.#discovered()
    try {
      const tokens = await authorizationCodeGrant(configuration, callback, {
        expectedState: state,
        expectedNonce: nonce,
        pkceCodeVerifier: verifier,
        idTokenExpected: true,
      })
      const claims = tokens.claims()
      if (claims === undefined || tokens.id_token === undefined) throw new Error('no ID token')
      const told = await this.#moreOf(configuration, tokens.access_token, claims)
      return this.#claimsOf({ issuer: claims.iss, subject: claims.sub, idToken: tokens.id_token }, told)
    } catch (error) {
      throw this.#refusal(error)
    }
  }

  async logoutUrl(idToken: string, returnTo: string): Promise<string | null> {
    const configuration = await this.#discovered()
    if (configuration.serverMetadata().end_session_endpoint === undefined) return null
    const parameters = { id_token_hint: idToken, post_logout_redirect_uri: returnTo }
    return buildEndSessionUrl(configuration, parameters).href
  }

  /** Asked once; again after a failure. */
  async #discovered(): Promise<Configuration> {
    this.#configuration ??= this.#discover()
    try {
      return await this.#configuration
    } catch (error) {
      this.#configuration = null
      this.#log.warn({ err: error }, 'The single sign-on can not be reached')
      throw new BridgeError('sso_unavailable', {}, { cause: error })
    }
  }

  #discover(): Promise<Configuration> {
    const { issuer, clientId, clientSecretFile } = this.#settings
    const url = new URL(issuer)
    const secret = clientSecretFile === null ? undefined : readFileSync(clientSecretFile, 'utf8').trim()
    return discovery(url, clientId, secret, secret === undefined ? None() : undefined, {
      timeout: TIMEOUT_SECONDS,
      // Plain http is allowed on this machine only; the configuration refuses it elsewhere.
      execute: [enableNonRepudiationChecks, ...(url.protocol === 'http:' ? [allowInsecureRequests] : [])],
    })
  }

  /** What the ID token does not say the provider is asked for, where it answers such questions. */
  async #moreOf(
    configuration: Configuration,
    accessToken: string,
    claims: Claims & { sub: string },
  ): Promise<Claims> {
    const { emailClaim, nameClaim, userNameClaim } = this.#settings
    const isComplete = [emailClaim, nameClaim, userNameClaim].every((claim) => claims[claim] !== undefined)
    if (isComplete || configuration.serverMetadata().userinfo_endpoint === undefined) return claims
    return { ...(await fetchUserInfo(configuration, accessToken, claims.sub)), ...claims }
  }

  #claimsOf(who: Pick<SignOnClaims, 'issuer' | 'subject' | 'idToken'>, claims: Claims): SignOnClaims {
    const { emailClaim, nameClaim, userNameClaim } = this.#settings
    const text = (name: string): string => {
      const value = claims[name]
      return typeof value === 'string' ? value.trim() : ''
    }
    const isVerified = claims['email_verified'] === true
    return {
      ...who,
      verifiedEmail: isVerified ? text(emailClaim).toLowerCase() : '',
      userName: text(userNameClaim),
      displayName: text(nameClaim),
    }
  }

  /** The person is told a sentence; what exactly went wrong is in the log. */
  #refusal(error: unknown): BridgeError {
    const code = codeOf(error)
    this.#log.warn({ err: error, code }, 'A single sign-on was refused')
    return new BridgeError(code, {}, { cause: error })
  }
}

function codeOf(error: unknown): ErrorCode {
  if (error instanceof AuthorizationResponseError) {
    const isAway = error.error === 'temporarily_unavailable' || error.error === 'server_error'
    return isAway ? 'sso_unavailable' : 'sso_denied'
  }
  // Of `fetch` itself: no connection, or none in time.
  const isNetwork = error instanceof TypeError || (error instanceof Error && error.name === 'TimeoutError')
  const cause = error instanceof Error ? error.cause : undefined
  const isCause = cause instanceof TypeError || (cause instanceof Error && cause.name === 'TimeoutError')
  return isNetwork || isCause ? 'sso_unavailable' : 'sso_failed'
}
