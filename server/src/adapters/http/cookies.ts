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

/** The login token in a request's raw `Cookie` header; null when there is none. */
export function loginTokenOf({
  headers,
  socket,
}: Pick<IncomingMessage, 'headers' | 'socket'>): string | null {
  const wanted = loginCookieOf(isEncrypted(socket))
  for (const part of headers.cookie?.split(';') ?? []) {
    const [name, value] = part.trim().split('=', 2)
    if (name === wanted && value !== undefined && value !== '') return value
  }
  return null
}
