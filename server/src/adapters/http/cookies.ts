import type { IncomingMessage } from 'node:http'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { isEncrypted } from './encryption.ts'

/**
 * Name of the login cookie. Over https it is bound to the host by its prefix. Plain http (on the machine itself) has
 * a name of its own: a browser lets no plain page replace a secure cookie, so one name for both would lock it out.
 */
export const loginCookieOf = (isHttps: boolean) => (isHttps ? '__Host-diemcau_login' : 'diemcau_login')

const DAY_SECONDS = 24 * 60 * 60

/** Never readable by scripts, never sent from another origin. */
export const cookieOptions = (isHttps: boolean, days: number) =>
  ({ path: '/', httpOnly: true, sameSite: 'strict', secure: isHttps, maxAge: days * DAY_SECONDS }) as const

/** Hands the browser a login. @param days after which it ends in any case; the bridge ends an idle one earlier */
export function giveLogin(request: FastifyRequest, reply: FastifyReply, token: string, days: number): void {
  const isHttps = request.protocol === 'https'
  void reply.setCookie(loginCookieOf(isHttps), token, cookieOptions(isHttps, days))
}

export function takeLogin(request: FastifyRequest, reply: FastifyReply): void {
  const isHttps = request.protocol === 'https'
  void reply.clearCookie(loginCookieOf(isHttps), cookieOptions(isHttps, 0))
}

/** The attempt at the single sign-on that a browser has begun. Comes along when the provider sends it back (`lax`). */
const attemptCookieOf = (isHttps: boolean) => (isHttps ? '__Host-diemcau_sso' : 'diemcau_sso')
const ATTEMPT_SECONDS = 600

export function giveAttempt(request: FastifyRequest, reply: FastifyReply, attempt: string): void {
  const isHttps = request.protocol === 'https'
  const options = { ...cookieOptions(isHttps, 0), sameSite: 'lax', maxAge: ATTEMPT_SECONDS } as const
  void reply.setCookie(attemptCookieOf(isHttps), attempt, options)
}

export function forgetAttempt(request: FastifyRequest, reply: FastifyReply): void {
  const isHttps = request.protocol === 'https'
  void reply.clearCookie(attemptCookieOf(isHttps), { ...cookieOptions(isHttps, 0), sameSite: 'lax' })
}

type Cookied = Pick<IncomingMessage, 'headers' | 'socket'>

export function attemptOf(request: Cookied): string | null {
  return cookieOf(request, attemptCookieOf(isEncrypted(request.socket)))
}

/** The login token in a request's raw `Cookie` header; null when there is none. */
export function loginTokenOf(request: Cookied): string | null {
  return cookieOf(request, loginCookieOf(isEncrypted(request.socket)))
}

function cookieOf({ headers }: Cookied, wanted: string): string | null {
  for (const part of headers.cookie?.split(';') ?? []) {
    const [name, value] = part.trim().split('=', 2)
    if (name === wanted && value !== undefined && value !== '') return value
  }
  return null
}
