import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { AgendaItem, SessionDetail, UnitId } from '@diem-cau/protocol'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { addDays, dayOf, minutesOf, monthOf } from '../../client/src/state/schedule/days.ts'
import { dayText } from '../../client/src/state/schedule/typed.ts'
import { closeSessions } from '../support/openSession.ts'
import { HttpReceiver } from '../support/notices/HttpReceiver.ts'
import { RestClient } from '../support/RestClient.ts'
import { eventually } from './support/eventually.ts'
import { Meeting } from './support/Meeting.ts'
import {
  CountedInputs,
  createSession,
  firstMonday,
  makeScheduler,
  openSchedule,
  planDistrictBriefings,
  planOn,
} from './support/Planning.ts'
import { goTo, look } from './support/screens.ts'

const AGENDA: AgendaItem[] = [
  ['opening', 'Khai mạc', 10],
  ['report', 'Báo cáo tình hình kinh tế – xã hội', 30],
  ['discussion', 'Thảo luận', 60],
  ['conclusion', 'Kết luận', 20],
].map(([kind, title, minutes], index) => ({
  itemId: `item-${index}`,
  kind: kind as AgendaItem['kind'],
  title: String(title),
  minutes: Number(minutes),
  speaker: null,
  documentIds: [],
}))
const PDF = Buffer.from('%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n')

