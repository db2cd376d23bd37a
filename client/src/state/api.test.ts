import { errorReply } from '@diem-cau/protocol'
import { afterEach, expect, test, vi } from 'vitest'
import { ApiError, fetchAccount, fetchBridgeInfo, fetchLoginMethods, login } from './api.ts'

afterEach(() => vi.unstubAllGlobals())

function answer(status: number, body: string): void {
  vi.stubGlobal('fetch', async () => new Response(body, { status }))
}
async function problemCode(asked: Promise<unknown>): Promise<string> {
  const error = await asked.then(
    () => null,
    (reason: unknown) => reason,
  )
  return error instanceof ApiError ? error.problem.code : 'not an ApiError'
}

const account = { userName: 'an', role: 'operator', unitId: 'u-02', unitName: 'Tỉnh Hà Giang' }

test('who is logged in; nobody is no error', async () => {
  answer(200, JSON.stringify(account))
  expect(await fetchAccount()).toEqual(account)
  answer(401, JSON.stringify(errorReply('not_logged_in')))
  expect(await fetchAccount()).toBeNull()
})

test('a refusal carries the server’s own words', async () => {
  answer(429, JSON.stringify(errorReply('too_many_attempts', { waitSeconds: 30 })))
  await expect(login('an', 'x')).rejects.toMatchObject({
    problem: { code: 'too_many_attempts', message: { vi: 'Thử sai quá nhiều lần. Xin chờ 30 giây.' } },
  })
})

test('no link, and an answer of another shape, are said as what they are', async () => {
  vi.stubGlobal('fetch', async () => {
    throw new TypeError('Failed to fetch')
  })
  expect(await problemCode(fetchBridgeInfo())).toBe('offline')
  answer(200, '<!doctype html>')
  expect(await problemCode(fetchBridgeInfo())).toBe('unexpected_answer')
  answer(502, '{"statusCode":502}')
  expect(await problemCode(fetchAccount())).toBe('unexpected_answer')
  answer(200, '{"userName":"an"}')
  expect(await problemCode(fetchAccount())).toBe('unexpected_answer')
})

test('the single sign-on is named in both languages; by password alone when that can not be read', async () => {
  const singleSignOn = { vi: 'Đăng nhập một lần', en: 'Single sign-on' }
  answer(200, JSON.stringify({ password: true, singleSignOn }))
  expect(await fetchLoginMethods()).toEqual({ password: true, singleSignOn })
  const byPassword = { password: true, singleSignOn: null }
  for (const unread of [
    '{"password":true,"singleSignOn":null}',
    '{"singleSignOn":"SSO"}',
    'null',
    '<html>',
  ]) {
    answer(200, unread)
    expect(await fetchLoginMethods()).toEqual(byPassword)
  }
})
