import { connect as connectTls } from 'node:tls'
import { request as httpRequest } from 'node:http'
import type { SessionId } from '@diem-cau/protocol'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { newCommand, newPage, openAdmin, RawPage, RoomPc } from '../support/RawPage.ts'
import { startBridge, type RunningBridge } from '../support/startBridge.ts'

const PASSWORD = 'mật khẩu của huyện'
let bridge: RunningBridge
let admin: RawPage
let adminCookie: string
let district: { unitId: string; siteIds: string[] }
let other: { unitId: string; siteIds: string[] }
let province: string
let sessionId: SessionId
const opened: RawPage[] = []

interface Answer {
  status: number
  body: Record<string, unknown>
  cookie: string | null
  headers: Headers
}

/** A REST call over https, with a cookie and any headers. */
async function call(
  path: string,
  init: RequestInit & { cookie?: string; body?: string } = {},
): Promise<Answer> {
  const { cookie, ...rest } = init
  const headers = new Headers(rest.headers)
  if (cookie !== undefined) headers.set('cookie', cookie)
  if (rest.body !== undefined && !headers.has('content-type')) headers.set('content-type', 'application/json')
  const response = await fetch(new URL(path, bridge.url), { ...rest, headers })
  const text = await response.text()
  return {
    status: response.status,
    body: text === '' ? {} : (JSON.parse(text) as Record<string, unknown>),
    cookie: response.headers.get('set-cookie'),
    headers: response.headers,
  }
}
const post = (
  path: string,
  data: unknown,
  init: { cookie?: string; headers?: Record<string, string> } = {},
) => call(path, { method: 'POST', body: JSON.stringify(data), ...init })

/** The part of a `Set-Cookie` that a browser sends back. */
const sentBack = (cookie: string | null): string => cookie?.split(';')[0] ?? ''

async function logIn(userName: string, password: string): Promise<string> {
  const { status, cookie } = await post('/api/login', { userName, password })
  expect(status).toBe(200)
  return sentBack(cookie)
}

/** Makes an account and has its first password changed. */
async function makeAccount(userName: string, role: string, unitId: string): Promise<void> {
  const fields = { userName, displayName: userName, email: '', phone: '', withPassword: true }
  const body = { ...fields, grants: [{ role, unitId }] }
  const made = await post('/api/v1/accounts', body, { cookie: adminCookie })
  expect(made.status).toBe(200)
  const current = String(made.body['firstPassword'])
  const cookie = await logIn(userName, current)
  const changed = await post('/api/v1/me/password', { current, next: PASSWORD }, { cookie })
  expect(changed.status).toBe(200)
}

async function openConsole(cookie: string): Promise<RawPage> {
  const page = await RawPage.open(bridge.url, { extraHeaders: { cookie } })
  opened.push(page)
  const reply = await page.hello({ kind: 'console', instance: newPage() })
  if (!reply.ok) throw new Error(reply.error.code)
  return page
}

beforeAll(async () => {
  bridge = await startBridge({ env: { BRIDGE_MEDIA_SPAWN_NODE: 'false' } })
  admin = await openAdmin(bridge)
  const { units, sites } = await admin.ask('directory.get', {})
  province = units.find(({ parentId }) => parentId === null)?.unitId ?? ''
  const districts = units
    .filter(({ kind, tier }) => tier === 2 && kind !== 'body')
    .map(({ unitId }) => {
      const below = new Set([
        unitId,
        ...units.filter((unit) => unit.parentId === unitId).map((unit) => unit.unitId),
      ])
      return { unitId, siteIds: sites.filter((site) => below.has(site.unitId)).map(({ siteId }) => siteId) }
    })
  const [first, second] = districts
  if (first === undefined || second === undefined) throw new Error('the directory has no districts')
  district = first
  other = second
  const { entities } = await admin.ask('view.subscribe', { selector: { view: 'bridge' } })
  sessionId = (Object.keys(entities).find((key) => key.startsWith('session:')) ?? '').slice(
    'session:'.length,
  ) as SessionId
  adminCookie = await logIn('admin', bridge.login?.password ?? '')
  await makeAccount('huyen.mot', 'operator', district.unitId)
})
afterEach(() => {
  for (const page of opened.splice(0)) page.close()
})
afterAll(async () => {
  admin.close()
  await bridge.stop()
})