/** The office plans a month, from last month’s briefing to the day itself. */
describe('the schedule', () => {
  let meeting: Meeting
  let office: RestClient
  let page: Page
  let last: SessionDetail
  let planned: SessionDetail
  let folder: string
  let hook: HttpReceiver

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'bridge-schedule-'))
    writeFileSync(join(folder, 'secret'), 'khóa ký của kênh thử\n')
    hook = await HttpReceiver.start()
    const endpoint = { name: 'zalo', url: `${hook.url}/notices`, secretFile: join(folder, 'secret') }
    meeting = await Meeting.start({
      env: {
        BRIDGE_NOTICES_SETTLE_SECONDS: '0',
        BRIDGE_WEBHOOKS_ENDPOINTS: JSON.stringify([endpoint]),
      },
    })
    const { login } = meeting.bridge
    if (login === null) throw new Error('no login was printed')
    const { userName, password } = login
    office = await RestClient.logIn(meeting.bridge, { userName, password })
    const day = firstMonday(-1)
    const title = `Giao ban công tác tháng ${monthOf(day)}`
    last = await createSession(office, planOn(day, { title, agenda: AGENDA }))
    await planDistrictBriefings(meeting, office, addDays(firstMonday(1), 1))
    page = await openSchedule(meeting, { userName, password })
  }, 120_000)

  afterAll(async () => {
    await meeting?.close()
    await hook?.close()
    rmSync(folder, { recursive: true, force: true })
  })

  const open = (path: string) => goTo(page, `/console/lich-hop${path}`)
  /** Loaded anew: a form begins with what the bridge has. */
  const load = (path: string) => page.goto(`${meeting.bridge.url}/console/lich-hop${path}`)
  const openCalendar = async () => {
    await open('')
    await page.getByRole('heading', { name: 'Lịch họp' }).waitFor()
  }

  it('plans the monthly briefing from last month’s in at most five inputs', async () => {
    const inputs = new CountedInputs(page)
    await inputs.press('n')
    await page.getByRole('heading', { name: 'Như lần trước' }).waitFor()
    await inputs.click(new RegExp(last.title))
    await page.getByText(`Điền theo «${last.title}»`).waitFor()
    await look(page, 'schedule-form')
    await page.getByText('218 điểm cầu').first().waitFor()
    await inputs.click('Lên lịch và gửi giấy mời')
    await look(page)
    await inputs.click('Lên lịch và gửi giấy mời')
    await page.getByText('Đã lên lịch', { exact: true }).waitFor()
    expect(inputs.count).toBeLessThanOrEqual(5)

    const sessionId = decodeURIComponent(new URL(page.url()).pathname.split('/').at(-1) ?? '')
    planned = await office.ask('sessions.get', { params: { sessionId: sessionId as never } })
    expect(planned.state).toBe('scheduled')
    expect(planned.title).toBe(`Giao ban công tác tháng ${monthOf(dayOf(planned.startsAt))}`)
    expect(planned.startsAt).toBeGreaterThan(Date.now())
    expect(minutesOf(planned.startsAt)).toBe(480)
    expect(planned.siteIds).toHaveLength(218)
    expect(planned.agenda.map((item) => item.title)).toEqual(AGENDA.map((item) => item.title))
    await look(page, 'schedule-session')
  })

  it('shows it in the month, the week and the list, and is walked through by keys', async () => {
    await openCalendar()
    await page.keyboard.press('PageDown')
    const chip = page.getByRole('link', { name: planned.title })
    await chip.waitFor()
    expect(await chip.textContent()).toContain('08:00')
    await look(page, 'schedule-month')
    await page.keyboard.press('2')
    // The week in which the districts hold their briefings.
    const briefing = page.getByRole('link', { name: /Giao ban Huyện/ }).first()
    for (let weeks = 0; weeks < 6 && !(await briefing.isVisible()); weeks++) {
      await page.keyboard.press('PageUp')
      await page.getByText(/^Tuần/).first().waitFor()
    }
    await briefing.waitFor()
    await look(page, 'schedule-week')
    await page.keyboard.press('3')
    await page.getByRole('link', { name: planned.title }).waitFor()
    await look(page, 'schedule-list')
    await page.getByLabel('Tìm phiên họp').fill('cong tac thang')
    await page.getByRole('link', { name: last.title }).waitFor()
    await page.getByLabel('Tìm phiên họp').fill('khong co phien nao nhu the')
    await page.getByText('Không có phiên họp nào khớp với bộ lọc').waitFor()
    await page.getByRole('button', { name: 'Bỏ lọc' }).click()
  })

  it('hears at once of what somebody else has planned', async () => {
    await openCalendar()
    await page.keyboard.press('1')
    await page.keyboard.press('t')
    const today = dayOf(Date.now())
    await createSession(office, planOn(today, { title: 'Họp đột xuất', startsAt: Date.now() + 3_600_000 }))
    // Late in the evening it ends on the next day, and stands on both.
    await page.getByRole('link', { name: 'Họp đột xuất' }).first().waitFor({ timeout: 20_000 })
  })

  it('says while typing who would be needed twice, with what and when', async () => {
    await open('/moi')
    await page.getByLabel('Ngày', { exact: true }).fill(dayText(dayOf(planned.startsAt)))
    await page.getByLabel('Giờ bắt đầu').fill('9h')
    await page
      .getByText(/\d+ chỗ trùng lịch/)
      .first()
      .waitFor()
    expect(await page.getByRole('link', { name: new RegExp(planned.title) }).count()).toBeGreaterThan(0)
    await look(page, 'schedule-conflicts')
    await page.getByLabel('Giờ bắt đầu').fill('14h30')
    await page.getByText('Không trùng lịch').waitFor()
    await page.getByLabel('Giờ bắt đầu').fill('25h')
    await page.getByRole('button', { name: 'Lưu bản nháp' }).click()
    await page.getByText('Chưa đọc được giờ').waitFor()
    const focused = page.locator('input:focus')
    expect(await focused.inputValue()).toBe('25h')
    await page.getByLabel('Giờ bắt đầu').fill('14h30')
  })

  it('keeps what was typed through a reload, and asks before it is left', async () => {
    await page.getByLabel('Tên phiên họp').fill('Soạn dở')
    // The browser itself asks before a reload; a test answers for it.
    page.on('dialog', (dialog) => void dialog.accept())
    await page.reload()
    await page.getByText('Đã lấy lại phần đang soạn dở').waitFor()
    expect(await page.getByLabel('Tên phiên họp').inputValue()).toBe('Soạn dở')
    await page.getByRole('link', { name: 'Danh mục' }).click()
    const question = page.getByRole('dialog', { name: 'Rời trang khi chưa lưu?' })
    await question.waitFor()
    await look(page)
    await page.keyboard.press('Escape')
    expect(await page.getByLabel('Tên phiên họp').inputValue()).toBe('Soạn dở')
    await page.getByRole('button', { name: 'Bỏ thay đổi' }).click()
    await page.getByRole('heading', { name: 'Lịch họp' }).waitFor()
  })

  it('takes papers, shows their progress and refuses what is no paper, in words', async () => {
    await load(`/${planned.sessionId}/sua`)
    const input = page.locator('input[type="file"]')
    await input.setInputFiles({ name: 'Báo cáo.pdf', mimeType: 'application/pdf', buffer: PDF })
    await page.getByRole('link', { name: 'Báo cáo.pdf' }).waitFor()
    await input.setInputFiles({ name: 'trò chơi.exe', mimeType: 'application/x-msdownload', buffer: PDF })
    await page.getByText('không thuộc loại tệp được nhận').waitFor()
    await page.getByRole('button', { name: 'Lưu thay đổi' }).click()
    await page.getByRole('heading', { name: planned.title, exact: true }).waitFor()
    const href = await page.getByRole('link', { name: 'Báo cáo.pdf' }).getAttribute('href')
    const content = await page.request.get(new URL(href ?? '', meeting.bridge.url).href)
    expect(content.headers()['content-type']).toContain('application/pdf')
    expect(await content.body()).toEqual(PDF)
  })

  it('puts the agenda in another order by dragging, by keys and by buttons', async () => {
    const { sessionId } = planned
    await load(`/${sessionId}/sua`)
    const rows = page.getByRole('listitem', { name: /^Mục \d/ })
    const fields = rows.getByLabel('Nội dung')
    const titles = () => fields.evaluateAll((inputs: HTMLInputElement[]) => inputs.map(({ value }) => value))
    const handle = (position: number) => page.getByRole('button', { name: `Chuyển mục ${position}:` })
    const [opening, report, discussion, conclusion] = AGENDA.map(({ title }) => title)
    // What is above has come to its height: nothing moves under the pointer any more.
    await page.getByText('218 điểm cầu').first().waitFor()
    await page.getByText('Không trùng lịch').waitFor()
    await rows.last().scrollIntoViewIfNeeded()
    await handle(1).dragTo(rows.nth(2))
    expect(await titles()).toEqual([report, discussion, opening, conclusion])
    // It is said where it is now, and the keys go on from there.
    await page.getByText(`Mục «${opening}» ở vị trí 3 trên 4`).waitFor({ state: 'attached' })
    await expect.poll(() => handle(3).evaluate((button) => button === document.activeElement)).toBe(true)
    await page.keyboard.press('Alt+ArrowUp')
    expect(await titles()).toEqual([report, opening, discussion, conclusion])
    // From a field of the item as well, and one types on.
    await fields.nth(1).focus()
    await page.keyboard.press('Alt+ArrowUp')
    expect(await titles()).toEqual([opening, report, discussion, conclusion])
    await expect.poll(() => fields.first().evaluate((field) => field === document.activeElement)).toBe(true)
    await rows.nth(3).getByRole('button', { name: 'Chuyển lên' }).click()
    expect(await titles()).toEqual([opening, report, conclusion, discussion])
    // What is dropped beside the agenda changes nothing, and is written into no field.
    const name = page.getByLabel('Tên phiên họp')
    const before = await name.inputValue()
    await handle(1).dragTo(name)
    expect(await name.inputValue()).toBe(before)
    expect(await titles()).toEqual([opening, report, conclusion, discussion])
    await look(page)
    await page.getByRole('button', { name: 'Lưu thay đổi' }).click()
    await page.getByRole('heading', { name: planned.title, exact: true }).waitFor()
    const { agenda } = await office.ask('sessions.get', { params: { sessionId } })
    expect(agenda.map(({ title }) => title)).toEqual([opening, report, conclusion, discussion])
  })

  it('brings the changes of two schedulers together, field by field, and loses none', async () => {
    const { sessionId } = planned
    await load(`/${sessionId}/sua`)
    await page.getByLabel('Tên phiên họp').fill('Giao ban – bản của tôi')
    await page.getByLabel('Thời lượng').fill('2h30')
    const now = await office.ask('sessions.get', { params: { sessionId } })
    const theirs = planOn(dayOf(now.startsAt), {
      title: 'Giao ban – bản của người khác',
      agenda: now.agenda,
      documentIds: now.documentIds,
      chair: { ...now.chair, person: 'Phó Chủ tịch UBND tỉnh' },
    })
    await office.ask('sessions.update', { params: { sessionId }, ifMatch: now.version, body: theirs })
    await page.getByRole('button', { name: 'Lưu thay đổi' }).click()
    await page.getByRole('dialog', { name: 'Người khác vừa sửa phiên họp này' }).waitFor()
    await look(page, 'schedule-difference')
    await page.getByRole('radio', { name: /Tên phiên họp: Của admin/ }).check()
    await page.getByRole('button', { name: 'Lưu theo lựa chọn' }).click()
    await page.getByRole('heading', { name: 'Giao ban – bản của người khác' }).waitFor()
    const merged = await office.ask('sessions.get', { params: { sessionId } })
    expect(merged).toMatchObject({
      title: 'Giao ban – bản của người khác',
      durationMinutes: 150,
      chair: { person: 'Phó Chủ tịch UBND tỉnh' },
    })
    await page.getByRole('link', { name: 'Lịch sử thay đổi' }).click()
    await page.getByText('Sửa kế hoạch').first().waitFor()
    await look(page, 'schedule-history')
  })

  it('repeats a session on the first Monday of every month, with the next days in words', async () => {
    await open(`/${planned.sessionId}`)
    await page.getByRole('button', { name: 'Việc khác' }).click()
    await page.getByRole('menuitem', { name: 'Lặp lại…' }).click()
    await page.getByText(/Hằng tháng vào Thứ\sHai đầu tiên trong tháng/).waitFor()
    await page.getByRole('list', { name: 'Các lần tới' }).waitFor()
    await look(page, 'schedule-repeat')
    await page.getByRole('button', { name: 'Lặp lại', exact: true }).click()
    await page.getByText(/Thuộc chuỗi/).waitFor()
    const series = await eventually(
      () => office.ask('sessions.list', { query: { q: 'Giao ban – bản của người khác', limit: 100 } }),
      ({ items }) => items.filter((line) => line.seriesId !== null).length > 1,
      { what: 'sessions of the series' },
    )
    expect(series.items.every((line) => minutesOf(line.startsAt) === 480)).toBe(true)
  })

  it('takes a change over to all that follow in the series, and stops it after a day', async () => {
    const ofSeries = async () => {
      const query = { q: 'Giao ban – bản của người khác', limit: 100 }
      const { items } = await office.ask('sessions.list', { query })
      return items.toSorted((a, b) => a.startsAt - b.startsAt)
    }
    const [first, second, third] = await ofSeries()
    if (first === undefined || second === undefined || third === undefined) throw new Error('no series')
    await load(`/${second.sessionId}/sua`)
    await page.getByLabel('Giờ bắt đầu').fill('14h')
    await page.getByRole('button', { name: 'Lưu bản nháp' }).click()
    await page.getByRole('button', { name: 'Áp dụng cho các phiên sau' }).click()
    const question = page.getByRole('dialog')
    await question.getByText(`từ ${dayText(dayOf(second.startsAt))} trở đi`).waitFor()
    await look(page)
    await question.getByRole('button', { name: 'Áp dụng cho các phiên sau' }).click()
    await page.getByText('Đã áp dụng cho các phiên sau.').first().waitFor()
    const applied = await ofSeries()
    expect(minutesOf(applied[0]?.startsAt ?? 0)).toBe(480)
    expect(applied.slice(1).every((line) => minutesOf(line.startsAt) === 840)).toBe(true)
    expect(applied.map((line) => dayOf(line.startsAt))).toContain(dayOf(third.startsAt))

    await page.getByRole('button', { name: 'Dừng chuỗi' }).click()
    await question.getByText('Dừng chuỗi sau phiên này?').waitFor()
    await question.getByRole('button', { name: 'Dừng chuỗi' }).click()
    await page.getByText(`Đã dừng sau ngày ${dayText(dayOf(second.startsAt))}.`).waitFor()
    // Nothing follows any more that something could be done to.
    expect(await page.getByRole('button', { name: 'Dừng chuỗi' }).count()).toBe(0)
    expect((await ofSeries()).map(({ sessionId }) => sessionId)).toEqual([first.sessionId, second.sessionId])
  })

  it('cancels only with a reason, which stands at the session', async () => {
    const session = await createSession(office, planOn(firstMonday(2), { title: 'Họp sẽ hủy' }))
    const { sessionId, version } = session
    await office.ask('sessions.schedule', { params: { sessionId }, ifMatch: version })
    await open(`/${sessionId}`)
    await page.getByRole('button', { name: 'Việc khác' }).click()
    await page.getByRole('menuitem', { name: 'Hủy phiên họp' }).click()
    await page.getByRole('button', { name: 'Hủy phiên họp' }).click()
    await page.getByText('Xin ghi lý do').waitFor()
    await page.getByLabel('Lý do hủy').fill('Hoãn do mưa lũ')
    await page.getByRole('button', { name: 'Hủy phiên họp' }).click()
    await page.getByText('Đã hủy: Hoãn do mưa lũ').waitFor()
  })

  it('shows what became of each notice, and sends again what failed', async () => {
    hook.answers(400, 'không nhận')
    const session = await createSession(office, planOn(firstMonday(3), { title: 'Họp có giấy mời lỗi' }))
    const { sessionId, version } = session
    await office.ask('sessions.schedule', { params: { sessionId }, ifMatch: version })
    await open(`/${sessionId}/thong-bao`)
    const failed = page.getByRole('row', { name: /Không gửi được/ })
    await failed.first().waitFor({ timeout: 20_000 })
    await look(page, 'schedule-notices')
    hook.answers(200, '{}')
    await failed
      .first()
      .getByRole('button', { name: /Gửi lại/ })
      .click()
    await page
      .getByRole('row', { name: /Đã gửi/ })
      .first()
      .waitFor({ timeout: 20_000 })
  })

  it('gives the duty crew its overview of the day', async () => {
    await open(`/ngay/${addDays(firstMonday(1), 1)}`)
    await page.getByRole('table').getByRole('link').first().waitFor()
    await page.getByRole('heading', { name: 'Cán bộ kỹ thuật trực' }).waitFor()
    await look(page, 'schedule-day')
  })

  it('prints the day on one sheet, dark on white also from a dark screen', async () => {
    await page.emulateMedia({ media: 'print', colorScheme: 'dark' })
    await page.getByText('Lịch họp trong ngày').waitFor()
    await page.getByText(/^In lúc \d\d:\d\d/).waitFor()
    for (const name of ['In', 'Hôm nay', 'Gọi họp khẩn'])
      expect(await page.getByRole('button', { name }).count()).toBe(0)
    expect(await page.getByRole('link', { name: 'Về lịch họp' }).count()).toBe(0)
    expect(await page.getByRole('row').count()).toBeGreaterThan(8)
    const [ink, paper] = await page
      .getByRole('table')
      .evaluate((table) => [getComputedStyle(table).color, getComputedStyle(table).backgroundColor])
    expect([ink, paper]).toEqual(['rgb(22, 28, 38)', 'rgb(255, 255, 255)'])
    const pdf = (await page.pdf({ preferCSSPageSize: true })).toString('latin1')
    // One A4 sheet, across.
    const sheets = [...pdf.matchAll(/\/MediaBox\s*\[0 0 (\d+)[\d.]* (\d+)[\d.]*\]/g)]
    expect(sheets.map(([, width, height]) => [width, height])).toEqual([['841', '594']])
    await page.emulateMedia({ media: null, colorScheme: null })
  })

  it('begins a session, hands it to the desk, and ends it', async () => {
    const [soon] = (await office.ask('sessions.list', { query: { q: 'Họp đột xuất' } })).items
    if (soon === undefined) throw new Error('it was planned before')
    await closeSessions(meeting.admin)
    const { sessionId } = soon
    const { version } = await office.ask('sessions.get', { params: { sessionId } })
    await office.ask('sessions.schedule', { params: { sessionId }, ifMatch: version })
    await open(`/${sessionId}`)
    await page.getByRole('button', { name: 'Bắt đầu họp' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Bắt đầu họp' }).click()
    await page.getByText('Đang họp', { exact: true }).waitFor()
    await page.getByRole('button', { name: 'Mở bàn điều hành' }).click()
    await page.getByRole('heading', { name: 'Họp đột xuất' }).waitFor()
    await open(`/${sessionId}`)
    await page.getByRole('button', { name: 'Kết thúc phiên họp' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Kết thúc phiên họp' }).click()
    await page.getByText('Đã kết thúc', { exact: true }).waitFor()
  })

  it('saves a plan as a template and begins the next one from it', async () => {
    await open(`/${planned.sessionId}`)
    await page.getByRole('button', { name: 'Việc khác' }).click()
    await page.getByRole('menuitem', { name: 'Lưu thành mẫu' }).click()
    await page.getByLabel('Tên mẫu').fill('Giao ban tháng')
    await page.getByRole('button', { name: 'Lưu mẫu' }).click()
    await page.getByText('Đã lưu mẫu').first().waitFor()
    await open('/mau')
    await page.getByRole('button', { name: 'Lập lịch từ mẫu Giao ban tháng' }).waitFor()
    await look(page, 'schedule-templates')
    await page.getByRole('button', { name: 'Lập lịch từ mẫu Giao ban tháng' }).click()
    await page.getByLabel('Tên phiên họp').waitFor()
    expect(await page.getByLabel('Tên phiên họp').inputValue()).toContain('Giao ban')
  })

  it('shows and offers a district’s scheduler the own subtree and nothing else', async () => {
    const { units } = await meeting.admin.directory()
    const unitOf = (name: string): UnitId => {
      const unit = units.find((entry) => entry.name === name)
      if (unit === undefined) throw new Error(`no ${name}`)
      return unit.unitId
    }
    const own = unitOf('Huyện Đồng Văn')
    const other = unitOf('Huyện Mèo Vạc')
    const sites = (await meeting.admin.directory()).sites
    const otherChair = sites.find(({ unitId }) => unitId === other)
    if (otherChair === undefined) throw new Error('no chair')
    const foreign = planOn(firstMonday(1), {
      title: 'Giao ban huyện Mèo Vạc',
      type: 'districtBriefing',
      hostUnitId: other,
      chair: { siteId: otherChair.siteId, person: '' },
      invitation: { tiers: [], unitIds: [other], groupIds: [], siteIds: [], exceptSiteIds: [] },
    })
    const hidden = await createSession(office, foreign)
    const login = await makeScheduler(meeting, office, own)
    const desk = await openSchedule(meeting, login)
    await desk.keyboard.press('3')
    await desk.getByLabel('Tìm phiên họp').fill('giao ban')
    await desk.getByText('Kết quả tìm trong mọi thời gian').waitFor()
    expect(await desk.getByRole('link', { name: 'Giao ban huyện Mèo Vạc' }).count()).toBe(0)
    await desk.goto(`${meeting.bridge.url}/console/lich-hop/${hidden.sessionId}`)
    await desk.getByText('Không mở được phiên họp này').waitFor()

    await desk.goto(`${meeting.bridge.url}/console/lich-hop/moi`)
    const choose = desk.getByRole('button', { name: 'Chọn điểm cầu' })
    await desk.getByRole('heading', { name: 'Điểm cầu được mời' }).waitFor()
    if (await choose.isVisible()) await choose.click()
    await desk.getByRole('tree').waitFor()
    await desk
      .getByRole('treeitem', { name: /Huyện Đồng Văn/ })
      .first()
      .waitFor()
    expect(await desk.getByRole('treeitem', { name: /Mèo Vạc|Tỉnh Hà Giang/ }).count()).toBe(0)
    await look(desk, 'schedule-district')

    // What the page does not offer the bridge does not take either.
    const district = await RestClient.logIn(meeting.bridge, login)
    const outside = { command: 'outside-1' as never, session: { ...foreign, hostUnitId: own } }
    expect(await district.codeOf('sessions.create', { body: outside })).toBe('forbidden')
    expect(await district.codeOf('sessions.get', { params: { sessionId: hidden.sessionId } })).not.toBe(
      'done',
    )
  })
})
