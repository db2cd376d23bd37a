import { BridgeError, type RestDefinition } from '@diem-cau/protocol'
import type { FastifyRequest } from 'fastify'
import { personOf } from '../../app/people/Accounts.ts'
import type { LoggedIn } from '../../app/people/Logins.ts'
import type { Caller } from '../../app/rest/define.ts'
import { loginTokenOf } from './cookies.ts'
import type { HttpServices } from './HttpServices.ts'

type Services = Pick<HttpServices, 'logins' | 'tokens'>

/** What somebody may still do who has to change the first password. */
const WHILE_FIRST_PASSWORD: ReadonlySet<string> = new Set(['me.get', 'me.changePassword'])

/** The login that a request carries. @throws {BridgeError} `not_logged_in` */
export async function loginOfRequest(request: FastifyRequest, { logins }: Services): Promise<LoggedIn> {
  const token = loginTokenOf(request.raw)
  const loggedIn = token === null ? null : await logins.byToken(token)
  if (loggedIn === null) throw new BridgeError('not_logged_in')
  return loggedIn
}

/**
 * Who makes a call: a program by `Authorization: Bearer`, or somebody logged in by the cookie.
 * @throws {BridgeError} `not_logged_in`, `token_invalid`, `token_scope` or `password_change_required`
 */
export async function callerOf(
  request: FastifyRequest,
  name: string,
  scope: RestDefinition['scope'],
  services: Services,
): Promise<Caller> {
  const { authorization } = request.headers
  if (authorization !== undefined) return programOf(request.ip, authorization, scope, services)
  const { login, account } = await loginOfRequest(request, services)
  if (account.mustChangePassword && !WHILE_FIRST_PASSWORD.has(name)) {
    throw new BridgeError('password_change_required')
  }
  return {
    person: personOf(account),
    accountId: account.accountId,
    text: `person:${account.accountId}`,
    name: account.displayName,
    loginId: login.loginId,
    address: request.ip,
  }
}

async function programOf(
  address: string,
  authorization: string,
  scope: RestDefinition['scope'],
  { tokens }: Services,
): Promise<Caller> {
  const text = /^Bearer +([\w-]{10,200}) *$/i.exec(authorization)?.[1]
  if (text === undefined) throw new BridgeError('token_invalid')
  const { token, account } = await tokens.use(text)
  if (scope === 'own' || !token.scopes.includes(scope)) throw new BridgeError('token_scope', { scope })
  return {
    person: { ...personOf(account), scopes: token.scopes },
    accountId: account.accountId,
    text: `token:${token.tokenId}`,
    name: `${account.displayName} · ${token.name}`,
    loginId: null,
    address,
  }
}
