import type { IncomingMessage } from 'node:http'
import { isEncrypted } from './encryption.ts'

/**
 * Name of the login cookie. Over https it is bound to the host by its prefix. Plain http (on the machine itself) has
 * a name of its own: a browser lets no plain page replace a secure cookie, so one name for both would lock it out.
 */
export const loginCookieOf = (isHttps: boolean) => (isHttps ? '__Host-diemcau_login' : 'diemcau_login')

/** Never readable by scripts, never sent from another origin. */
export const cookieOptions = (isHttps: boolean) =>
  ({ path: '/', httpOnly: true, sameSite: 'strict', secure: isHttps, maxAge: 12 * 60 * 60 }) as const

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
