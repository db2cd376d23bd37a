import {
  AccountViewSchema,
  BridgeError,
  CreateAccountBodySchema,
  LoginBodySchema,
  type AccountView,
} from '@diem-cau/protocol'
import { Type } from 'typebox'
import type { Account } from '../../../app/ports.ts'
import { isAllowed } from '../../../core/policy/policy.ts'
import { accountOfRequest, actorOfRequest } from '../actorOfRequest.ts'
import type { App } from '../buildApp.ts'
import { cookieOptions, loginCookieOf, loginTokenOf } from '../cookies.ts'
import type { HttpServices } from '../HttpServices.ts'

const Done = Type.Object({ done: Type.Literal(true) })
const RATE = { rateLimit: { max: 60, timeWindow: '1 minute' } }

/** Logging in and out, and the accounts that may. */
export function accountRoutes(app: App, services: HttpServices): void {
  const view = ({ userName, role, unitId }: Pick<Account, 'userName' | 'role' | 'unitId'>): AccountView => ({
    userName,
    role,
    unitId,
    unitName: services.directory.unit(unitId)?.name ?? unitId,
  })

  app.post(
    '/api/login',
    {
      config: RATE,
      schema: {
        summary: 'Logs in; the answer sets the cookie.',
        body: LoginBodySchema,
        response: { 200: AccountViewSchema },
      },
    },
    async (request, reply) => {
      const { userName, password } = request.body
      const { token, account } = await services.accounts.logIn(userName, password, request.ip)
      const isHttps = request.protocol === 'https'
      void reply.setCookie(loginCookieOf(isHttps), token, cookieOptions(isHttps))
      return view(account)
    },
  )
  app.post(
    '/api/logout',
    { schema: { summary: 'Ends the login.', response: { 200: Done } } },
    async (request, reply) => {
      const token = loginTokenOf(request.raw)
      if (token !== null) {
        await services.accounts.logOut(token)
        await services.onLoggedOut()
      }
      const isHttps = request.protocol === 'https'
      void reply.clearCookie(loginCookieOf(isHttps), { ...cookieOptions(isHttps), maxAge: 0 })
      return { done: true as const }
    },
  )
  app.get(
    '/api/me',
    { schema: { summary: 'Who is logged in.', response: { 200: AccountViewSchema } } },
    async (request) => view(await accountOfRequest(request, services)),
  )
  app.get(
    '/api/accounts',
    {
      schema: {
        summary: 'The accounts of the own subtree.',
        response: { 200: Type.Array(AccountViewSchema) },
      },
    },
    async (request) => {
      const actor = await actorOfRequest(request, services)
      if (!isAllowed(actor, 'account.list', {}, services.directory)) throw new BridgeError('forbidden')
      const accounts = await services.accounts.list()
      return accounts
        .filter(({ unitId }) => isAllowed(actor, 'account.create', { unitIds: [unitId] }, services.directory))
        .map(view)
    },
  )
  app.post(
    '/api/accounts',
    {
      config: RATE,
      schema: {
        summary: 'Makes an account for a unit of the own subtree.',
        body: CreateAccountBodySchema,
        response: { 200: AccountViewSchema },
      },
    },
    async (request) => {
      const actor = await actorOfRequest(request, services)
      const { userName, password, role, unitId } = request.body
      if (!isAllowed(actor, 'account.create', { unitIds: [unitId] }, services.directory)) {
        throw new BridgeError('forbidden')
      }
      await services.accounts.create(userName, password, role, unitId)
      return view({ userName, role, unitId })
    },
  )
}
