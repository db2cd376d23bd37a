import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { AccountDetail } from '@diem-cau/protocol'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { freeTcpPort } from '../support/freePorts.ts'
import { Browser } from '../support/oidc/Browser.ts'
import { CLIENT_ID, CLIENT_SECRET, SignOnProvider } from '../support/oidc/SignOnProvider.ts'
import { RestClient } from '../support/RestClient.ts'
import { startBridge, type RunningBridge } from '../support/startBridge.ts'

let bridge: RunningBridge
let provider: SignOnProvider
let office: RestClient
let unitId: string
const secrets = mkdtempSync(join(tmpdir(), 'sso-'))
const LOGIN = '__Host-diemcau_login'

const isCallback = (url: URL): boolean => url.pathname === '/api/sso/callback'
const isConsole = (url: URL): boolean => url.pathname === '/console'

/** Somebody presses the button and goes all the way. @returns where the bridge leaves them */
async function signOn(
  subject: string | null,
  browser = new Browser(),
): Promise<{ end: URL; browser: Browser }> {
  provider.atBrowser = subject
  return { end: await browser.walk(new URL('/api/sso/start', bridge.url), isConsole), browser }
}

/** The same, but stops before the bridge is told. */
async function untilCallback(
  subject: string,
  change: (url: URL) => void = () => undefined,
): Promise<{ browser: Browser; callback: URL }> {
  provider.atBrowser = subject
  const browser = new Browser()
  const start = await browser.get(new URL('/api/sso/start', bridge.url))
  const outward = new URL(start.headers.get('location') ?? '')
  change(outward)
  return { browser, callback: await browser.walk(outward, isCallback) }
}

async function makeAccount(userName: string, email: string): Promise<AccountDetail> {
  const body = {
    userName,
    displayName: userName,
    email,
    phone: '',
    grants: [{ role: 'operator' as const, unitId: unitId as never }],
    withPassword: false,
  }
  return (await office.ask('account.create', { body })).account
}

const codeIn = (url: URL): string | null => url.searchParams.get('sso')
const me = async (browser: Browser): Promise<unknown> =>
  (await browser.get(new URL('/api/me', bridge.url))).json()

beforeAll(async () => {
  const port = await freeTcpPort()
  writeFileSync(join(secrets, 'client'), `${CLIENT_SECRET}\n`)
  provider = new SignOnProvider(await freeTcpPort(), `https://127.0.0.1:${port}`)
  bridge = await startBridge({
    env: {
      BRIDGE_MEDIA_SPAWN_NODE: 'false',
      BRIDGE_PORT: String(port),
      BRIDGE_OIDC_ISSUER: provider.issuer,
      BRIDGE_OIDC_CLIENT_ID: CLIENT_ID,
      BRIDGE_OIDC_CLIENT_SECRET_FILE: join(secrets, 'client'),
    },
  })
  if (bridge.login === null) throw new Error('no first login')
  office = await RestClient.logIn(bridge, bridge.login)
  unitId = (await office.ask('me.get')).grants[0]?.unitId ?? ''
  provider.people.set('subject-lan', {
    name: 'Nguyễn Thị Lan',
    preferred_username: 'lan',
    email: 'Lan@tinh.example',
    email_verified: true,
  })
  provider.people.set('subject-minh', { email: 'minh@tinh.example', email_verified: false })
})
afterAll(async () => {
  await bridge.stop()
  await provider.stop()
  rmSync(secrets, { recursive: true, force: true })
})

