import type { Ballot, MotionFields, SiteId } from '@diem-cau/protocol'
import type { Page } from 'playwright-core'
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
const OTHERS = 20
const QUESTION = 'Biểu quyết thông qua nghị quyết'
const CANDIDATES = ['Phương án A', 'Phương án B', 'Phương án C', 'Phương án D']

/** The desk puts motions to the vote; a room votes with its remote control, the others by their connection. */
describe('votes', () => {
  let meeting: Meeting
  let room: TestRoom
  let desk: Page
  const others: RingingSite[] = []
  const votesOf = (index: number): Ballot =>
    index % 5 === 4 ? [0, 0, 1] : index % 3 === 2 ? [0, 1, 0] : [1, 0, 0]
  const focused = (page: Page) => page.evaluate(() => document.activeElement?.getAttribute('data-testid'))
  const banner = (kind: string) => room.page.locator(`[data-testid="vote-banner"][data-kind="${kind}"]`)
  const propose = async (changes: Partial<MotionFields>): Promise<string> => {
    const { motionId } = await meeting.admin.connection.command('vote.propose', {
      sessionId: meeting.sessionId,
      fields: {
        title: 'Nội dung',
        text: '',
        ballot: 'open',
        question: { form: 'yesNo' },
        weight: 'site',
        majority: { basis: 'cast', numerator: 1, denominator: 2, compare: 'moreThan' },
        chairDecidesTie: false,
        seconds: null,
        ...changes,
      },
    })
    return motionId
  }
  const order = (name: 'vote.open' | 'vote.close' | 'vote.withdraw', motionId: string) =>
    meeting.admin.connection.command(name, { sessionId: meeting.sessionId, motionId })

  async function castAll(cast: readonly RingingSite[], votes: (index: number) => Ballot): Promise<void> {
    for (const [index, site] of cast.entries()) {
      await site.until('is asked to vote', ({ motions }) => motions.some(({ state }) => state === 'open'))
      const motionId = site.view.entities?.motions.find(({ state }) => state === 'open')?.motionId ?? ''
      await site.connection.command('vote.cast', { motionId, votes: votes(index) })
    }
  }

  beforeAll(async () => {
    meeting = await Meeting.start()
    const code = await meeting.pairingCode(ROOM)
    room = await meeting.openRoomByTyping(ROOM, { colour: 'cyan', toneHz: 600, scene: true }, code, {
      viewport: TV,
    })
    const { sites } = await meeting.admin.directory()
    const some = sites.filter(({ siteId }, index) => siteId !== ROOM && index % 10 === 0).slice(0, OTHERS)
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
    await Promise.all(others.map((site) => site.until('is in the meeting', (view) => view.meeting !== null)))
  }, 180_000)

  afterAll(async () => {
    for (const site of others) site.close()
    await meeting?.close()
  })

  it('are prepared at the desk, from the usual questions', async () => {
    await desk.getByRole('radio', { name: /^Biểu quyết/ }).click()
    await desk.getByText('Chưa có nội dung biểu quyết nào').waitFor()
    await look(desk, 'console-votes-empty')
    await desk.getByRole('button', { name: 'Mẫu có sẵn' }).click()
    await desk.getByRole('menuitem', { name: QUESTION }).click()
    const dialog = desk.getByRole('dialog', { name: 'Soạn nội dung biểu quyết' })
    await dialog.waitFor()
    expect(await dialog.getByLabel('Nội dung', { exact: true }).inputValue()).toBe(QUESTION)
    await look(desk, 'console-vote-form')
    await dialog.getByLabel('Nội dung', { exact: true }).fill('')
    await dialog.getByRole('button', { name: 'Lưu' }).click()
    await dialog.getByText('Xin nhập nội dung.').waitFor()
    await dialog.getByLabel('Nội dung', { exact: true }).fill(QUESTION)
    await dialog.getByRole('combobox', { name: 'Thời gian' }).click()
    await desk.getByRole('option', { name: '5 phút' }).click()
    await dialog.getByLabel('Nội dung', { exact: true }).press('Enter')
    await dialog.waitFor({ state: 'detached' })
    await desk.getByTestId('draft').waitFor()
  })

  it('open after the desk has said who has a right, and cover the stage of the room, not its tally', async () => {
    await desk.getByRole('button', { name: `Mở biểu quyết: ${QUESTION}` }).click()
    await desk.getByText(`${OTHERS + 1} điểm cầu có quyền, ${OTHERS + 1} phiếu`).waitFor()
    await look(desk, 'console-vote-opening')
    await desk.getByTestId('confirm-open-vote').click()
    await desk.getByTestId('live-vote').waitFor()
    const { page } = room
    await page.getByTestId('vote-sheet').waitFor()
    const sheet = await page.getByTestId('vote-sheet').boundingBox()
    const bar = await page.getByTestId('status-bar').boundingBox()
    expect((sheet?.y ?? 0) + (sheet?.height ?? 0)).toBeLessThanOrEqual((bar?.y ?? 0) + 1)
    await look(page, 'site-vote')
  })

  it('are cast by arrows and OK, with one more press that confirms; a clicker does nothing', async () => {
    const { page } = room
    expect(await focused(page)).toBe('vote-yes')
    await page.keyboard.press('PageDown')
    expect(await focused(page)).toBe('vote-yes')
    await page.keyboard.press('ArrowRight')
    expect(await focused(page)).toBe('vote-no')
    await page.keyboard.press('Enter')
    await page.getByTestId('vote-send').waitFor()
    expect(await focused(page)).toBe('vote-send')
    await look(page, 'site-vote-confirm')
    await page.keyboard.press('ArrowLeft')
    await page.keyboard.press('Enter')
    expect(await focused(page)).toBe('vote-yes')
    await page.keyboard.press('Enter')
    await page.keyboard.press('Enter')
    await banner('voted').waitFor()
    expect(await page.getByTestId('vote-sheet').count()).toBe(0)
    await look(page, 'site-vote-cast')
  })

  it('show the desk how far they are and who is missing, whose ballot is entered by telephone', async () => {
    await castAll(others.slice(0, 17), votesOf)
    await desk.getByText('18/21 phiếu').first().waitFor()
    const list = desk.getByRole('list', { name: 'Chưa biểu quyết' })
    expect(await list.getByRole('listitem').count()).toBe(3)
    await desk.getByTestId('live-vote').scrollIntoViewIfNeeded()
    await look(desk, 'console-vote-live')
    await list.getByRole('button').first().click()
    const dialog = desk.getByRole('dialog', { name: /^Nhập hộ phiếu/ })
    await dialog.getByRole('button', { name: 'Tán thành', exact: true }).click()
    await look(desk)
    await dialog.getByRole('button', { name: 'Ghi phiếu' }).click()
    await dialog.waitFor({ state: 'detached' })
    await desk.getByText('19/21 phiếu').first().waitFor()
  })

  it('end at the desk, and their result is on the stage of all', async () => {
    await desk.getByTestId('close-vote').click()
    await desk.getByTestId('past-vote').waitFor()
    await banner('over').waitFor()
    await desk.getByTestId('show-result').click()
    await room.page.getByTestId('vote-result').waitFor()
    await look(room.page, 'site-vote-result')
    await desk.getByText('Đang hiện trên màn hình của mọi điểm cầu').waitFor()
    await desk.getByTestId('past-vote').scrollIntoViewIfNeeded()
    await look(desk, 'console-vote-result')
    await desk.getByTestId('show-result').click()
    await room.page.getByTestId('vote-result').waitFor({ state: 'detached' })
  })

  it('of a delegation are three numbers that add up, secret ones too', async () => {
    const { admin, sessionId } = meeting
    await admin.connection.command('rollCall.open', { sessionId })
    for (const site of others.slice(0, 4)) await answerRoll(site, { present: 6, invited: 8, head: '' })
    await admin.connection.command('rollCall.enter', {
      sessionId,
      siteId: ROOM,
      present: 12,
      invited: 14,
      head: '',
    })
    await admin.connection.command('rollCall.close', { sessionId })
    const motionId = await propose({
      title: 'Bỏ phiếu kín về phương án nhân sự',
      ballot: 'secret',
      weight: 'delegates',
      seconds: 600,
    })
    await order('vote.open', motionId)
    const { page } = room
    await page.getByTestId('vote-count-0').waitFor()
    await page.keyboard.type('7')
    await page.getByTestId('vote-count-1').fill('9')
    await page.getByText('Đã nhập 12/12 phiếu').waitFor()
    expect(await page.getByTestId('vote-count-1').inputValue()).toBe('5')
    await page.getByTestId('vote-count-1').fill('4')
    await page.getByTestId('vote-all-2').click()
    await look(page, 'site-vote-delegates')
    await page.getByTestId('vote-next').click()
    await page.getByTestId('vote-send').click()
    await banner('voted').waitFor()
    await castAll(others.slice(0, 4), () => [4, 2, 0])
    await eventually(
      () => desk.getByTestId('past-vote').count(),
      (count) => count === 2,
      { what: 'the secret vote is counted' },
    )
    await desk.getByText('36/36 phiếu đã bỏ').first().waitFor()
    await desk.getByTestId('show-result').first().click()
    await room.page.getByTestId('vote-result').waitFor()
    await look(room.page, 'site-vote-secret-result')
    await shoot(desk, 'console-votes')
  })

  it('of a list are marked, on a small screen too; one that is withdrawn is told', async () => {
    const { page } = room
    await page.setViewportSize(SMALL)
    const motionId = await propose({
      title: 'Chọn hai phương án để trình Hội đồng nhân dân tỉnh xem xét tại kỳ họp cuối năm',
      question: { form: 'list', choices: CANDIDATES, choose: 2 },
    })
    await order('vote.open', motionId)
    await page.getByTestId('vote-choice-0').waitFor()
    await page.keyboard.press('Enter')
    await page.keyboard.press('ArrowRight')
    await page.keyboard.press('ArrowRight')
    await page.keyboard.press('Enter')
    await page.getByText('Đã chọn 2/2').waitFor()
    await page.getByTestId('vote-choice-3').click()
    expect(await page.getByTestId('vote-choice-3').getAttribute('aria-pressed')).toBe('false')
    await look(page, 'site-vote-list-small')
    await desk.setViewportSize(SMALL)
    await desk.emulateMedia({ colorScheme: 'dark' })
    await desk.getByTestId('live-vote').scrollIntoViewIfNeeded()
    await look(desk, 'console-vote-dark')
    await order('vote.withdraw', motionId)
    await banner('withdrawn').waitFor()
    await look(page, 'site-vote-withdrawn')
  })
})
