import type { AccountView, BridgeInfo, ErrorReply, LoginMethods } from '@diem-cau/protocol'

/** Why something failed, in both languages: the server's own error, or that it could not be asked. */
export interface Problem {
  readonly code: ErrorReply['code'] | 'offline' | 'unexpected_answer'
  readonly message: { readonly vi: string; readonly en: string }
}

export const OFFLINE: Problem = {
  code: 'offline',
  message: {
    vi: 'Không liên lạc được với máy chủ. Xin kiểm tra đường truyền rồi thử lại.',
    en: 'The server can not be reached. Check the link, then try again.',
  },
}

const UNEXPECTED: Problem = {
  code: 'unexpected_answer',
  message: {
    vi: 'Máy chủ trả lời không đúng định dạng. Xin báo kíp trực kỹ thuật.',
    en: 'The server answered in an unexpected form. Tell the duty crew.',
  },
}

/** Something that was asked over HTTP and not done. */
export class ApiError extends Error {
  readonly problem: Problem

  constructor(problem: Problem, options?: ErrorOptions) {
    super(problem.message.en, options)
    this.name = 'ApiError'
    this.problem = problem
  }
}

type Fields = Readonly<Record<string, unknown>>

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null
}

function hasTexts(value: unknown, ...names: string[]): value is Fields {
  return isFields(value) && names.every((name) => typeof value[name] === 'string')
}

function isErrorReply(value: unknown): value is ErrorReply {
  return hasTexts(value, 'code') && hasTexts(value['message'], 'vi', 'en')
}

function isBridgeInfo(value: unknown): value is BridgeInfo {
  return hasTexts(value, 'name', 'version', 'provinceName', 'helpPhone', 'defaultLanguage')
}

function isAccount(value: unknown): value is AccountView {
  return hasTexts(value, 'userName', 'role', 'unitId', 'unitName')
}

function expected<T>(body: unknown, is: (value: unknown) => value is T): T {
  if (is(body)) return body
  throw new ApiError(UNEXPECTED)
}

/** Asks the bridge over HTTP. @returns the parsed answer @throws ApiError */
export async function send(path: string, init: RequestInit): Promise<unknown> {
  let response: Response
  try {
    response = await fetch(path, { ...init, cache: 'no-store', credentials: 'same-origin' })
  } catch (error) {
    throw new ApiError(OFFLINE, { cause: error })
  }
  const text = await response.text()
  let body: unknown = null
  try {
    body = text === '' ? null : JSON.parse(text)
  } catch (error) {
    throw new ApiError(UNEXPECTED, { cause: error })
  }
  if (response.ok) return body
  if (!isErrorReply(body)) throw new ApiError(UNEXPECTED)
  if (body.code === 'not_logged_in') for (const listener of loginEnds) listener()
  throw new ApiError(body)
}

const loginEnds = new Set<() => void>()

/** Calls when the bridge answers that nobody is logged in any more. @returns the way to stop it */
export function onLoginEnd(listener: () => void): () => void {
  loginEnds.add(listener)
  return () => void loginEnds.delete(listener)
}

function postJson(path: string, body: object): Promise<unknown> {
  return send(path, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
}

/** What anybody may know of the bridge. @throws ApiError */
export async function fetchBridgeInfo(): Promise<BridgeInfo> {
  return expected(await send('/api/bridge', { method: 'GET' }), isBridgeInfo)
}

/** Who is logged in, or null when nobody is. @throws ApiError when the server can't be asked. */
export async function fetchAccount(): Promise<AccountView | null> {
  try {
    return expected(await send('/api/me', { method: 'GET' }), isAccount)
  } catch (error) {
    if (error instanceof ApiError && error.problem.code === 'not_logged_in') return null
    throw error
  }
}

/** @throws ApiError with `wrong_login`, `too_many_attempts`, … */
export async function login(userName: string, password: string): Promise<AccountView> {
  return expected(await postJson('/api/login', { userName, password }), isAccount)
}

/**
 * Ends the login; who came in by the single sign-on is led on to log out there as well, on a machine that others use.
 * @returns whether the page is being left for that
 * @throws ApiError
 */
export async function logout(): Promise<boolean> {
  const body = await postJson('/api/logout', {})
  if (!hasTexts(body, 'singleSignOutUrl')) return false
  globalThis.location.assign(String(body['singleSignOutUrl']))
  return true
}

/** The ways to log in; by password alone when the bridge can't be asked. */
export async function fetchLoginMethods(): Promise<LoginMethods> {
  const byPassword: LoginMethods = { password: true, singleSignOn: null }
  try {
    const body = await send('/api/login-methods', { method: 'GET' })
    const label = isFields(body) ? body['singleSignOn'] : null
    if (!hasTexts(label, 'vi', 'en')) return byPassword
    return { password: true, singleSignOn: { vi: String(label['vi']), en: String(label['en']) } }
  } catch {
    return byPassword
  }
}
