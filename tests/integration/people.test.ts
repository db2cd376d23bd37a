import type { AccountDetail, ApiScope } from '@diem-cau/protocol'
import {
  CLIENT_MESSAGES,
  COMMAND_CALLS,
  REST_CALLS,
  REST_PREFIX,
  type RestDefinition,
} from '@diem-cau/protocol'
import { AUDIT_WORDS } from '@diem-cau/protocol/words'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { newCommand, newPage, openAdmin, RawPage, RoomPc } from '../support/RawPage.ts'
import { RestClient } from '../support/RestClient.ts'
import { startBridge, type RunningBridge } from '../support/startBridge.ts'

/* oxlint-disable typescript/no-unsafe-type-assertion -- ids of a specification are ids */

const PASSWORD = 'một mật khẩu đủ dài'
let bridge: RunningBridge
let admin: RawPage
let office: RestClient
let root: string
let district: string
let other: string
let siteOfDistrict: string
const pages: RawPage[] = []

const grant = (role: string, unitId: string) => ({ role, unitId }) as never

function make(userName: string, ...grants: never[]) {
  const fields = { userName, displayName: userName, email: '' as const, phone: '' as const }
  return office.ask('account.create', { body: { ...fields, grants, withPassword: true } })
}

/** Somebody who has changed the first password. */
async function aPerson(
  userName: string,
  ...grants: never[]
): Promise<{ client: RestClient; account: AccountDetail }> {
  const { account, firstPassword } = await make(userName, ...grants)
  const current = firstPassword ?? ''
  const first = await RestClient.logIn(bridge, { userName, password: current })
  await first.ask('me.changePassword', { body: { current, next: PASSWORD } })
  return { client: await RestClient.logIn(bridge, { userName, password: PASSWORD }), account }
}

/** A login cookie that a socket over https takes, and a page at the console. */
async function aConsole(userName: string, password = PASSWORD): Promise<RawPage> {
  const response = await fetch(new URL('/api/login', bridge.url), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ userName, password }),
  })
  const cookie = response.headers.get('set-cookie')?.split(';')[0] ?? ''
  const page = await RawPage.open(bridge.url, { extraHeaders: { cookie } })
  pages.push(page)
  const reply = await page.hello({ kind: 'console', instance: newPage() })
  if (!reply.ok) throw new Error(reply.error.code)
  return page
}

async function byToken(text: string, path: string, init: RequestInit = {}): Promise<Response> {
  const headers = new Headers(init.headers)
  headers.set('authorization', `Bearer ${text}`)
  return fetch(`http://127.0.0.1:${bridge.httpPort}${REST_PREFIX}${path}`, { ...init, headers })
}
const codeIn = async (response: Response): Promise<string> =>
  response.ok ? 'done' : ((await response.json()) as { code: string }).code

beforeAll(async () => {
  bridge = await startBridge({ env: { BRIDGE_MEDIA_SPAWN_NODE: 'false' } })
  admin = await openAdmin(bridge)
  if (bridge.login === null) throw new Error('no first login')
  office = await RestClient.logIn(bridge, bridge.login)
  const { units, sites } = await admin.ask('directory.get', {})
  root = units.find(({ parentId }) => parentId === null)?.unitId ?? ''
  const districts = units.filter(({ kind, tier }) => tier === 2 && kind !== 'body')
  district = districts[0]?.unitId ?? ''
  other = districts[1]?.unitId ?? ''
  siteOfDistrict = sites.find(({ unitId }) => unitId === district)?.siteId ?? ''
})
afterEach(() => {
  for (const page of pages.splice(0)) page.close()
})
afterAll(async () => {
  admin.close()
  await bridge.stop()
})

