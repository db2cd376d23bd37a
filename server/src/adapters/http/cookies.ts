/** The login cookie. Never readable by scripts, never sent from another origin. */
export const LOGIN_COOKIE = 'diemcau_login'

export const cookieOptions = (isHttps: boolean) =>
  ({ path: '/', httpOnly: true, sameSite: 'strict', secure: isHttps, maxAge: 12 * 60 * 60 }) as const

/** The login token in a raw `Cookie` header; null when there is none. */
export function loginTokenOf(header: string | undefined): string | null {
  for (const part of header?.split(';') ?? []) {
    const [name, value] = part.trim().split('=', 2)
    if (name === LOGIN_COOKIE && value !== undefined && value !== '') return value
  }
  return null
}
