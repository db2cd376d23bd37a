import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { AccountDetail, Role, UnitId } from '@diem-cau/protocol'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { freeTcpPort } from '../support/freePorts.ts'
import { CLIENT_ID, CLIENT_SECRET, SignOnProvider } from '../support/oidc/SignOnProvider.ts'
import { RestClient } from '../support/RestClient.ts'
import { startBridge, type RunningBridge } from '../support/startBridge.ts'
import { launchBrowser } from './support/browser.ts'
import { eventually } from './support/eventually.ts'
import { expectAccessible, shoot } from './support/screens.ts'

const PROVINCE = 'u-02' as UnitId
const NEW_PASSWORD = 'họp giao ban lúc tám giờ'

let bridge: RunningBridge
let browser: Browser
let administrator: BrowserContext
let provider: SignOnProvider
let office: RestClient
const secrets = mkdtempSync(join(tmpdir(), 'people-'))

/** A browser of somebody's own. */
const newProfile = (): Promise<BrowserContext> =>
  browser.newContext({
    ignoreHTTPSErrors: true,
    viewport: { width: 1440, height: 900 },
    locale: 'vi',
    permissions: ['clipboard-read', 'clipboard-write'],
  })

const openPage = async (): Promise<Page> => (await newProfile()).newPage()

async function logIn(page: Page, userName: string, password: string, path = '/console'): Promise<void> {
  await page.goto(`${bridge.url}${path}`)
  await page.getByLabel('Tên đăng nhập').fill(userName)
  await page.getByLabel('Mật khẩu', { exact: true }).fill(password)
  await page.keyboard.press('Enter')
}

/** A page of the administrator, who has logged in once. */
const asAdministrator = async (path: string): Promise<Page> => {
  const page = await administrator.newPage()
  await page.goto(`${bridge.url}${path}`)
  await page.getByRole('table').first().waitFor()
  return page
}

/** An account with a password that has been changed already. */
async function makePerson(userName: string, role: Role, unitId = PROVINCE): Promise<AccountDetail> {
  const person = { userName, displayName: `Tài khoản ${userName}`, email: '', phone: '' }
  const body = { ...person, grants: [{ role, unitId }], withPassword: true }
  const { account, firstPassword } = await office.ask('account.create', { body })
  const own = await RestClient.logIn(bridge, { userName, password: firstPassword ?? '' })
  await own.ask('me.changePassword', { body: { current: firstPassword ?? '', next: NEW_PASSWORD } })
  return account
}

const row = (page: Page, text: string) => page.getByRole('row').filter({ hasText: text })
const menuOf = async (page: Page, text: string, entry: string): Promise<void> => {
  await row(page, text).getByRole('button').click()
  await page.getByRole('menuitem', { name: entry }).click()
}

beforeAll(async () => {
  const port = await freeTcpPort()
  provider = new SignOnProvider(await freeTcpPort(), `https://127.0.0.1:${port}`)
  writeFileSync(join(secrets, 'client'), CLIENT_SECRET)
  bridge = await startBridge({
    workers: 1,
    env: {
      BRIDGE_PORT: String(port),
      BRIDGE_OIDC_ISSUER: provider.issuer,
      BRIDGE_OIDC_CLIENT_ID: CLIENT_ID,
      BRIDGE_OIDC_CLIENT_SECRET_FILE: join(secrets, 'client'),
    },
  })
  await provider.start()
  browser = await launchBrowser()
  const password = bridge.login?.password ?? ''
  office = await RestClient.logIn(bridge, { userName: 'admin', password })
  administrator = await newProfile()
  const page = await administrator.newPage()
  await logIn(page, 'admin', password)
  await page.getByRole('tree').waitFor()
  await page.close()
}, 120_000)

afterAll(async () => {
  await browser?.close()
  await provider?.stop()
  await bridge?.stop()
  rmSync(secrets, { recursive: true, force: true })
})