describe('Somebody with a first password', () => {
  it('can change it and nothing else, by HTTP and by socket', async () => {
    const { firstPassword } = await make('moi', grant('operator', district))
    const password = firstPassword ?? ''
    const client = await RestClient.logIn(bridge, { userName: 'moi', password })
    expect(await client.ask('me.get')).toMatchObject({ mustChangePassword: true, version: 1 })
    for (const name of ['me.logins', 'me.tokens', 'directory.units', 'sessions.list'] as const) {
      expect(await client.codeOf(name), name).toBe('password_change_required')
    }
    await expect(aConsole('moi', password)).rejects.toThrow('password_change_required')
    const change = (current: string, next: string) =>
      client.codeOf('me.changePassword', { body: { current, next } })
    expect(await change('wrong', PASSWORD)).toBe('wrong_password')
    expect(await change(password, 'ngắn')).toBe('password_too_short')
    expect(await change(password, 'matkhau123456')).toBe('password_common')
    expect(await change(password, PASSWORD)).toBe('done')
    await aConsole('moi')
  })

  it('goes on with another cookie; every other login is over', async () => {
    const { client } = await aPerson('doi.mat.khau', grant('operator', district))
    const elsewhere = await RestClient.logIn(bridge, { userName: 'doi.mat.khau', password: PASSWORD })
    const response = await client.fetch('/me/password', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ current: PASSWORD, next: `${PASSWORD} khác` }),
    })
    expect(response.headers.get('set-cookie')).toMatch(/^diemcau_login=[\w-]{43}; .*HttpOnly/)
    expect(await client.codeOf('me.get')).toBe('not_logged_in')
    expect(await elsewhere.codeOf('me.get')).toBe('not_logged_in')
  })
})

describe('A program’s token', () => {
  const aToken = async (client: RestClient) => {
    const body = { name: 'lịch', scopes: ['sessions:read' as const], days: 1 }
    const { text } = await client.ask('me.createToken', { body })
    return async () =>
      (await fetch(new URL('/api/v1/sessions', bridge.url), { headers: { authorization: `Bearer ${text}` } }))
        .status
  }
  const lastDetails = async (action: string) =>
    (await office.ask('audit.list', { query: { action, limit: 1 } })).items[0]?.details

  it('ends when an administrator gives its owner a new password, and the trail says how many did', async () => {
    const { client, account } = await aPerson('mat.khau.lo', grant('scheduler', district))
    const use = await aToken(client)
    expect(await use()).toBe(200)
    await office.ask('account.resetPassword', { params: { accountId: account.accountId } })
    expect(await use()).toBe(401)
    expect(await lastDetails('account.resetPassword')).toEqual({ tokensRevoked: 1 })
  })

  it('outlives a password that its owner changes, unless he wants it otherwise', async () => {
    const { client } = await aPerson('tu.doi', grant('scheduler', district))
    const use = await aToken(client)
    const change = (current: string, next: string, more = {}) =>
      client.ask('me.changePassword', { body: { current, next, ...more } })
    await change(PASSWORD, `${PASSWORD} hai`)
    expect(await use()).toBe(200)
    const again = await RestClient.logIn(bridge, { userName: 'tu.doi', password: `${PASSWORD} hai` })
    await again.ask('me.changePassword', {
      body: { current: `${PASSWORD} hai`, next: `${PASSWORD} ba`, revokeTokens: true },
    })
    expect(await use()).toBe(401)
    expect(await lastDetails('me.changePassword')).toEqual({ tokensRevoked: 1 })
  })
})

describe('An administrator of a district', () => {
  it('gives roles in the own subtree alone, and sees who has roles there alone', async () => {
    const { client } = await aPerson('huyen.qt', grant('administrator', district))
    const create = (userName: string, ...grants: never[]) =>
      client.codeOf('account.create', {
        body: { userName, displayName: '', email: '', phone: '', grants, withPassword: true },
      })
    expect(await create('xa.mot', grant('operator', district))).toBe('invalid_message')
    const fields = { displayName: 'Xã', email: '' as const, phone: '' as const, withPassword: true }
    const made = (userName: string, ...grants: never[]) =>
      client.codeOf('account.create', { body: { ...fields, userName, grants } })
    expect(await made('xa.mot', grant('operator', district))).toBe('done')
    expect(await made('xa.mot', grant('operator', district))).toBe('user_name_taken')
    expect(await made('xa.hai', grant('observer', root))).toBe('forbidden')
    expect(await made('xa.hai', grant('operator', district), grant('observer', other))).toBe('forbidden')
    const both = await make('hai.huyen', grant('operator', district), grant('operator', other))
    const names = (await client.ask('account.list')).items.map(({ userName }) => userName)
    expect(names).toContain('xa.mot')
    expect(names).not.toContain('admin')
    expect(names).not.toContain('hai.huyen')
    const params = { accountId: both.account.accountId }
    for (const name of [
      'account.get',
      'account.logins',
      'account.unlock',
      'account.resetPassword',
    ] as const) {
      expect(await client.codeOf(name, { params }), name).toBe('forbidden')
    }
    const { items } = await client.ask('account.list', { query: { q: 'xa.mot' } })
    const own = { accountId: items[0]?.accountId ?? ('' as never) }
    const update = (grants: never[]) =>
      client.codeOf('account.update', { params: own, body: { grants }, ifMatch: 1 })
    expect(await update([grant('observer', other)])).toBe('forbidden')
    expect(await update([grant('observer', district)])).toBe('done')
  })
})

