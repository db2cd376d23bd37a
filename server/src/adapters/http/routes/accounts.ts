import { AccountViewSchema, BridgeError, LoginBodySchema, type AccountView } from '@diem-cau/protocol'
import { Type } from 'typebox'
import { deviceWords } from '../../../app/people/deviceWords.ts'
import type { LoggedIn } from '../../../app/people/Logins.ts'
import type { Account } from '../../../app/people/types.ts'
import { loginOfRequest } from '../actorOfRequest.ts'
import type { App } from '../buildApp.ts'
import { giveLogin, loginTokenOf, takeLogin } from '../cookies.ts'
import type { HttpServices } from '../HttpServices.ts'
import { originOf } from './singleSignOn.ts'

const LoggedOut = Type.Object({
  done: Type.Literal(true),
  /** Where to send the browser to log out of the single sign-on as well; null where that is not how one came in. */
  singleSignOutUrl: Type.Union([Type.String(), Type.Null()]),
})

/** Logging in and out. */
export function accountRoutes(app: App, services: HttpServices): void {
  app.post(
    '/api/login',
    {
      config: { rateLimit: { max: services.limits.loginsPerMinute, timeWindow: '1 minute' } },
      schema: {
        tags: ['login'],
        summary: 'Logs in; the answer sets the cookie.',
        body: LoginBodySchema,
        response: { 200: AccountViewSchema },
      },
    },
    async (request, reply) => {
      const { userName, password } = request.body
      const source = { address: request.ip, device: deviceWords(request.headers['user-agent']) }
      try {
        const { token, account, login } = await services.logins.logIn(userName, password, source)
        await services.audit.write(actor({ login, account }), 'login', note(account, source), null)
        giveLogin(request, reply, token, services.loginDays)
        return viewOf(services, account)
      } catch (error) {
        if (error instanceof BridgeError && error.code !== 'storage_failed') {
          const nobody = { text: 'nobody', name: '', address: request.ip }
          const typed = userName.slice(0, 80)
          const account = await services.accounts.findByName(typed.trim().toLowerCase())
          // A password that was typed into the wrong field must not stand in the trail.
          const about = account === null ? unknown(source) : note(account, source)
          await services.audit.write(nobody, 'login', about, error.code)
        }
        throw error
      }
    },
  )

  app.post(
    '/api/logout',
    { schema: { tags: ['login'], summary: 'Ends the login.', response: { 200: LoggedOut } } },
    async (request, reply) => {
      const token = loginTokenOf(request.raw)
      const ended = token === null ? null : await services.logins.logOut(token)
      if (ended !== null) {
        await services.audit.write(actor(ended), 'logout', note(ended.account, null), null)
        await services.onLoginsChanged()
      }
      takeLogin(request, reply)
      const returnTo = `${originOf(request)}/console`
      const ssoUrl = ended === null ? null : await services.singleSignOn?.use.logoutUrl(ended.login, returnTo)
      return { done: true as const, singleSignOutUrl: ssoUrl ?? null }
    },
  )

  app.get(
    '/api/me',
    { schema: { tags: ['login'], summary: 'Who is logged in.', response: { 200: AccountViewSchema } } },
    async (request) => viewOf(services, (await loginOfRequest(request, services)).account),
  )
}

function actor({ login, account }: LoggedIn) {
  return { text: `person:${account.accountId}`, name: account.displayName, address: login.address }
}

function note({ accountId, userName, grants }: Account, source: { device: string } | null) {
  return {
    unitId: grants[0]?.unitId ?? null,
    subject: `account:${accountId}`,
    subjectName: userName,
    details: source === null ? {} : { device: source.device },
  }
}

function unknown({ device }: { device: string }) {
  return { unitId: null, subject: 'account:unknown', subjectName: '', details: { device } }
}

function viewOf({ directory }: HttpServices, account: Account): AccountView {
  const grants = account.grants.map(({ role, unitId }) => ({
    role,
    unitId,
    unitName: directory.unitName(unitId) ?? unitId,
  }))
  const [first = { role: 'observer' as const, unitId: directory.root.id, unitName: directory.root.name }] =
    grants
  const { userName, displayName, mustChangePassword } = account
  return { userName, displayName, ...first, grants, mustChangePassword }
}