describe('The single sign-on', () => {
  it('says so plainly while its provider is away, and works when that is back', async () => {
    expect(codeIn((await signOn('subject-lan')).end)).toBe('sso_unavailable')
    await provider.start()
    expect(codeIn((await signOn('subject-lan')).end)).toBe('sso_unknown_person')
  })

  it('is offered on the login page', async () => {
    const methods = await fetch(new URL('/api/login-methods', bridge.url))
    expect(await methods.json()).toEqual({
      password: true,
      singleSignOn: { vi: 'Đăng nhập một lần (SSO)', en: 'Single sign-on' },
    })
  })

  it('knows an account by its verified e-mail the first time, and by the person from then on', async () => {
    const account = await makeAccount('lan.pt', 'lan@tinh.example')
    const first = await signOn('subject-lan')
    expect(codeIn(first.end)).toBeNull()
    expect(first.browser.cookie(bridge.url, LOGIN)).toMatch(/^[\w-]{43}$/)
    expect(await me(first.browser)).toMatchObject({ userName: 'lan.pt', mustChangePassword: false })
    const params = { accountId: account.accountId }
    const { version } = await office.ask('account.get', { params })
    const body = { email: 'lan.moi@tinh.example' as const }
    const changed = await office.ask('account.update', { params, body, ifMatch: version })
    expect(changed).toMatchObject({ hasSingleSignOn: true, hasPassword: false })
    expect(await me((await signOn('subject-lan')).browser)).toMatchObject({ userName: 'lan.pt' })
    const { items } = await office.ask('account.logins', { params })
    expect(items[0]).toMatchObject({ method: 'sso', device: 'Firefox · Linux', address: '127.0.0.1' })
  })

  it('turns away who has no account, who is disabled, and whose e-mail nobody has verified', async () => {
    await makeAccount('minh', 'minh@tinh.example')
    expect(codeIn((await signOn('subject-minh')).end)).toBe('sso_unknown_person')
    const { items } = await office.ask('account.list', { query: { q: 'lan.pt' } })
    const [account] = items
    if (account === undefined) throw new Error('no such account')
    const change = (state: 'active' | 'disabled', ifMatch: number) =>
      office.ask('account.update', { params: { accountId: account.accountId }, body: { state }, ifMatch })
    const { version } = await change('disabled', account.version)
    const { end, browser } = await signOn('subject-lan')
    expect(codeIn(end)).toBe('sso_unknown_person')
    expect(browser.cookie(bridge.url, LOGIN)).toBeUndefined()
    await change('active', version)
  })

  it('that was cancelled leads back to the login page', async () => {
    expect(codeIn((await signOn(null)).end)).toBe('sso_denied')
  })

  it('takes an answer once, and from the browser that asked', async () => {
    const { browser, callback } = await untilCallback('subject-lan')
    const stranger = await new Browser().walk(callback, isConsole)
    expect(codeIn(stranger)).toBe('sso_expired')
    const withoutState = new Browser()
    expect(codeIn(await withoutState.walk(new URL('/api/sso/callback', bridge.url), isConsole))).toBe(
      'sso_expired',
    )
    expect(codeIn(await browser.walk(callback, isConsole))).toBeNull()
    expect(codeIn(await browser.walk(callback, isConsole))).toBe('sso_expired')
  })

  it.each<[string, (url: URL) => void]>([
    ['nonce', (url) => url.searchParams.set('nonce', 'of-another-attempt')],
    ['state', (url) => url.searchParams.set('state', 'of-another-attempt')],
    [
      'code challenge',
      (url) => url.searchParams.set('code_challenge', 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM'),
    ],
  ])('refuses an answer with the wrong %s', async (_what, change) => {
    const { browser, callback } = await untilCallback('subject-lan', change)
    expect(codeIn(await browser.walk(callback, isConsole))).toBe('sso_failed')
    expect(browser.cookie(bridge.url, LOGIN)).toBeUndefined()
  })

  it('refuses a code that was made up', async () => {
    const { browser, callback } = await untilCallback('subject-lan')
    callback.searchParams.set('code', 'made-up')
    expect(codeIn(await browser.walk(callback, isConsole))).toBe('sso_failed')
  })

  it('is logged out of at the provider as well', async () => {
    const { browser } = await signOn('subject-lan')
    const response = await fetch(new URL('/api/logout', bridge.url), {
      method: 'POST',
      headers: { cookie: browser.cookies(bridge.url) },
    })
    const { singleSignOutUrl } = (await response.json()) as { singleSignOutUrl: string }
    expect(singleSignOutUrl.startsWith(`${provider.issuer}/session/end?`)).toBe(true)
    expect((await browser.get(singleSignOutUrl)).status).toBe(200)
    expect(await me(browser)).toMatchObject({ code: 'not_logged_in' })
  })

  it('that loses its provider on the way says so', async () => {
    const { browser, callback } = await untilCallback('subject-lan')
    await provider.stop()
    expect(codeIn(await browser.walk(callback, isConsole))).toBe('sso_unavailable')
    await provider.start()
  })

  it('is in the audit trail: who came in, and what was refused', async () => {
    const { items } = await office.ask('audit.list', { query: { action: 'login', limit: 100 } })
    expect(items.filter(({ details }) => details['method'] === 'sso').map(({ code }) => code)).toEqual(
      expect.arrayContaining([null, 'sso_expired', 'sso_failed', 'sso_denied', 'sso_unknown_person']),
    )
    expect(JSON.stringify(items)).not.toMatch(/eyJ|code_verifier|a secret of/)
  })
})