describe('Logging in', () => {
  it('sets a cookie that no script and no other page can use', async () => {
    const { cookie, body } = await post('/api/login', { userName: 'huyen.mot', password: PASSWORD })
    expect(body).toMatchObject({ userName: 'huyen.mot', role: 'operator', unitId: district.unitId })
    expect(JSON.stringify(body)).not.toContain('hash')
    expect(cookie).toMatch(/^__Host-diemcau_login=[\w-]{43}; /)
    for (const flag of ['HttpOnly', 'Secure', 'SameSite=Strict', 'Path=/', 'Max-Age=604800'])
      expect(cookie).toContain(flag)
    expect(cookie).not.toContain('Domain')
  })

  it('over plain http on the machine itself sets one that is not secure, of another name', async () => {
    const response = await fetch(`http://127.0.0.1:${bridge.httpPort}/api/login`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ userName: 'huyen.mot', password: PASSWORD }),
    })
    const cookie = response.headers.get('set-cookie')
    expect(cookie).toMatch(/^diemcau_login=[\w-]{43}; /)
    expect(cookie).not.toContain('Secure')
    const me = await fetch(`http://127.0.0.1:${bridge.httpPort}/api/me`, {
      headers: { cookie: sentBack(cookie) },
    })
    expect(await me.json()).toMatchObject({ userName: 'huyen.mot' })
  })

  it('ends with logging out: the cookie is worth nothing, the sockets that came in by it are closed', async () => {
    const cookie = await logIn('huyen.mot', PASSWORD)
    expect((await call('/api/me', { cookie })).status).toBe(200)
    const page = await openConsole(cookie)
    const stays = await openConsole(adminCookie)
    const out = await call('/api/logout', { method: 'POST', cookie })
    expect(out.cookie).toMatch(/^__Host-diemcau_login=;/)
    expect(out.cookie).toContain('Secure')
    expect((await page.goodbye).code).toBe('not_logged_in')
    await page.closed
    expect(stays.isOpen).toBe(true)
    expect((await call('/api/me', { cookie })).body).toMatchObject({ code: 'not_logged_in' })
    await expect(openConsole(cookie)).rejects.toThrow('not_logged_in')
  })

  it('is locked after five wrong passwords, in words and with the seconds to wait', async () => {
    const wrong = () => post('/api/login', { userName: 'somebody', password: 'guess' })
    const answers = await Promise.all(Array.from({ length: 8 }, wrong))
    const codes = answers.map(({ body }) => body['code'])
    expect(codes.filter((code) => code === 'wrong_login')).toHaveLength(5)
    const locked = answers.find(({ body }) => body['code'] === 'too_many_attempts')
    expect(locked).toMatchObject({ status: 429, body: { data: { waitSeconds: expect.any(Number) } } })
    expect((await post('/api/login', { userName: 'huyen.mot', password: PASSWORD })).status).toBe(200)
  })

  it.each([
    {},
    { userName: 'admin' },
    { userName: '', password: 'x' },
    { userName: 'a', password: 'x', role: 'administrator' },
    [],
    null,
  ])('with %j is refused by its form', async (body) => {
    expect(await post('/api/login', body)).toMatchObject({ status: 400, body: { code: 'invalid_message' } })
  })

  it('with something that is no JSON, or far too much of it, is refused', async () => {
    const broken = await call('/api/login', { method: 'POST', body: '{"userName":' })
    expect(broken).toMatchObject({ status: 400, body: { code: 'invalid_message' } })
    const large = await call('/api/login', {
      method: 'POST',
      body: JSON.stringify({ userName: 'x'.repeat(70_000) }),
    })
    expect(large).toMatchObject({ status: 413, body: { code: 'message_too_large' } })
    const form = await call('/api/login', {
      method: 'POST',
      body: 'userName=admin',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    })
    expect(form.body).toMatchObject({ code: 'invalid_message' })
  })
})