describe('Two who change one account', () => {
  it('are told apart: the second has not seen what the first has done', async () => {
    const { account } = await make('hai.nguoi', grant('observer', district))
    const params = { accountId: account.accountId }
    const answer = await office.call('account.get', { params })
    expect(answer).toMatchObject({ ok: true, etag: '"1"' })
    const change = (displayName: string, ifMatch?: number) =>
      office.codeOf('account.update', {
        params,
        body: { displayName },
        ...(ifMatch === undefined ? {} : { ifMatch }),
      })
    expect(await change('A')).toBe('version_required')
    expect(await change('A', 1)).toBe('done')
    expect(await change('B', 1)).toBe('changed_meanwhile')
    expect((await office.ask('account.get', { params })).displayName).toBe('A')
  })

  it('never takes the last administrator away', async () => {
    const me = await office.ask('me.get')
    const params = { accountId: me.accountId }
    const change = (body: object) => office.codeOf('account.update', { params, body, ifMatch: me.version })
    expect(await change({ state: 'disabled' })).toBe('last_administrator')
    expect(await change({ grants: [grant('observer', root)] })).toBe('last_administrator')
  })
})

describe('Rights that change', () => {
  it('end or begin anew at once, by HTTP and on live sockets', async () => {
    const { client, account } = await aPerson('doi.quyen', grant('operator', district))
    const page = await aConsole('doi.quyen')
    const params = { accountId: account.accountId }
    const { version } = await office.ask('account.get', { params })
    const changed = await office.ask('account.update', {
      params,
      body: { grants: [grant('observer', district)] },
      ifMatch: version,
    })
    expect((await page.goodbye).code).toBe('rights_changed')
    expect(await client.codeOf('me.get')).toBe('done')
    const again = await aConsole('doi.quyen')
    expect(await again.codeOf('pairing.createCode', { command: newCommand(), siteId: siteOfDistrict })).toBe(
      'forbidden',
    )
    const { text } = await client.ask('me.createToken', {
      body: { name: 'lịch', scopes: ['directory:read'], days: 1 },
    })
    expect(await codeIn(await byToken(text, '/directory'))).toBe('done')
    await office.ask('account.update', { params, body: { state: 'disabled' }, ifMatch: changed.version })
    expect((await again.goodbye).code).toBe('not_logged_in')
    expect(await client.codeOf('me.get')).toBe('not_logged_in')
    expect(await codeIn(await byToken(text, '/directory'))).toBe('token_invalid')
  })
})

describe('Logins', () => {
  it('are listed with their place, and ended one by one', async () => {
    const { client } = await aPerson('noi.dang.nhap', grant('observer', district))
    const elsewhere = await RestClient.logIn(bridge, { userName: 'noi.dang.nhap', password: PASSWORD })
    const { items } = await client.ask('me.logins')
    // The one by which the first password was changed is still there.
    expect(items).toHaveLength(3)
    expect(items.find(({ current }) => current)).toMatchObject({ address: '127.0.0.1', method: 'password' })
    const [latest] = items.filter(({ current }) => !current).toSorted((a, b) => b.createdAt - a.createdAt)
    const loginId = latest?.loginId ?? ('' as never)
    await client.ask('me.revokeLogin', { params: { loginId } })
    expect(await elsewhere.codeOf('me.get')).toBe('not_logged_in')
    expect(await client.codeOf('me.revokeLogin', { params: { loginId } })).toBe('not_found')
  })

  it('are locked after wrong passwords until an administrator unlocks the account', async () => {
    const { account } = await aPerson('quen.mat.khau', grant('observer', district))
    const guess = async (password: string) => {
      const body = JSON.stringify({ userName: 'quen.mat.khau', password })
      const headers = { 'content-type': 'application/json' }
      return codeIn(await fetch(new URL('/api/login', bridge.url), { method: 'POST', headers, body }))
    }
    for (let attempt = 0; attempt < 5; attempt++) expect(await guess('sai rồi')).toBe('wrong_login')
    expect(await guess(PASSWORD)).toBe('too_many_attempts')
    const params = { accountId: account.accountId }
    expect((await office.ask('account.get', { params })).lockedUntil).toBeGreaterThan(Date.now())
    const locked = await office.ask('account.list', { query: { state: 'locked' } })
    expect(locked.items.map(({ userName }) => userName)).toContain('quen.mat.khau')
    await office.ask('account.unlock', { params })
    expect(await guess(PASSWORD)).toBe('done')
  })
})