describe('Accounts', () => {
  it('are made by keyboard alone, log in with a password that is shown once, and choose their own', async () => {
    const page = await asAdministrator('/console/tai-khoan')
    await page.getByRole('button', { name: 'Thêm tài khoản' }).focus()
    await page.keyboard.press('Enter')
    await page.keyboard.type('Kíp trực Đồng Văn')
    await page.keyboard.press('Tab')
    await page.keyboard.type('kip.dongvan')
    const unit = page.getByRole('combobox', { name: 'Đơn vị 1' })
    while (!(await unit.evaluate((field) => field === document.activeElement)))
      await page.keyboard.press('Tab')
    // The list goes at Escape, the dialog stays.
    await page.keyboard.press('ArrowDown')
    await page.getByRole('listbox').waitFor()
    await page.keyboard.press('Escape')
    await expect.poll(() => page.getByRole('listbox').count()).toBe(0)
    await page.keyboard.type('huyen dong van')
    await page.keyboard.press('Enter')
    expect(await unit.inputValue()).toBe('Huyện Đồng Văn')
    await expectAccessible(page)
    await shoot(page, 'account-form')
    await page.getByRole('textbox', { name: 'Tên đăng nhập', exact: true }).focus()
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: 'Mật khẩu lần đầu của Kíp trực Đồng Văn' }).waitFor()
    await expectAccessible(page)
    await shoot(page, 'account-first-password')
    await page.getByRole('button', { name: 'Sao chép' }).click()
    const firstPassword = await page.evaluate(() => navigator.clipboard.readText())
    // Only its own button puts it away.
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: 'Tôi đã ghi lại' }).click()
    await row(page, 'kip.dongvan').getByText('Chờ đổi mật khẩu lần đầu').waitFor()
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Thêm tài khoản')

    const person = await openPage()
    await logIn(person, 'kip.dongvan', firstPassword)
    await person.getByRole('heading', { name: 'Đổi mật khẩu lần đầu' }).waitFor()
    const choose = async (next: string, again = next): Promise<void> => {
      await person.getByLabel('Mật khẩu được cấp').fill(firstPassword)
      await person.getByLabel('Mật khẩu mới', { exact: true }).fill(next)
      await person.getByLabel('Nhập lại mật khẩu mới').fill(again)
      await person.getByRole('button', { name: 'Đổi mật khẩu' }).click()
    }
    for (const [next, again, said] of [
      ['ngắn', 'ngắn', 'Ít nhất 10 ký tự.'],
      [NEW_PASSWORD, 'khác hẳn', 'Hai lần nhập không giống nhau.'],
      ['1234567890', '1234567890', /quá phổ biến/],
      ['kip.dongvan 2026', 'kip.dongvan 2026', /không được chứa tên đăng nhập/],
      [firstPassword, firstPassword, /phải khác mật khẩu đang dùng/],
    ] as const) {
      await choose(next, again)
      await person.getByText(said).waitFor()
    }
    await expectAccessible(person)
    await shoot(person, 'first-password')
    await choose(NEW_PASSWORD)
    await person.getByRole('tree').waitFor()
    // Nothing is offered that is not theirs; an address that is typed says so.
    const sections = person.getByRole('navigation', { name: 'Các phần của bàn điều khiển' })
    expect(await sections.getByRole('link').allTextContents()).toEqual(['Điều hành', 'Lịch họp', 'Danh mục'])
    await person.goto(`${bridge.url}/console/tai-khoan`)
    await person.getByText('Phần này dành cho người quản trị').waitFor()
    await expectAccessible(person)
    await person.context().close()
    await page.close()
  })

  it('keep what two administrators make of them at once', async () => {
    const account = await makePerson('hai.nguoi', 'operator')
    const page = await asAdministrator('/console/tai-khoan')
    await menuOf(page, 'hai.nguoi', 'Sửa')
    await page.getByLabel('Họ và tên').fill('Kíp trực số một')
    await page.getByLabel('Điện thoại').fill('0219 3866 000')
    const { version } = await office.ask('account.get', { params: { accountId: account.accountId } })
    const params = { accountId: account.accountId }
    const theirs = { displayName: 'Kíp trực số hai', email: 'kiptruc@tinh.example' }
    await office.ask('account.update', { params, body: theirs, ifMatch: version })
    await page.getByRole('button', { name: 'Lưu', exact: true }).click()
    await page.getByText('Hai người cùng sửa').waitFor()
    await expectAccessible(page)
    await shoot(page, 'account-clash')
    await page.getByRole('button', { name: 'Lưu theo lựa chọn' }).click()
    await page.getByText('Đã lưu Kíp trực số một.').first().waitFor()
    const { displayName, email, phone } = await office.ask('account.get', { params })
    expect({ displayName, email, phone }).toEqual({
      displayName: 'Kíp trực số một',
      email: 'kiptruc@tinh.example',
      phone: '0219 3866 000',
    })
    await page.close()
  })

  it('are locked by wrong passwords, unlocked, disabled, and given back', async () => {
    await makePerson('sai.matkhau', 'observer')
    const wrong = () => RestClient.logIn(bridge, { userName: 'sai.matkhau', password: 'không phải' })
    for (let attempt = 0; attempt < 6; attempt++) await expect(wrong()).rejects.toThrow(/login: 4/)
    const page = await asAdministrator('/console/tai-khoan')
    await row(page, 'sai.matkhau').getByText('Tạm khóa do sai mật khẩu').waitFor()
    await menuOf(page, 'sai.matkhau', 'Mở tạm khóa')
    await row(page, 'sai.matkhau').getByText('Đang dùng').waitFor()
    await RestClient.logIn(bridge, { userName: 'sai.matkhau', password: NEW_PASSWORD })
    await menuOf(page, 'sai.matkhau', 'Thiết bị đang đăng nhập')
    await page.getByRole('dialog').getByRole('table').waitFor()
    await expectAccessible(page)
    await page.getByRole('button', { name: 'Đăng xuất khỏi mọi thiết bị' }).click()
    await menuOf(page, 'sai.matkhau', 'Khóa tài khoản')
    await page.getByRole('dialog').getByRole('button', { name: 'Khóa tài khoản' }).click()
    await row(page, 'sai.matkhau').getByText('Đã khóa').waitFor()
    await page.getByRole('button', { name: 'Hoàn tác' }).click()
    await row(page, 'sai.matkhau').getByText('Đang dùng').waitFor()
    await expectAccessible(page)
    await shoot(page, 'accounts')
    await page.close()
  })

  it('lose nothing that is typed when the login ends meanwhile', async () => {
    const { items } = await office.ask('directory.units', { query: { limit: 500 } })
    const district = items.find(({ name }) => name === 'Huyện Đồng Văn')?.unitId ?? PROVINCE
    await makePerson('quan.tri', 'administrator', district)
    const page = await openPage()
    await logIn(page, 'quan.tri', NEW_PASSWORD, '/console/tai-khoan')
    await page.getByRole('button', { name: 'Thêm tài khoản' }).click()
    await page.getByLabel('Họ và tên').fill('Người theo dõi')
    await page.getByRole('textbox', { name: 'Tên đăng nhập', exact: true }).fill('theo.doi')
    // Somebody of a district gives roles inside the district, and sees no accounts beside it.
    const unit = page.getByRole('combobox', { name: 'Đơn vị 1' })
    expect(await unit.inputValue()).toBe('Huyện Đồng Văn')
    await unit.click()
    await page.keyboard.type('tinh ha giang')
    await page.getByText('Không có đơn vị nào khớp').waitFor()
    await page.keyboard.press('Escape')
    expect(await row(page, 'sai.matkhau').count()).toBe(0)
    const own = await RestClient.logIn(bridge, { userName: 'quan.tri', password: NEW_PASSWORD })
    await own.ask('me.revokeOtherLogins')
    await page.getByRole('button', { name: 'Tạo tài khoản' }).click()
    await page.getByRole('heading', { name: 'Đăng nhập lại để làm tiếp' }).waitFor()
    await expectAccessible(page)
    await page.getByLabel('Mật khẩu của quan.tri').fill(NEW_PASSWORD)
    await page.keyboard.press('Enter')
    await page.getByText('Trực tiếp').waitFor()
    await page.getByRole('button', { name: 'Tạo tài khoản' }).click()
    await page.getByRole('heading', { name: 'Mật khẩu lần đầu của Người theo dõi' }).waitFor()
    await page.context().close()
  })
})

