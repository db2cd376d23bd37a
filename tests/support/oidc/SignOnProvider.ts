import { generateKeyPairSync } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { errors, Provider, type JWK } from 'oidc-provider'

export const CLIENT_ID = 'diem-cau'
export const CLIENT_SECRET = 'a secret of the client and the provider'

export interface SignOnPerson {
  readonly name?: string
  readonly preferred_username?: string
  readonly email?: string
  readonly email_verified?: boolean
}

/** A real OpenID provider on loopback. Who logs in next is for the test to say; nobody types anything. */
export class SignOnProvider {
  readonly issuer: string
  /** By subject. */
  readonly people = new Map<string, SignOnPerson>()
  /** Subject of the one who sits at the browser; null: they press cancel. */
  atBrowser: string | null = null
  readonly #port: number
  readonly #redirectOrigin: string
  #server: Server | null = null

  constructor(port: number, redirectOrigin: string) {
    this.#port = port
    this.#redirectOrigin = redirectOrigin
    this.issuer = `http://127.0.0.1:${port}`
  }

  async start(): Promise<void> {
    const provider = this.#provider()
    const callback = provider.callback()
    this.#server = createServer((request, response) => {
      if (request.url?.startsWith('/interaction/') === true) void this.#interact(provider, request, response)
      else void callback(request, response)
    })
    this.#server.listen(this.#port, '127.0.0.1')
    await once(this.#server, 'listening')
  }

  async stop(): Promise<void> {
    const server = this.#server
    this.#server = null
    if (server === null) return
    server.closeAllConnections()
    server.close()
    await once(server, 'close')
  }

  #provider(): Provider {
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
    const jwk = privateKey.export({ format: 'jwk' }) as JWK
    return new Provider(this.issuer, {
      clients: [
        {
          client_id: CLIENT_ID,
          client_secret: CLIENT_SECRET,
          redirect_uris: [`${this.#redirectOrigin}/api/sso/callback`],
          post_logout_redirect_uris: [`${this.#redirectOrigin}/console`],
        },
      ],
      jwks: { keys: [{ ...jwk, use: 'sig', alg: 'RS256', kid: 'test' }] },
      cookies: { keys: ['a key of the test'] },
      claims: { profile: ['name', 'preferred_username'], email: ['email', 'email_verified'] },
      findAccount: (_context, accountId) => ({
        accountId,
        claims: () => Promise.resolve({ sub: accountId, ...this.people.get(accountId) }),
      }),
      features: { devInteractions: { enabled: false }, rpInitiatedLogout: { enabled: true } },
      interactions: { url: (_context, { uid }) => `/interaction/${uid}` },
      loadExistingGrant: async ({ oidc }) => {
        const grant = new oidc.provider.Grant({
          clientId: CLIENT_ID,
          ...(oidc.session?.accountId === undefined ? {} : { accountId: oidc.session.accountId }),
        })
        grant.addOIDCScope('openid profile email')
        await grant.save()
        return grant
      },
      pkce: { required: () => true },
    })
  }

  async #interact(provider: Provider, request: IncomingMessage, response: ServerResponse): Promise<void> {
    const result =
      this.atBrowser === null
        ? { error: new errors.AccessDenied().message, error_description: 'cancelled' }
        : { login: { accountId: this.atBrowser } }
    await provider.interactionFinished(request, response, result, { mergeWithLastSubmission: false })
  }
}
