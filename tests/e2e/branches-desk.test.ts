import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { AxeBuilder } from '@axe-core/playwright'
import type { SiteId } from '@diem-cau/protocol'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { RunningProgram } from '../support/runProgram.ts'
import { eventually } from './support/eventually.ts'
import { Meeting, type TestRoom } from './support/Meeting.ts'

const TV = { width: 1920, height: 1080 }
const DESK = { width: 1440, height: 900 }
const DIRECTORY = fileURLToPath(new URL('../../docs/screens', import.meta.url))
const ROOM = 's-00766' as SiteId
const NAME = 'Huyện Đồng Văn'

/** What fades in has come: a half transparent letter has no contrast. */
async function settled(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const running = document
      .getAnimations()
      .filter(({ effect }) => effect?.getTiming().iterations !== Infinity)
    await Promise.allSettled(running.map(({ finished }) => finished))
  })
}

/** WCAG 2.2 AA, as far as a program can tell; with a name and `SCREENS=1` it is a picture for the documentation too. */
async function look(page: Page, name: string | null = null): Promise<void> {
  await settled(page)
  if (process.env.SCREENS === '1' && name !== null) {
    mkdirSync(DIRECTORY, { recursive: true })
    await page.screenshot({ path: join(DIRECTORY, `${name}.png`) })
  }
  const { violations } = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'])
    .analyze()
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`)).toEqual([])
}

/** A district is let go and taken back at the desk, and a room of it is told so. */
describe('a district that meets on its own, at the desk', () => {
  let meeting: Meeting
  let simulator: RunningProgram
  let room: TestRoom
  let desk: Page

  beforeAll(async () => {
    meeting = await Meeting.start()
    const district = ['--sites', '4', '--district', 'Đồng Văn', '--calm', '--seed', '7']
    simulator = new RunningProgram('tools/simulator/main.ts', [
      '--data',
      meeting.bridge.dataDirectory,
      ...district,
    ])
    await simulator.prints(/4 of 4 joined/)
    const code = await meeting.pairingCode(ROOM)
    room = await meeting.openRoomByTyping(ROOM, { colour: 'cyan', toneHz: 600, scene: true }, code, {
      viewport: TV,
    })
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
    await simulator?.kill()
    await meeting?.close()
  })

  it('asks who has the chair there, by one key on the unit', async () => {
    await desk.getByLabel('Tìm điểm cầu, đơn vị').fill('huyen dong van')
    await desk.getByRole('tree').focus()
    await desk.keyboard.press('ArrowDown')
    await desk.keyboard.press('d')
    const dialog = desk.getByRole('dialog', { name: `Tách ${NAME} họp riêng?` })
    await dialog.waitFor()
    expect(
      await dialog.getByRole('combobox', { name: 'Điểm cầu chủ tọa phiên họp riêng' }).textContent(),
    ).toBe(NAME)
    await look(desk, 'console-detach')
    await dialog.getByRole('button', { name: 'Tách họp riêng' }).click()
    await dialog.waitFor({ state: 'detached' })
  })

  it('stays with the common session, which says who is away', async () => {
    await desk.getByLabel('Tìm điểm cầu, đơn vị').fill('')
    const away = desk.getByTestId('branch-u-026')
    await away.waitFor()
    expect(await away.textContent()).toMatch(/Huyện Đồng Văn đang họp riêng \(\d+ điểm cầu\)/)
    await desk.getByRole('heading', { level: 1, name: 'Phiên kết nối thử', exact: true }).waitFor()
    await desk.getByRole('treeitem', { name: /^Huyện Đồng Văn.*Họp riêng/ }).waitFor()
    await look(desk, 'console-branches')
  })

  it('tells the room, in plain words', async () => {
    await eventually(
      () => room.page.getByRole('heading', { level: 1 }).textContent(),
      (title) => title?.includes(`${NAME} đang họp riêng`) === true,
      { what: 'the room’s heading' },
    )
    await room.page.getByTestId('branch-left').waitFor()
    await look(room.page, 'site-branch')
  })

  it('is conducted like any other session, and says where it came from', async () => {
    await desk
      .getByRole('button', { name: `Mở phiên họp riêng: ${NAME}` })
      .first()
      .click()
    await desk.getByText('Tách từ: Phiên kết nối thử').waitFor()
    expect(await desk.getByRole('button', { name: 'Kết thúc phiên họp' }).count()).toBe(0)
    await look(desk)
  })

  it('comes back at one press and a confirmation, desk and room alike', async () => {
    await desk.getByRole('button', { name: 'Nhập lại phiên họp' }).click()
    const dialog = desk.getByRole('dialog', { name: `Nhập ${NAME} lại phiên họp chung?` })
    await look(desk)
    await dialog.getByRole('button', { name: 'Nhập lại phiên họp' }).click()
    await desk.getByText(`${NAME} đã trở lại phiên họp «Phiên kết nối thử».`).first().waitFor()
    await desk.getByRole('heading', { level: 1, name: 'Phiên kết nối thử', exact: true }).waitFor()
    expect(await desk.getByTestId('branches').count()).toBe(0)
    await room.page.getByTestId('branch-back').waitFor()
    await look(room.page)
  })
})