describe('The own account', () => {
  it('makes a token that a program calls with, until it is revoked', async () => {
    const page = await asAdministrator('/console/ca-nhan')
    await expectAccessible(page)
    await shoot(page, 'my-account')
    await page.getByRole('button', { name: 'Tạo mã' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('Dùng cho việc gì').fill('Trang tin của tỉnh')
    await dialog.getByLabel('Xem danh mục').check()
    await expectAccessible(page)
    await dialog.getByRole('button', { name: 'Tạo mã' }).click()
    await page.getByRole('button', { name: 'Sao chép' }).click()
    const token = await page.evaluate(() => navigator.clipboard.readText())
    await page.getByRole('button', { name: 'Tôi đã lưu lại' }).click()
    const call = async (path: string): Promise<number> => {
      const headers = { authorization: `Bearer ${token}` }
      return (await fetch(`http://127.0.0.1:${bridge.httpPort}/api/v1${path}`, { headers })).status
    }
    expect(await call('/directory/units')).toBe(200)
    expect(await call('/accounts')).toBe(403)
    await row(page, 'Trang tin của tỉnh').getByRole('button', { name: 'Thu hồi' }).click()
    await dialog.getByRole('button', { name: 'Thu hồi' }).click()
    await page.getByText('Chưa có mã nào.').waitFor()
    expect(await call('/directory/units')).toBe(401)
    await page.close()
  })
})

describe('The audit trail', () => {
  it('says in words who did what, is searched, and is taken along as a file', async () => {
    await expect(RestClient.logIn(bridge, { userName: 'admin', password: 'không phải' })).rejects.toThrow(
      /login: 401/,
    )
    const page = await asAdministrator('/console/nhat-ky')
    await row(page, 'Tên đăng nhập hoặc mật khẩu không đúng.').first().getByText('Chưa đăng nhập').waitFor()
    await expectAccessible(page)
    await shoot(page, 'audit')
    await page.getByRole('combobox', { name: 'Việc' }).click()
    await page.keyboard.type('sua tai khoan')
    await page.keyboard.press('Enter')
    await expect.poll(() => page.getByRole('row', { name: /Đăng nhập/ }).count()).toBe(0)
    await page
      .getByRole('row', { name: /hai\.nguoi.*Đã làm/ })
      .first()
      .getByRole('button')
      .click()
    const details = page.getByRole('dialog')
    await details.getByText('→ Kíp trực số').waitFor()
    await expectAccessible(page)
    await shoot(page, 'audit-details')
    await page.keyboard.press('Escape')
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: 'Tải về (CSV)' }).click(),
    ])
    const lines = (await readFile(await download.path(), 'utf8')).trim().split('\r\n')
    expect(lines.length).toBeGreaterThan(2)
    expect(lines.slice(1).every((line) => line.includes('account.update'))).toBe(true)
    await page.close()
  })
})

