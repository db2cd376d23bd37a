import { BridgeError, LoginMethodsSchema, type ErrorCode } from '@diem-cau/protocol'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { deviceWords } from '../../../app/people/deviceWords.ts'
import type { App } from '../buildApp.ts'
import { attemptOf, forgetAttempt, giveAttempt, giveLogin } from '../cookies.ts'
import type { HttpServices } from '../HttpServices.ts'

const CALLBACK = '/api/sso/callback'
const CONSOLE = '/console'

/** The province's single sign-on: out to it, and back. What goes wrong is worded by the login page. */
export function singleSignOnRoutes(app: App, services: HttpServices): void {
  const { singleSignOn, limits } = services
  const config = { rateLimit: { max: limits.loginsPerMinute, timeWindow: '1 minute' } }

  app.get(
    '/api/login-methods',
    {
      schema: {
        tags: ['login'],
        summary: 'Ways to log in, for the login page.',
        response: { 200: LoginMethodsSchema },
      },
    },
    () => ({ password: true, singleSignOn: singleSignOn?.label ?? null }),
  )

  app.get(
    '/api/sso/start',
    { config, schema: { tags: ['login'], summary: 'Sends the browser to the single sign-on.' } },
    async (request, reply) => {
      if (singleSignOn === null) return back(reply, 'sso_not_configured')
      try {
        const origin = singleSignOn.origin === '' ? originOf(request) : singleSignOn.origin
        const { url, attempt } = await singleSignOn.use.begin(`${origin}${CALLBACK}`)
        giveAttempt(request, reply, attempt)
        return reply.redirect(url, 303)
      } catch (error) {
        return back(reply, codeOf(error))
      }
    },
  )

  app.get(
    CALLBACK,
    { config, schema: { tags: ['login'], summary: 'Where the single sign-on sends the browser back.' } },
    async (request, reply) => {
      if (singleSignOn === null) return back(reply, 'sso_not_configured')
      const source = { address: request.ip, device: deviceWords(request.headers['user-agent']) }
      const details = { method: 'sso', device: source.device }
      const attempt = attemptOf(request.raw)
      forgetAttempt(request, reply)
      try {
        const query = request.url.slice(request.url.indexOf('?')).slice(0, 8_000)
        const { token, account } = await singleSignOn.use.finish(
          attempt,
          request.url.includes('?') ? query : '',
          source,
        )
        const { accountId, displayName: name, userName: subjectName, grants } = account
        const actor = { text: `person:${accountId}`, name, address: request.ip }
        const subject = `account:${accountId}`
        const note = { unitId: grants[0]?.unitId ?? null, subject, subjectName, details }
        await services.audit.write(actor, 'login', note, null)
        giveLogin(request, reply, token, services.loginDays)
        return await reply.redirect(CONSOLE, 303)
      } catch (error) {
        const code = codeOf(error)
        const nobody = { text: 'nobody', name: '', address: request.ip }
        const note = { unitId: null, subject: 'account:unknown', subjectName: '', details }
        await services.audit.write(nobody, 'login', note, code).catch(() => undefined)
        if (code === 'internal') services.pino.error({ err: error }, 'A single sign-on failed')
        return back(reply, code)
      }
    },
  )
}

function back(reply: FastifyReply, code: ErrorCode): FastifyReply {
  return reply.redirect(`${CONSOLE}?sso=${code}`, 303)
}

function codeOf(error: unknown): ErrorCode {
  return error instanceof BridgeError ? error.code : 'internal'
}

/** As the browser reached us: the provider goes back to addresses that it knows, and to no others. */
export function originOf(request: FastifyRequest): string {
  return `${request.protocol}://${request.host}`
}
