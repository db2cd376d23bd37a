import { writeFileSync } from 'node:fs'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { eventually } from './support/eventually.ts'
import { Meeting } from './support/Meeting.ts'
import { openSchedule } from './support/Planning.ts'
import { goTo, look } from './support/screens.ts'
import { seedReport } from './support/seedReport.ts'

/** The office looks at what became of a meeting, and takes it along. */
describe('the report of a session', () => {
  let meeting: Meeting
  let page: Page
  const path = (sessionId: string): string => `/console/lich-hop/${sessionId}/bao-cao`
  const section = (name: string) => page.getByRole('region', { name, exact: true }).first()
  const rowsOf = (name: string) => section(name).getByRole('row').allInnerTexts()

  beforeAll(async () => {
    meeting = await Meeting.start({ env: { BRIDGE_MEDIA_SPAWN_NODE: 'false' } })
    const { login, dataDirectory } = meeting.bridge
    if (login === null) throw new Error('no first login')
    const { sites } = await meeting.admin.directory()
    const hub = sites.find(({ kind }) => kind === 'hub')
    if (hub === undefined) throw new Error('no hub')
    const sessionId = seedReport(dataDirectory, sites, hub.siteId)
    page = await openSchedule(meeting, login)
    await goTo(page, path(sessionId))
    await page.getByRole('heading', { level: 1, name: 'Giao ban trực tuyến tháng 11' }).waitFor()
  })
  afterAll(() => meeting.close())

  it('shows every part with its figures, also on a small screen and in the dark', async () => {
    expect(await rowsOf('Tham dự của từng điểm cầu')).toHaveLength(219)
    expect(await rowsOf('Sổ phát biểu')).toHaveLength(13)
    expect(await section('Chất lượng đường truyền').innerText()).toContain('chưa đo')
    await look(page, 'report')
    await page.setViewportSize({ width: 1366, height: 768 })
    await page.getByRole('link', { name: /^Sổ phát biểu/ }).click()
    await look(page, 'report-register')
    const overflow = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    )
    expect(overflow).toBeLessThanOrEqual(0)
    await page.evaluate(() => {
      document.documentElement.dataset['theme'] = 'dark'
    })
    await page.getByRole('link', { name: /^Tham dự của từng/ }).click()
    await look(page, 'report-dark')
    await page.evaluate(() => {
      delete document.documentElement.dataset['theme']
    })
    await page.setViewportSize({ width: 1440, height: 900 })
  })

  it('is searched without accents and sorted by any column', async () => {
    await page.getByLabel('Tìm trong báo cáo').fill('meo vac')
    const found = await rowsOf('Tham dự của từng điểm cầu')
    expect(found.length).toBeGreaterThan(10)
    expect(found.length).toBeLessThan(40)
    await page.getByRole('button', { name: 'Xóa tìm kiếm' }).click()
    const table = section('Tham dự của từng điểm cầu')
    const head = table.getByRole('columnheader', { name: 'Thời gian mất kết nối' })
    await head.getByRole('button').click()
    await head.getByRole('button').click()
    expect(await head.getAttribute('aria-sort')).toBe('descending')
    const lengths = (await rowsOf('Tham dự của từng điểm cầu'))
      .slice(1, 10)
      .map((row) => row.split('\t').find((cell) => /^0:0\d:\d\d$/.test(cell)) ?? '')
    expect(lengths).toEqual(lengths.toSorted((a, b) => b.localeCompare(a)))
    await page.getByRole('button', { name: 'Hiện mọi cột' }).first().click()
    await table.getByRole('columnheader', { name: 'Rời lúc' }).waitFor()
  })

  it('is taken along as files', async () => {
    for (const [button, name] of [
      ['CSV', 'bao-cao-2023-11-15.csv'],
      ['XLSX', 'bao-cao-2023-11-15.xlsx'],
      ['Biên bản', 'bien-ban-2023-11-15.docx'],
    ] as const) {
      const [download] = await Promise.all([
        page.waitForEvent('download'),
        page.getByRole('button', { name: button, exact: true }).click(),
      ])
      expect(download.suggestedFilename()).toBe(name)
      expect(await download.failure()).toBeNull()
    }
  })

  it('is printed across on A4, its heads again on every sheet', async () => {
    const pdf = await page.pdf({ preferCSSPageSize: true })
    if (process.env['SCREENS'] === '1') writeFileSync('/tmp/report.pdf', pdf)
    const boxes = new Set(pdf.toString('latin1').match(/\/MediaBox \[[^\]]*\]/g))
    expect([...boxes]).toEqual(['/MediaBox [0 0 841.91998 594.95996]'])
  })

  it('opens by itself at the desk when the session that was conducted ends', async () => {
    const { units, sites } = await meeting.admin.directory()
    const [root, hub] = [
      units.find(({ parentId }) => parentId === null),
      sites.find(({ kind }) => kind === 'hub'),
    ]
    if (root === undefined || hub === undefined) throw new Error('no hub')
    await meeting.admin.connection.command('session.close', { sessionId: meeting.sessionId })
    const { sessionId } = await meeting.admin.connection.command('session.open', {
      title: 'Họp kết thúc tại bàn',
      hostUnitId: root.unitId,
      chairSiteId: hub.siteId,
      invitedUnitIds: [root.unitId],
      videoCodec: 'vp8',
    })
    await goTo(page, path(sessionId))
    await page.getByText(/Đang họp, số liệu đến \d\d:\d\d/).waitFor()
    await look(page, 'report-live')
    await goTo(page, '/console')
    await page.getByRole('heading', { name: 'Họp kết thúc tại bàn' }).waitFor()
    await meeting.admin.connection.command('session.close', { sessionId })
    await eventually(
      () => Promise.resolve(new URL(page.url()).pathname),
      (place) => place === path(sessionId),
      { what: 'the report is on screen' },
    )
    await page.getByText(/^Đã kết thúc/).waitFor()
  })
})
