import { BridgeError, type RestDefinition } from '@diem-cau/protocol'
import type { FastifyRequest } from 'fastify'
import { actorOf } from '../../app/Accounts.ts'
import type { Account } from '../../app/ports.ts'
import type { Caller } from '../../app/rest/define.ts'
import type { Actor } from '../../core/policy/policy.ts'
import { loginTokenOf } from './cookies.ts'
import type { HttpServices } from './HttpServices.ts'

/** The account whose login the request carries. @throws {BridgeError} `not_logged_in` */
export async function accountOfRequest(
  request: FastifyRequest,
  { accounts }: HttpServices,
): Promise<Account> {
  const token = loginTokenOf(request.raw)
  const account = token === null ? null : await accounts.accountOf(token)
  if (account === null) throw new BridgeError('not_logged_in')
  return account
}

export async function actorOfRequest(request: FastifyRequest, services: HttpServices): Promise<Actor> {
  return actorOf(await accountOfRequest(request, services))
}

/** Who makes a call of the programming interface: somebody logged in. @throws {BridgeError} `not_logged_in` */
export async function callerOf(
  request: FastifyRequest,
  _scope: RestDefinition['scope'],
  services: HttpServices,
): Promise<Caller> {
  const account = await accountOfRequest(request, services)
  return {
    person: actorOf(account),
    accountId: account.accountId,
    text: `person:${account.accountId}`,
    name: account.userName,
    loginId: null,
    address: request.ip,
  }
}
