/* oxlint-disable typescript/no-unsafe-type-assertion -- what a test says and hears is what the test makes of it */
import {
  REST_CALLS,
  REST_PREFIX,
  type ErrorReply,
  type RestBodyOf,
  type RestCallName,
  type RestDefinition,
  type RestParamsOf,
  type RestQueryOf,
  type RestReplyOf,
} from '@diem-cau/protocol'
import type { RunningBridge } from './startBridge.ts'

export interface Asked<N extends RestCallName> {
  params?: RestParamsOf<N>
  query?: RestQueryOf<N>
  body?: RestBodyOf<N>
  ifMatch?: number
}

export type Answer<N extends RestCallName> =
  | { ok: true; status: number; data: RestReplyOf<N>; etag: string | null }
  | { ok: false; status: number; error: ErrorReply }

/** Somebody logged in, who makes calls of the programming interface over real HTTP. */
export class RestClient {
  readonly origin: string
  readonly cookie: string

  private constructor(origin: string, cookie: string) {
    this.origin = origin
    this.cookie = cookie
  }

  /** @throws when the login is refused */
  static async logIn(
    bridge: Pick<RunningBridge, 'httpPort'>,
    login: { userName: string; password: string },
  ): Promise<RestClient> {
    const origin = `http://127.0.0.1:${bridge.httpPort}`
    const response = await fetch(`${origin}/api/login`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ userName: login.userName, password: login.password }),
    })
    if (!response.ok) throw new Error(`login: ${response.status} ${await response.text()}`)
    const cookie = response.headers.getSetCookie().map((line) => line.split(';', 1)[0] ?? '')
    return new RestClient(origin, cookie.join('; '))
  }

  async call<N extends RestCallName>(name: N, asked: Asked<N> = {}): Promise<Answer<N>> {
    const call: RestDefinition = REST_CALLS[name]
    const hasBody = call.method !== 'GET' && call.method !== 'DELETE'
    const response = await this.fetch(`${pathOf(call, asked.params)}${queryOf(asked.query)}`, {
      method: call.method,
      headers: {
        ...(hasBody ? { 'content-type': 'application/json' } : {}),
        ...(asked.ifMatch === undefined ? {} : { 'if-match': `"${asked.ifMatch}"` }),
      },
      ...(hasBody ? { body: JSON.stringify(asked.body ?? {}) } : {}),
    })
    const said: unknown = await response.json()
    return response.ok
      ? {
          ok: true,
          status: response.status,
          data: said as RestReplyOf<N>,
          etag: response.headers.get('etag'),
        }
      : { ok: false, status: response.status, error: said as ErrorReply }
  }

  /** The reply to a call that must be accepted. */
  async ask<N extends RestCallName>(name: N, asked: Asked<N> = {}): Promise<RestReplyOf<N>> {
    const answer = await this.call(name, asked)
    if (!answer.ok) throw new Error(`${name}: ${answer.status} ${JSON.stringify(answer.error)}`)
    return answer.data
  }

  /** The code with which a call is refused; `done` when it is not. */
  async codeOf<N extends RestCallName>(name: N, asked: Asked<N> = {}): Promise<string> {
    const answer = await this.call(name, asked)
    return answer.ok ? 'done' : answer.error.code
  }

  /** Any request below the interface's path, with the login. */
  fetch(path: string, init: RequestInit = {}): Promise<Response> {
    const headers = new Headers(init.headers)
    headers.set('cookie', this.cookie)
    return fetch(`${this.origin}${REST_PREFIX}${path}`, { ...init, headers })
  }
}

function pathOf({ path }: RestDefinition, params: object = {}): string {
  const values = new Map(Object.entries(params).map(([name, value]) => [name, String(value)]))
  return path.replace(/:(\w+)/g, (_whole, name: string) => encodeURIComponent(values.get(name) ?? ''))
}

function queryOf(query: object = {}): string {
  const entries = Object.entries(query).map(([name, value]): [string, string] => [name, String(value)])
  const text = new URLSearchParams(entries).toString()
  return text === '' ? '' : `?${text}`
}