describe('A program with a token', () => {
  const aToken = async (client: RestClient, ...scopes: ApiScope[]) =>
    (await client.ask('me.createToken', { body: { name: 'chương trình', scopes, days: 30 } })).text

  it('does what its scopes and its owner’s roles allow, over REST alone', async () => {
    const { client } = await aPerson('lap.trinh', grant('operator', district))
    const text = await aToken(client, 'directory:read', 'conduct', 'accounts:read')
    expect(await codeIn(await byToken(text, '/directory/units?limit=5'))).toBe('done')
    expect(await codeIn(await byToken(text, '/sessions'))).toBe('token_scope')
    expect(await codeIn(await byToken(text, '/accounts'))).toBe('forbidden')
    expect(await codeIn(await byToken(text, '/me'))).toBe('token_scope')
    expect(await codeIn(await byToken(text, '/me/tokens'))).toBe('token_scope')
    expect(await codeIn(await byToken(`${text}x`, '/directory'))).toBe('token_invalid')
    const command = (name: string, data: object) =>
      byToken(text, `/commands/${name}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(data),
      })
    expect(await codeIn(await command('directory.get', {}))).toBe('done')
    const pair = { command: newCommand(), siteId: siteOfDistrict }
    expect(await codeIn(await command('pairing.createCode', pair))).toBe('token_scope')
    expect(await codeIn(await command('session.close', { command: 'c', sessionId: 'nothing' }))).toBe(
      'session_not_found',
    )
    const { items } = await client.ask('me.tokens')
    expect(items[0]?.lastUsedAt).toEqual(expect.any(Number))
    expect(JSON.stringify(items)).not.toContain(text)
    await client.ask('me.revokeToken', { params: { tokenId: items[0]?.tokenId ?? ('' as never) } })
    expect(await codeIn(await byToken(text, '/directory'))).toBe('token_invalid')
  })

  it('sees the bridge and a session as a console does', async () => {
    const text = await aToken(office, 'sessions:read')
    const bridgeView = (await (await byToken(text, '/views/bridge')).json()) as { entities: object }
    const key = Object.keys(bridgeView.entities).find((one) => one.startsWith('session:')) ?? ''
    const view = await byToken(text, `/views/sessions/${key.slice('session:'.length)}`)
    const { entities } = (await view.json()) as { entities: object }
    expect(Object.keys(entities).filter((one) => one.startsWith('site:'))).toHaveLength(218)
    expect(await codeIn(await byToken(text, '/views/sessions/nothing'))).toBe('session_not_found')
  })
})

describe('The audit trail', () => {
  it('has what was done and refused, by HTTP and at the console, each in its unit', async () => {
    await aPerson('kiem.toan', grant('operator', district))
    const page = await aConsole('kiem.toan')
    const siteId = siteOfDistrict as never
    await page.ask('pairing.createCode', { command: newCommand() as never, siteId })
    expect(await page.codeOf('session.close', { command: newCommand(), sessionId: 'nothing' })).toBe(
      'session_not_found',
    )
    const first = await RoomPc.pair(bridge, admin, siteOfDistrict)
    await RoomPc.pair(bridge, admin, siteOfDistrict)
    await admin.ask('pairing.revoke', { command: newCommand() as never, siteId })
    // A command that is waited for comes after what was noted before it.
    await office.ask('me.revokeOtherLogins')
    const { items } = await office.ask('audit.list', { query: { limit: 200 } })
    const named = (action: string) => items.filter((entry) => entry.action === action)
    expect(named('pairing.createCode').find(({ actorName }) => actorName === 'kiem.toan')).toMatchObject({
      unitId: district,
      subject: `site:${siteOfDistrict}`,
      outcome: 'done',
    })
    expect(named('session.close')[0]).toMatchObject({ outcome: 'refused', code: 'session_not_found' })
    expect(named('pairing.pair')[0]).toMatchObject({
      actor: `site:${siteOfDistrict}`,
      details: { former: { deviceId: first.deviceId } },
    })
    expect(named('pairing.revoke')[0]).toMatchObject({ subject: `site:${siteOfDistrict}` })
    expect(JSON.stringify(items)).not.toContain(PASSWORD)
    expect(items.map(({ seq }) => seq)).toEqual(items.map(({ seq }) => seq).toSorted((a, b) => b - a))
  })

  it('is seen by a district as far as it is the district’s, and exported without formulas', async () => {
    const { client } = await aPerson('huyen.xem', grant('administrator', district))
    const all = await client.ask('audit.list', { query: { limit: 500 } })
    expect(all.total).toBeGreaterThan(0)
    const units = new Set(all.items.map(({ unitId }) => unitId))
    expect(units.has(null)).toBe(false)
    expect(units.has(root as never)).toBe(false)
    await client.ask('account.create', {
      body: {
        userName: 'cong.thuc',
        displayName: '=HYPERLINK("http://x")',
        email: '',
        phone: '',
        grants: [grant('observer', district)],
        withPassword: true,
      },
    })
    await client.ask('me.update', {
      body: { displayName: '=1+1' },
      ifMatch: (await client.ask('me.get')).version,
    })
    await client.ask('me.revokeOtherLogins')
    const csv = await (await client.fetch('/audit/export?q=huyen.xem')).text()
    expect(csv).toContain("'=1+1")
    const english = await (await client.fetch('/audit/export?language=en')).text()
    const byBrowser = await client.fetch('/audit/export', {
      headers: { 'accept-language': 'en-GB,vi;q=0.5' },
    })
    expect([csv, english, await byBrowser.text()].map((text) => text.split('\r\n')[0]?.slice(0, 30))).toEqual(
      ['Số thứ tự,Lúc,Ai,Mã người thực', ...Array.from({ length: 2 }, () => english.slice(0, 30))],
    )
    expect(english).toContain(AUDIT_WORDS.en.action.me.revokeOtherLogins)
    expect(csv).toContain(`${AUDIT_WORDS.vi.action.me.revokeOtherLogins},me.revokeOtherLogins,Đã làm`)
    expect(csv).not.toMatch(/(^|,)"?=/m)
    expect(await client.codeOf('audit.list', { query: { cursor: 'x' } })).toBe('invalid_message')
    const { items, next } = await client.ask('audit.list', { query: { limit: 2 } })
    const following = await client.ask('audit.list', { query: { limit: 2, cursor: next ?? '' } })
    expect(following.items[0]?.seq).toBeLessThan(items.at(-1)?.seq ?? 0)
  })
})

describe('The description at /docs', () => {
  it('has every call with its words, its schema and who may make it', async () => {
    const answer = await fetch(`http://127.0.0.1:${bridge.httpPort}/docs/json`)
    const { paths, openapi, components } = (await answer.json()) as {
      openapi: string
      components: { securitySchemes: object }
      paths: Record<string, Record<string, Described | undefined> | undefined>
    }
    expect(openapi).toMatch(/^3\.1/)
    expect(Object.keys(components.securitySchemes)).toEqual(['login', 'token'])
    const calls = [
      ...Object.entries(REST_CALLS).map(([name, call]: [string, RestDefinition]) => ({ name, ...call })),
      ...COMMAND_CALLS.map(({ name, scope, definition }) => ({
        name: `commands.${name}`,
        scope,
        summary: definition.summary,
        method: 'POST',
        path: `/commands/${name}`,
      })),
    ]
    for (const { name, method, path, summary, scope } of calls) {
      const described = paths[`${REST_PREFIX}${path.replaceAll(/:(\w+)/g, '{$1}')}`]?.[method.toLowerCase()]
      expect(described, name).toMatchObject({ operationId: name, summary })
      expect(described?.security, name).toEqual(
        scope === 'own' ? [{ login: [] }] : [{ login: [] }, { token: [scope] }],
      )
      expect(Object.keys(described?.responses ?? {}), name).toEqual(['200', '4XX', '5XX'])
      expect(JSON.stringify(described?.responses['4XX']), name).toContain('application/problem+json')
      const parameters = (described?.parameters ?? []).filter((one) => one.in === 'path').length
      expect(parameters, name).toBe(path.match(/:\w+/g)?.length ?? 0)
    }
    const consoles = Object.entries(CLIENT_MESSAGES).filter(
      ([, { audience, kind }]) => audience === 'console' && kind === 'command',
    )
    for (const [name] of consoles)
      expect(Object.keys(paths), name).toContain(`${REST_PREFIX}/commands/${name}`)
  })
})

interface Described {
  operationId: string
  summary: string
  security: unknown
  responses: Record<string, unknown>
  parameters?: { in: string }[]
}
