import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { SessionId, SiteId, UnitId } from '@diem-cau/protocol'
import type { Browser, Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { RestClient } from '../support/RestClient.ts'
import { startBridge, type RunningBridge } from '../support/startBridge.ts'
import { launchBrowser } from './support/browser.ts'
import { createSession, planOn } from './support/Planning.ts'
import { expectAccessible, goTo, shoot } from './support/screens.ts'

const DESK = { width: 1440, height: 900 }
const SMALL_DESK = { width: 1366, height: 768 }
const LUNG_CU = 'u-00715' as UnitId
const NOBODY = { tiers: [], unitIds: [], groupIds: [], siteIds: [], exceptSiteIds: [] }

/** The office's day with the directory, told in order: each step stands on the one before it. */
describe('the directory in the console', () => {
  let bridge: RunningBridge
  let browser: Browser
  let office: RestClient
  let page: Page

  beforeAll(async () => {
    bridge = await startBridge({ workers: 1 })
    browser = await launchBrowser()
    const { login } = bridge
    if (login === null) throw new Error('no login was printed')
    office = await RestClient.logIn(bridge, login)
    page = await loggedIn(login, '/console/danh-muc')
  }, 120_000)

  afterAll(async () => {
    await browser?.close()
    await bridge?.stop()
  })

  /** A page of somebody who has just logged in. */
  async function loggedIn(login: { userName: string; password: string }, path: string): Promise<Page> {
    const context = await browser.newContext({ ignoreHTTPSErrors: true, viewport: DESK, locale: 'vi' })
    const opened = await context.newPage()
    await opened.goto(`${bridge.url}${path}`)
    await opened.getByLabel('Tên đăng nhập').fill(login.userName)
    await opened.getByLabel('Mật khẩu', { exact: true }).fill(login.password)
    await opened.getByRole('button', { name: 'Đăng nhập', exact: true }).click()
    return opened
  }

  const search = () => page.getByLabel('Tìm theo tên, tên cũ, mã')
  const row = (name: RegExp): Locator => page.getByRole('treeitem', { name })
  const button = (name: string | RegExp): Locator =>
    page.getByRole('button', { name, exact: typeof name === 'string' })
  const open = (path: string) => goTo(page, `/console/danh-muc${path}`)

  /** Reads the directory of another day by the menu above the tree. */
  async function lookAt(day: string): Promise<void> {
    await page.getByRole('button', { name: /Hôm nay|Tại ngày/ }).click()
    await page.getByRole('menuitem', { name: 'Ngày khác…' }).click()
    await page.getByLabel('Ngày', { exact: true }).fill(day)
    await button('Xem').click()
    await page.getByText(`Đang xem danh mục như tại ngày ${day}.`).waitFor()
  }

  it('shows the province, and finds Đồng Văn typed without accents', async () => {
    await row(/Tỉnh Hà Giang/).waitFor()
    await page.getByRole('heading', { name: 'Tỉnh Hà Giang' }).waitFor()
    await expectAccessible(page)
    await search().fill('dong van')
    await row(/Huyện Đồng Văn/).click()
    await page.getByRole('heading', { name: 'Huyện Đồng Văn' }).waitFor()
    expect(page.url()).toContain('/don-vi/u-026')
    await expectAccessible(page)
    await shoot(page, 'directory')
    await page.setViewportSize(SMALL_DESK)
    await expectAccessible(page)
    await page.setViewportSize(DESK)
    await search().fill('')
  })

  it('is walked through by the keyboard', async () => {
    const tree = page.getByRole('tree')
    await tree.focus()
    const active = async () => {
      const id = await tree.getAttribute('aria-activedescendant')
      return page.locator(`[id="${id}"]`)
    }
    await page.keyboard.press('Home')
    expect(await (await active()).textContent()).toContain('Tỉnh Hà Giang')
    await page.keyboard.type('meo v')
    const district = await active()
    expect(await district.textContent()).toContain('Huyện Mèo Vạc')
    await page.keyboard.press('ArrowRight')
    expect(await district.getAttribute('aria-expanded')).toBe('true')
    expect(await district.getAttribute('aria-level')).toBe('2')
    await page.keyboard.press('ArrowRight')
    const commune = await active()
    expect(await commune.getAttribute('aria-level')).toBe('3')
    expect(await commune.getAttribute('aria-posinset')).toBe('1')
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: (await commune.textContent()) ?? '' }).waitFor()
    await page.keyboard.press('ArrowLeft')
    await page.keyboard.press('ArrowLeft')
    expect(await district.getAttribute('aria-expanded')).toBe('false')
    // The last row of all is far below what is drawn; it is drawn when the keyboard is on it.
    await page.keyboard.press('End')
    expect(await (await active()).isVisible()).toBe(true)
    await page.keyboard.press('Home')
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('*')
    await page.getByRole('treeitem', { name: /^Xã Lũng Cú$/ }).waitFor()
    await page.keyboard.press('/')
    expect(await search().evaluate((field) => field === document.activeElement)).toBe(true)
  })

  it('imports a file: refused rows with their reasons and lines, the rest applied, all of it undone', async () => {
    const exported = await office.fetch('/directory/export?format=csv&what=units')
    const lines = (await exported.text()).trimEnd().split('\r\n')
    const taken = lines.find((line) => line.startsWith('u-00718,')) ?? ''
    const file = join(bridge.dataDirectory, 'danh-muc.csv')
    writeFileSync(
      file,
      [
        ...lines.map((line) => line.replace('Xã Má Lé', 'Xã Má Lé Mới')),
        // Another unit with a code that is taken, and one that hangs on nothing.
        taken.replace('u-00718', 'u-them-1'),
        taken.replace('u-00718', 'u-them-2').replace('00718', '99998').replace('u-026', 'u-khong-co'),
        '',
      ].join('\r\n'),
    )
    await open('/nhap')
    await page.getByText('Kéo tệp thả vào đây').waitFor()
    await expectAccessible(page)
    await page.locator('input[type=file]').setInputFiles(file)
    await page.getByRole('heading', { name: 'Xem trước khi nhập' }).waitFor()
    const rows = page.getByRole('region', { name: 'Các thay đổi' }).getByRole('listitem')
    await rows.filter({ hasText: `dòng ${lines.length + 1}` }).waitFor()
    expect(await rows.count()).toBe(2)
    await expectAccessible(page)
    await shoot(page, 'directory-import')
    const apply = button(/^Áp dụng \d+ thay đổi$/)
    expect(await apply.isDisabled()).toBe(true)
    await page.getByLabel(/Bỏ qua 2 mục bị từ chối/).check()
    await button(/^Đổi/).click()
    await rows.filter({ hasText: 'Xã Má Lé Mới' }).waitFor()
    await apply.click()
    await page.getByText('2 mục bị từ chối đã được bỏ qua.').waitFor()
    expect(
      (await office.ask('directory.unit', { params: { unitId: 'u-00718' as UnitId } })).records.at(-1)?.name,
    ).toBe('Xã Má Lé Mới')
    await button('Hoàn tác').click()
    await page.getByText('Đã hoàn tác. Danh mục trở lại như trước.', { exact: true }).waitFor()
    expect(
      (await office.ask('directory.unit', { params: { unitId: 'u-00718' as UnitId } })).records.at(-1)?.name,
    ).toBe('Xã Má Lé')
  })

  it('refuses a file that it can not read, in words, without sending it', async () => {
    const file = join(bridge.dataDirectory, 'danh-muc.xls')
    writeFileSync(file, 'x')
    await page.locator('input[type=file]').setInputFiles(file)
    await page.getByRole('alert').filter({ hasText: 'lưu thành .xlsx' }).waitFor()
  })

  /** What the district of both communes held last year. */
  async function lastYearsSession(): Promise<SessionId> {
    const { sessionId } = await createSession(
      office,
      planOn('2025-03-03', {
        type: 'districtBriefing',
        title: 'Giao ban tháng 3/2025',
        hostUnitId: 'u-026' as UnitId,
        chair: { siteId: 's-026' as SiteId, person: '' },
        invitation: { ...NOBODY, siteIds: ['s-00715', 's-00718'] as SiteId[] },
        agenda: [
          {
            itemId: 'report',
            kind: 'report',
            title: 'Báo cáo',
            minutes: 10,
            speaker: { siteId: 's-00718' as SiteId, person: '' },
            documentIds: [],
          },
        ],
      }),
    )
    return sessionId
  }

  it('merges two communes; last year and its sessions still read by the old names', async () => {
    const held = await lastYearsSession()
    await open(`/don-vi/${LUNG_CU}`)
    await button('Thao tác khác với đơn vị này').click()
    await page.getByRole('menuitem', { name: 'Sáp nhập với đơn vị khác…' }).click()
    await row(/Xã Má Lé/).click()
    await page.getByLabel('Tên sau sáp nhập').fill('Xã Cực Bắc')
    await expectAccessible(page)
    await button('Xem trước thay đổi').click()
    await page.getByText('1 điểm cầu chuyển sang đơn vị mới.').waitFor()
    await expectAccessible(page)
    await shoot(page, 'directory-merge')
    await button(/^Áp dụng \d+ thay đổi$/).click()
    await page.getByText(/^Đã ghi \d+ thay đổi vào danh mục/).waitFor()

    await open(`/don-vi/${LUNG_CU}`)
    await page.getByRole('heading', { name: 'Xã Cực Bắc' }).waitFor()
    await page.getByRole('heading', { name: 'Điểm cầu (2)' }).waitFor()
    await page.getByText('Đổi tên: Xã Lũng Cú → Xã Cực Bắc').waitFor()
    await page.getByText('Nhận sáp nhập').waitFor()
    await expectAccessible(page)
    await shoot(page, 'directory-unit')
    await search().fill('xa ma le')
    await row(/Xã Cực Bắc/).waitFor()
    await search().fill('')
    await lookAt('01/01/2025')
    await page.getByRole('heading', { name: 'Xã Lũng Cú' }).waitFor()
    await page.getByRole('heading', { name: 'Điểm cầu (1)' }).waitFor()
    await row(/Xã Má Lé/).waitFor()
    await expectAccessible(page)
    await button('Về hôm nay').click()
    await page.getByRole('heading', { name: 'Xã Cực Bắc' }).waitFor()

    await goTo(page, `/console/lich-hop/${held}`)
    await page.getByRole('heading', { name: 'Giao ban tháng 3/2025' }).waitFor()
    await page.getByText('Xã Má Lé').first().waitFor()
    expect(await page.getByText('Xã Cực Bắc').count()).toBe(0)
  })

  it('takes the merger back from the history of changes', async () => {
    await open('')
    await page.getByRole('link', { name: 'Lịch sử thay đổi' }).click()
    await page.getByText(/Sáp nhập Xã Lũng Cú, Xã Má Lé thành Xã Cực Bắc/).waitFor()
    await expectAccessible(page)
    await shoot(page, 'directory-history')
    await page
      .getByRole('listitem')
      .filter({ hasText: 'Sáp nhập Xã Lũng Cú' })
      .getByRole('button', { name: /Hoàn tác/ })
      .click()
    await page.getByText('Đã hoàn tác. Danh mục trở lại như trước.', { exact: true }).waitFor()
    await page
      .getByText(/Đã hoàn tác ở lần/)
      .first()
      .waitFor()
    const { records } = await office.ask('directory.unit', { params: { unitId: LUNG_CU } })
    expect(records.map(({ name }) => name)).toEqual(['Xã Lũng Cú'])
  })

  it('lets two people edit one unit: the second sees what the first did, and loses nothing typed', async () => {
    await open(`/don-vi/${LUNG_CU}`)
    await button('Sửa').click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('Tên chính thức').fill('Xã Lũng Cú Một')
    expect(await dialog.getByLabel(/Đổi cả tên 1 điểm cầu/).isChecked()).toBe(true)
    await dialog.getByLabel('Điện thoại').fill('0219')
    await dialog.getByRole('radio', { name: 'Sửa thông tin nhập sai' }).click()
    await expectAccessible(page)
    await shoot(page, 'directory-edit')
    await dialog.getByRole('button', { name: 'Xem trước thay đổi' }).click()
    await dialog.getByRole('button', { name: /^Áp dụng/ }).waitFor()
    await expectAccessible(page)

    // Meanwhile somebody else renames it and fills in the address.
    const { revision } = await office.ask('directory.summary')
    const { records } = await office.ask('directory.unit', { params: { unitId: LUNG_CU } })
    const unit = records.at(-1)
    if (unit === undefined) throw new Error('Lũng Cú is not there')
    const theirs = {
      ...unit,
      name: 'Xã Lũng Cú Hai',
      contact: { ...unit.contact, email: 'lungcu@example.org' },
    }
    await office.ask('directory.change', {
      body: { revision, edits: [{ edit: 'putUnit', unit: theirs }], summary: 'Đổi tên Lũng Cú' },
    })

    await dialog.getByRole('button', { name: /^Áp dụng/ }).click()
    await dialog.getByText('Danh mục vừa được người khác thay đổi.').waitFor()
    await dialog.getByText(/Đổi tên Lũng Cú/).waitFor()
    await expectAccessible(page)
    await dialog.getByRole('button', { name: 'Xem lại trên danh mục mới' }).click()
    // Theirs where I typed nothing; mine where both did, with theirs offered.
    await dialog.getByText('Đã lấy theo người vừa sửa: Thư điện tử.').waitFor()
    expect(await dialog.getByLabel('Thư điện tử').inputValue()).toBe('lungcu@example.org')
    expect(await dialog.getByLabel('Tên chính thức').inputValue()).toBe('Xã Lũng Cú Một')
    expect(await dialog.getByLabel('Điện thoại').inputValue()).toBe('0219')
    await shoot(page, 'directory-conflict')
    await dialog.getByRole('button', { name: 'Lấy nội dung này' }).click()
    expect(await dialog.getByLabel('Tên chính thức').inputValue()).toBe('Xã Lũng Cú Hai')
    await dialog.getByRole('button', { name: 'Xem trước thay đổi' }).click()
    await dialog.getByRole('button', { name: 'Áp dụng 1 thay đổi' }).click()
    await dialog.waitFor({ state: 'detached' })
    const after = await office.ask('directory.unit', { params: { unitId: LUNG_CU } })
    expect(after.records.at(-1)).toMatchObject({
      name: 'Xã Lũng Cú Hai',
      contact: { phone: '0219', email: 'lungcu@example.org' },
    })
  })

  it('says at once in the tree what somebody else has changed', async () => {
    const { revision } = await office.ask('directory.summary')
    const { records } = await office.ask('directory.unit', { params: { unitId: LUNG_CU } })
    const unit = records.at(-1)
    if (unit === undefined) throw new Error('Lũng Cú is not there')
    await office.ask('directory.change', {
      body: { revision, edits: [{ edit: 'putUnit', unit: { ...unit, name: 'Xã Lũng Cú' } }] },
    })
    await page.getByRole('heading', { name: 'Xã Lũng Cú', exact: true }).waitFor()
    await row(/^Xã Lũng Cú$/).waitFor()
  })

  it('adds a unit with its room, and refuses a code that is taken, in words', async () => {
    await open('/don-vi/u-026')
    await button('Thêm đơn vị bên dưới').click()
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('button', { name: 'Xem trước thay đổi' }).click()
    expect(await dialog.getByText('Cần điền ô này.').count()).toBe(2)
    await dialog.getByLabel('Tên chính thức').fill('Xã Thử')
    await dialog.getByLabel('Mã đơn vị').fill('00715')
    await dialog.getByRole('button', { name: 'Xem trước thay đổi' }).click()
    await dialog.getByText(/Mã đơn vị «00715» đã dùng cho «Xã Lũng Cú»/).waitFor()
    expect(await dialog.getByRole('button', { name: /^Áp dụng/ }).isDisabled()).toBe(true)
    await dialog.getByRole('button', { name: 'Quay lại sửa' }).click()
    await dialog.getByLabel('Mã đơn vị').fill('99997')
    await dialog.getByRole('button', { name: 'Xem trước thay đổi' }).click()
    await dialog.getByRole('button', { name: 'Áp dụng 2 thay đổi' }).click()
    await page.getByRole('link', { name: 'Xã Thử' }).waitFor()
    // At once taken back, where it is said.
    await button('Hoàn tác').last().click()
    await page.getByRole('link', { name: 'Xã Thử' }).waitFor({ state: 'detached' })
  })

  it('ends a unit with its room on a day; the days before still have it', async () => {
    await open('/don-vi/u-00718')
    await button('Thao tác khác với đơn vị này').click()
    await page.getByRole('menuitem', { name: 'Kết thúc đơn vị…' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('Ngày cuối cùng còn hiệu lực').fill('30/06/2026')
    expect(await dialog.getByLabel('Ngừng dùng cả 1 điểm cầu của đơn vị').isChecked()).toBe(true)
    await dialog.getByRole('button', { name: 'Xem trước thay đổi' }).click()
    await dialog.getByRole('button', { name: 'Áp dụng 2 thay đổi' }).click()
    await page.getByText('Hết hiệu lực sau 30/06/2026').waitFor()
    await page.getByText('Kết thúc hoạt động').waitFor()
    await row(/^Xã Má Lé$/).waitFor({ state: 'detached' })
    await lookAt('30/06/2026')
    await row(/^Xã Má Lé$/).waitFor()
    await button('Về hôm nay').click()
    await page.getByRole('link', { name: 'Lịch sử thay đổi' }).click()
    await page
      .getByRole('listitem')
      .filter({ hasText: 'Kết thúc đơn vị Xã Má Lé' })
      .getByRole('button', { name: /Hoàn tác/ })
      .click()
    await page.getByText('Đã hoàn tác. Danh mục trở lại như trước.', { exact: true }).waitFor()
  })

  it('keeps a group, chosen by tier less one commune', async () => {
    await open('/nhom')
    await page.getByText('Chưa có nhóm nào').waitFor()
    await button('Thêm nhóm').click()
    await page.getByLabel('Tên nhóm').fill('Cụm Đồng Văn')
    await search().fill('huyen dong van')
    await row(/Huyện Đồng Văn/).click()
    await page.getByText('Đã chọn 20 trong 218 điểm cầu').first().waitFor()
    await row(/Huyện Đồng Văn/).press('ArrowRight')
    await search().fill('lung cu')
    await row(/Xã Lũng Cú/).click()
    await page.getByText('Trừ Xã Lũng Cú').waitFor()
    expect(await row(/Huyện Đồng Văn/).getAttribute('aria-checked')).toBe('mixed')
    await search().fill('')
    await expectAccessible(page)
    await shoot(page, 'directory-group')
    await button('Xem trước thay đổi').click()
    await button('Áp dụng 1 thay đổi').click()
    await page.getByText('Nhóm đã lưu (1)').waitFor()
    await page.getByRole('link', { name: /Cụm Đồng Văn/ }).click()
    await page.getByText('Đã chọn 19 trong 218 điểm cầu').first().waitFor()
    const { items } = await office.ask('directory.groups')
    expect(items[0]).toMatchObject({ siteIds: ['s-026'] })
    expect(items[0]?.unitIds).toHaveLength(18)
    await expectAccessible(page)
  })

  it('shows what dropping the districts would do, without doing it', async () => {
    await open('/bo-cap')
    await page.getByLabel('Ngày đầu tiên không còn cấp này').fill('1/7/2030')
    await button('Xem trước thay đổi').click()
    await page.getByText('Từ 01/07/2030 không còn cấp huyện: 11 đơn vị kết thúc').waitFor()
    await expectAccessible(page)
    await shoot(page, 'directory-drop-tier')
    await button('Quay lại sửa').click()
    expect(await page.getByLabel('Ngày đầu tiên không còn cấp này').inputValue()).toBe('1/7/2030')
  })

  it('gives the directory as a file', async () => {
    await button('Xuất').click()
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('menuitem', { name: 'CSV: điểm cầu' }).click(),
    ])
    expect(download.suggestedFilename()).toMatch(/\.csv$/)
    expect(readFileSync(await download.path(), 'utf8')).toContain('s-00715')
  })

  it('is only shown to somebody who may not change it, of the own subtree', async () => {
    const made = await office.ask('account.create', {
      body: {
        userName: 'quansat',
        displayName: 'Quan sát Đồng Văn',
        email: '',
        phone: '',
        grants: [{ role: 'observer', unitId: 'u-026' as UnitId }],
        withPassword: true,
      },
    })
    const password = 'mật khẩu quan sát dài'
    const observer = await RestClient.logIn(bridge, {
      userName: 'quansat',
      password: made.firstPassword ?? '',
    })
    await observer.ask('me.changePassword', { body: { current: made.firstPassword ?? '', next: password } })
    const theirs = await loggedIn({ userName: 'quansat', password }, '/console/danh-muc')
    await theirs.getByRole('heading', { name: 'Huyện Đồng Văn' }).waitFor()
    await theirs.getByText('Chỉ xem', { exact: true }).waitFor()
    expect(await theirs.getByRole('treeitem').first().textContent()).toContain('Huyện Đồng Văn')
    expect(await theirs.getByRole('button', { name: 'Sửa', exact: true }).count()).toBe(0)
    expect(await theirs.getByRole('button', { name: 'Thêm điểm cầu' }).count()).toBe(0)
    await expectAccessible(theirs)
    await theirs.goto(`${bridge.url}/console/danh-muc/nhap`)
    await theirs.getByText('Tài khoản này chỉ được xem danh mục').waitFor()
    await theirs.context().close()
  })

  it('speaks English as well', async () => {
    await page.evaluate(() => localStorage.setItem('diem-cau.language', 'en'))
    await page.goto(`${bridge.url}/console/danh-muc/don-vi/u-026`)
    await page.getByRole('heading', { name: 'Directory of units and sites' }).waitFor()
    await page.getByRole('heading', { name: 'Huyện Đồng Văn' }).waitFor()
    await page.getByRole('heading', { name: /^Sites \(\d+\)$/ }).waitFor()
    await expectAccessible(page)
  })
})