describe('A district’s operator', () => {
  it('sees its own subtree and no other', async () => {
    const page = await openConsole(await logIn('huyen.mot', PASSWORD))
    const { sites } = await page.ask('directory.get', {})
    expect(sites.map(({ siteId }) => siteId).toSorted()).toEqual(district.siteIds.toSorted())
    const { entities } = await page.ask('view.subscribe', { selector: { view: 'session', sessionId } })
    const rows = Object.keys(entities).filter((key) => key.startsWith('site:'))
    expect(rows.toSorted()).toEqual(district.siteIds.map((siteId) => `site:${siteId}`).toSorted())
    expect(JSON.stringify(entities)).not.toContain(other.siteIds[1])
  })

  it('is sent no word of what others do: its numbers have no gaps', async () => {
    const page = await openConsole(await logIn('huyen.mot', PASSWORD))
    await page.ask('view.subscribe', { selector: { view: 'session', sessionId } })
    const [own = '', theirs = ''] = [district.siteIds[1], other.siteIds[1]]
    for (const siteId of [theirs, own]) {
      const pc = await RoomPc.pair(bridge, admin, siteId)
      const room = await pc.openPage()
      await room.ask('floor.request', { command: newCommand() as never })
      opened.push(room)
    }
    await admin.ask('directory.get', {})
    await page.ask('directory.get', {})
    const text = JSON.stringify(page.deltas.map(({ set, remove }) => [Object.keys(set), remove]))
    expect(text).toContain(`site:${own}`)
    expect(text).not.toContain(theirs)
    expect(page.deltas.map(({ n }) => n)).toEqual(page.deltas.map((_, index) => index + 1))
  })

  it('acts in its own subtree and nowhere else', async () => {
    const page = await openConsole(await logIn('huyen.mot', PASSWORD))
    const command = newCommand
    const [own = '', theirs = ''] = [district.siteIds[2], other.siteIds[2]]
    expect(await page.codeOf('pairing.createCode', { command: command(), siteId: own })).toBe('done')
    const refused: [string, object][] = [
      ['pairing.createCode', { siteId: theirs }],
      ['pairing.revoke', { siteId: theirs }],
      ['floor.give', { sessionId, siteId: own }],
      ['session.close', { sessionId }],
      ['microphone.closeAllButStage', { sessionId }],
      [
        'session.open',
        { title: 'x', hostUnitId: province, chairSiteId: own, invitedUnitIds: [district.unitId] },
      ],
      [
        'session.open',
        { title: 'x', hostUnitId: district.unitId, chairSiteId: own, invitedUnitIds: [other.unitId] },
      ],
    ]
    for (const [name, data] of refused)
      expect(await page.codeOf(name, { command: command(), ...data }), name).toBe('forbidden')
    expect(await page.codeOf('tiles.watch', { sessionId, siteIds: [own, theirs] })).toBe('forbidden')
  })

  it('conducts its own briefing, which another district does not even see', async () => {
    await admin.ask('session.close', { command: newCommand() as never, sessionId })
    const page = await openConsole(await logIn('huyen.mot', PASSWORD))
    const [chair = ''] = district.siteIds
    const own = await page.ask('session.open', {
      command: newCommand() as never,
      title: 'Giao ban huyện',
      hostUnitId: district.unitId as never,
      chairSiteId: chair as never,
      invitedUnitIds: [district.unitId as never],
    })
    await makeAccount('huyen.hai', 'operator', other.unitId)
    const neighbour = await openConsole(await logIn('huyen.hai', PASSWORD))
    const { entities } = await neighbour.ask('view.subscribe', { selector: { view: 'bridge' } })
    expect(Object.keys(entities)).not.toContain(`session:${own.sessionId}`)
    const selector = { view: 'session', sessionId: own.sessionId }
    expect(await neighbour.codeOf('view.subscribe', { selector })).toBe('forbidden')
    expect(await neighbour.codeOf('session.close', { command: newCommand(), sessionId: own.sessionId })).toBe(
      'forbidden',
    )
    expect(
      await page.codeOf('stage.setLayout', {
        command: newCommand(),
        sessionId: own.sessionId,
        layout: 'sideBySide',
      }),
    ).toBe('done')
    expect(await page.codeOf('session.close', { command: newCommand(), sessionId: own.sessionId })).toBe(
      'done',
    )
  })
})

describe('A page of another origin', () => {
  it('gets nothing by REST', async () => {
    for (const origin of ['https://evil.example', 'null', bridge.url.replace(/:\d+$/, ':1')]) {
      const answer = await post(
        '/api/login',
        { userName: 'huyen.mot', password: PASSWORD },
        { headers: { origin } },
      )
      expect(answer).toMatchObject({ status: 403, body: { code: 'forbidden' }, cookie: null })
      expect((await call('/api/bridge', { headers: { origin } })).status).toBe(403)
    }
    const own = await call('/api/bridge', { headers: { origin: bridge.url } })
    expect(own.status).toBe(200)
    expect(own.headers.get('access-control-allow-origin')).toBeNull()
  })

  it.each(['websocket', 'polling'])('gets no socket by %s', async (transport) => {
    const options = { transports: [transport], extraHeaders: { origin: 'https://evil.example' } }
    await expect(RawPage.open(bridge.url, options)).rejects.toThrow()
    const own = await RawPage.open(bridge.url, {
      transports: [transport],
      extraHeaders: { origin: bridge.url },
    })
    own.close()
  })

  it('whose name was made to point at this machine gets only the way to https', async () => {
    const status = await new Promise<number | undefined>((resolve, reject) => {
      const headers = { host: `evil.example:${bridge.httpPort}` }
      httpRequest({ host: '127.0.0.1', port: bridge.httpPort, path: '/metrics', headers }, (response) => {
        response.resume()
        resolve(response.statusCode)
      })
        .on('error', reject)
        .end()
    })
    expect(status).toBe(404)
    const url = `http://127.0.0.1:${bridge.httpPort}`
    await expect(RawPage.open(url, { extraHeaders: { host: 'evil.example' } })).rejects.toThrow()
  })

  it('finds headers that keep pages to themselves', async () => {
    const { headers } = await call('/api/bridge')
    expect(headers.get('content-security-policy')).toContain("default-src 'self'")
    expect(headers.get('content-security-policy')).not.toMatch(/https?:\/\//)
    expect(headers.get('x-content-type-options')).toBe('nosniff')
    expect(headers.get('referrer-policy')).toBe('no-referrer')
  })
})

describe('Old TLS', () => {
  it('is not spoken', async () => {
    const { hostname, port } = new URL(bridge.url)
    const outcome = new Promise((resolve) => {
      const socket = connectTls(
        {
          host: hostname,
          port: Number(port),
          rejectUnauthorized: false,
          minVersion: 'TLSv1',
          maxVersion: 'TLSv1.1',
          ciphers: 'DEFAULT:@SECLEVEL=0',
        },
        () => resolve('connected'),
      )
      socket.once('error', () => resolve('refused'))
    })
    expect(await outcome).toBe('refused')
  })
})