describe('The single sign-on', () => {
  it('has a button, words for whoever does not get in, and lets in who has an account', async () => {
    const body = {
      userName: 'mot.lan',
      displayName: 'Người dùng SSO',
      email: 'mot.lan@tinh.example',
      phone: '',
      grants: [{ role: 'operator' as const, unitId: PROVINCE }],
      withPassword: false,
    }
    await office.ask('account.create', { body })
    provider.people.set('p-1', { email: 'mot.lan@tinh.example', email_verified: true })
    provider.people.set('p-2', { email: 'nguoi.la@tinh.example', email_verified: true })
    const page = await openPage()
    await page.goto(`${bridge.url}/console`)
    const button = page.locator('a[href="/api/sso/start"]')
    for (const [who, said] of [
      [null, /không cho đăng nhập/],
      ['p-2', /chưa có tài khoản/],
    ] as const) {
      provider.atBrowser = who
      await button.click()
      await page.getByRole('alert').filter({ hasText: said }).waitFor()
      await expectAccessible(page)
    }
    await page.context().clearCookies()
    provider.atBrowser = 'p-1'
    await button.click()
    await page.getByRole('tree').waitFor()
    await eventually(
      () => page.getByRole('button', { name: 'Người dùng SSO' }).count(),
      (count) => count === 1,
      { what: 'the name of who has logged in' },
    )
    // Whoever logs out here does so there as well: the next one at this machine is not let in as them.
    await page.getByRole('button', { name: 'Người dùng SSO' }).click()
    await page.getByRole('menuitem', { name: 'Đăng xuất' }).click()
    await page.waitForURL((url) => url.origin === provider.issuer)
    await page.context().close()
  })
})
