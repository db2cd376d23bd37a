import { describe, expect, it } from 'vitest'
import { cookieOptions, loginCookieOf, loginTokenOf } from './cookies.ts'
import { isSameOrigin } from './buildApp.ts'

const request = (cookie: string | undefined, encrypted: boolean) =>
  ({ headers: { cookie }, socket: { encrypted } }) as unknown as Parameters<typeof loginTokenOf>[0]

describe('The login’s cookie', () => {
  it('is never readable by scripts nor sent from elsewhere, and secure where there is https', () => {
    expect(cookieOptions(true, 7)).toMatchObject({
      httpOnly: true,
      sameSite: 'strict',
      secure: true,
      path: '/',
      maxAge: 7 * 24 * 60 * 60,
    })
    expect(cookieOptions(false, 7)).toMatchObject({ httpOnly: true, sameSite: 'strict', secure: false })
    expect(loginCookieOf(true)).toMatch(/^__Host-/)
  })

  it('is read by its own name: plain http and https do not get into each other’s way', () => {
    const both = 'theme=dark; diemcau_login=plain; __Host-diemcau_login=secure'
    expect(loginTokenOf(request(both, true))).toBe('secure')
    expect(loginTokenOf(request(both, false))).toBe('plain')
    expect(loginTokenOf(request('diemcau_login=plain', true))).toBeNull()
  })

  it.each([undefined, '', ';;;', 'diemcau_login', 'diemcau_login=', 'xdiemcau_login=a'])(
    'is not there in: %s',
    (header) => expect(loginTokenOf(request(header, false))).toBeNull(),
  )
})

describe('The same origin', () => {
  it('is the host that the request was sent to', () => {
    expect(isSameOrigin('https://10.1.2.3:8443', '10.1.2.3:8443')).toBe(true)
    expect(isSameOrigin('https://bridge.example', 'bridge.example')).toBe(true)
    expect(isSameOrigin('http://[::1]:8080', '[::1]:8080')).toBe(true)
  })

  it.each([
    ['https://10.1.2.3:8444', '10.1.2.3:8443'],
    ['https://evil.example', '10.1.2.3:8443'],
    ['https://10.1.2.3:8443.evil.example', '10.1.2.3:8443'],
    ['null', '10.1.2.3:8443'],
    ['', '10.1.2.3:8443'],
    ['https://10.1.2.3:8443', undefined],
  ])('is not %s at %s', (origin, host) => expect(isSameOrigin(origin, host)).toBe(false))
})
