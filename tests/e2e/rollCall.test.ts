import type { SiteId, UnitId } from '@diem-cau/protocol'
import type { Download, Page } from 'playwright-core'
import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { RingingSite } from '../support/RingingSite.ts'
import { answerRoll } from '../support/rollCall.ts'
import { eventually } from './support/eventually.ts'
import { Meeting, type TestRoom } from './support/Meeting.ts'
import { look, shoot } from './support/screens.ts'

const TV = { width: 1920, height: 1080 }
const DESK = { width: 1440, height: 900 }
const SMALL = { width: 1366, height: 768 }
const ROOM = 's-00766' as SiteId
const DISTRICT = 'u-026' as UnitId
const OTHERS = 24

/** The roll is called at the desk, answered by a remote control in a room and by telephone, and frozen. */
describe('a roll call', () => {
  let meeting: Meeting
  let room: TestRoom
  let desk: Page
  const others: RingingSite[] = []
  const words = (testId: string, page = desk) => page.getByTestId(testId).textContent()
  const untilSays = (testId: string, text: string | RegExp) =>
    eventually(
      () => words(testId),
      (found) => (typeof text === 'string' ? found === text : text.test(found ?? '')),
      { what: `${testId} says ${String(text)}` },
    )

  beforeAll(async () => {
    meeting = await Meeting.start()
    const code = await meeting.pairingCode(ROOM)
    room = await meeting.openRoomByTyping(ROOM, { colour: 'cyan', toneHz: 600, scene: true }, code, {
      viewport: TV,
    })
    const { sites } = await meeting.admin.directory()
    const some = sites.filter(({ siteId }, index) => siteId !== ROOM && index % 8 === 0).slice(0, OTHERS)
    for (const { siteId } of some) {
      others.push(new RingingSite(meeting.bridge.url, await meeting.admin.pair(siteId)))
    }
    const context = await meeting.browser.newContext({
      ignoreHTTPSErrors: true,
      viewport: DESK,
      locale: 'vi',
    })
    desk = await context.newPage()
    await desk.goto(`${meeting.bridge.url}/console`)
    await desk.getByLabel('Tên đăng nhập').fill(meeting.bridge.login?.userName ?? '')
    await desk.getByLabel('Mật khẩu', { exact: true }).fill(meeting.bridge.login?.password ?? '')
    await desk.getByRole('button', { name: 'Đăng nhập', exact: true }).click()
    await desk.getByRole('tree').waitFor()
  }, 180_000)

  afterAll(async () => {
    for (const site of others) site.close()
    await meeting?.close()
  })

  it('is called by one button at the desk', async () => {
    await desk.getByRole('radio', { name: /^Điểm danh/ }).click()
    await desk.getByTestId('roll-before').waitFor()
    await desk.getByTestId('roll-call').click()
    await desk.getByTestId('roll-panel').waitFor()
    await untilSays('roll-sites', '0/218')
    await desk.getByRole('radio', { name: `Điểm danh (${OTHERS + 1})` }).waitFor()
  })

  it('asks the room for two numbers and a name, which a remote control can write', async () => {
    const { page } = room
    await page.getByTestId('roll-sheet').waitFor()
    await look(page, 'site-roll-call')
    const { keyboard } = page
    // The first key of the pad has the focus: 1, then 2 beside it; and on to the number of those invited.
    for (const key of ['Enter', 'ArrowRight', 'Enter']) await keyboard.press(key)
    expect(await words('roll-present', page)).toContain('12')
    await page.getByTestId('roll-next').focus()
    await keyboard.press('Enter')
    await keyboard.type('10')
    await page.getByTestId('roll-head').fill('Phó Chủ tịch UBND xã')
    await page.getByTestId('roll-send').focus()
    await keyboard.press('Enter')
    await page.getByText('Số có mặt nhiều hơn số triệu tập.').waitFor()
    await look(page, 'site-roll-call-wrong')
    await page.getByTestId('roll-invited').focus()
    await keyboard.press('Backspace')
    await keyboard.type('4')
    await page.getByTestId('roll-send').focus()
    await keyboard.press('Enter')
    await page.getByText('Đã gửi: 12/14 đại biểu').first().waitFor()
    expect(await page.getByTestId('roll-sheet').count()).toBe(0)
    expect(await page.evaluate(() => document.activeElement?.getAttribute('data-testid'))).toBe(
      'primary-action',
    )
    await look(page, 'site-roll-call-sent')
  })

  it('lets the room correct itself, on a small screen too', async () => {
    const { page } = room
    await page.setViewportSize(SMALL)
    await page.getByTestId('roll-edit').click()
    await page.getByTestId('roll-sheet').waitFor()
    const sheet = await page.getByTestId('roll-sheet').boundingBox()
    const bar = await page.getByTestId('status-bar').boundingBox()
    expect((sheet?.y ?? 0) + (sheet?.height ?? 0)).toBeLessThanOrEqual(bar?.y ?? 0)
    expect(sheet?.y ?? -1).toBeGreaterThan(0)
    await shoot(page, 'site-roll-call-small')
    await page.keyboard.press('Backspace')
    await page.keyboard.type('3')
    await page.getByTestId('roll-send').click()
    await page.getByText('Đã gửi: 13/14 đại biểu').first().waitFor()
    await page.setViewportSize(TV)
  })

  it('adds up at the desk as the answers come', async () => {
    await Promise.all(
      others
        .slice(0, 20)
        .map((site, index) =>
          answerRoll(site, { present: 3 + (index % 4), invited: 4 + (index % 4), head: '' }),
        ),
    )
    await untilSays('roll-sites', '21/218')
    await desk.getByRole('radio', { name: `Điểm danh (${OTHERS - 20})` }).waitFor()
    await look(desk, 'console-roll-call')
  })

  it('finds a site without accents, and takes its answer by telephone with the keyboard alone', async () => {
    const search = desk.getByTestId('roll-search')
    await search.fill('lung cu')
    await search.press('Enter')
    await desk.getByTestId('roll-entry').waitFor()
    await desk.keyboard.type('5')
    await desk.keyboard.press('Tab')
    await desk.keyboard.type('6')
    await look(desk, 'console-roll-call-entry')
    await desk.keyboard.press('Enter')
    await desk.getByText(/Ghi qua điện thoại \d\d:\d\d/).waitFor()
    await untilSays('roll-sites', '22/218')
    await search.fill('')
  })

  it('notes who is excused and why, and takes it back', async () => {
    const search = desk.getByTestId('roll-search')
    await search.fill('xa ta lung')
    const [line] = await desk.locator('[data-testid^="roll-line-"]').all()
    if (line === undefined) throw new Error('no Tả Lủng')
    await line.getByTestId('roll-excuse').click()
    await desk.keyboard.type('Lũ chia cắt đường')
    await desk.keyboard.press('Enter')
    await line.getByText('Lũ chia cắt đường').waitFor()
    await desk.getByRole('radio', { name: 'Có lý do (1)' }).click()
    await line.getByTestId('roll-undo-excuse').click()
    await desk.getByText('Không có điểm cầu nào khớp.').waitFor()
    await desk.getByRole('radio', { name: /^Tất cả/ }).click()
    await search.fill('')
  })

  it('says whether there are enough, by a rule that the desk may change', async () => {
    await desk.getByTestId('roll-quorum-edit').click()
    const dialog = desk.getByRole('dialog', { name: 'Điều kiện đủ số đại biểu' })
    await dialog.getByText('Áp dụng').waitFor()
    await look(desk, 'console-quorum')
    await desk.getByTestId('quorum-save').click()
    await untilSays('roll-quorum', /Chưa đủ: cần 146, có 22/)
  })

  it('is frozen as evidence, which can be read, printed and taken away', async () => {
    await desk.getByTestId('roll-freeze').click()
    const dialog = desk.getByRole('dialog', { name: 'Chốt kết quả' })
    expect(await dialog.getByLabel('Tên bản chốt').inputValue()).toBe('Khai mạc')
    await desk.keyboard.press('Enter')
    await untilSays('roll-frozen', 'Bản đã chốt (1)')
    await meeting.detach(DISTRICT, 's-026' as SiteId)
    await desk.getByTestId(`branch-${DISTRICT}`).waitFor()
    await desk.getByTestId('roll-frozen').click()
    await desk.getByTestId('frozen-rolls').waitFor()
    await desk.getByTestId('frozen-open').click()
    const sheet = desk.getByTestId('frozen-sheet')
    await sheet.getByText(/Có mặt \d+\/\d+ đại biểu, 22\/218 điểm cầu/).waitFor()
    expect(await sheet.locator('tbody tr').count()).toBe(218)
    await look(desk, 'console-roll-call-frozen')
    const [file] = await Promise.all([desk.waitForEvent('download'), desk.getByTestId('frozen-csv').click()])
    expect(file.suggestedFilename()).toMatch(/^diem-danh-\d{8}-\d{6}\.csv$/)
    const lines = await linesOf(file)
    expect(lines).toHaveLength(219)
    expect(lines.find((line) => line.includes('Phó Chủ tịch UBND xã'))).toContain(',Có mặt,13,14,')
    await desk.emulateMedia({ media: 'print' })
    await shoot(desk, 'print-roll-call')
    expect(await desk.getByTestId('frozen-sheet').isVisible()).toBe(false)
    expect(await desk.locator('body > div > article table').isVisible()).toBe(true)
    await desk.emulateMedia({ media: 'screen' })
  })

  it('shows who has left for a meeting of its own; in the dark as well', async () => {
    await desk.getByText('Về danh sách').click()
    await desk.getByTestId('frozen-back').click()
    await untilSays('roll-sites', /^\d+\/218$/)
    await desk.getByTestId(`roll-group-${DISTRICT}`).getByRole('button').first().click()
    await desk.getByText('Họp riêng').first().waitFor()
    await desk.setViewportSize(SMALL)
    await desk.emulateMedia({ colorScheme: 'dark' })
    await look(desk, 'console-roll-call-dark')
  })
})

async function linesOf(file: Download): Promise<string[]> {
  return readFileSync(await file.path(), 'utf8')
    .split('\r\n')
    .filter(Boolean)
}
