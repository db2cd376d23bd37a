import type { SessionId, SiteId, UnitId } from '@diem-cau/protocol'
import type { BrowserContext, Locator, Page } from 'playwright-core'
import type { Meeting } from '../Meeting.ts'
import { goTo } from '../screens.ts'

const DESK = { width: 1440, height: 900 }

/** The operator's console in a browser: pressed and clicked as a person does. */
export class Desk {
  readonly page: Page
  readonly context: BrowserContext

  private constructor(page: Page, context: BrowserContext) {
    this.page = page
    this.context = context
  }

  static async open(meeting: Meeting): Promise<Desk> {
    const { login, url } = meeting.bridge
    if (login === null) throw new Error('no login was printed')
    const context = await meeting.browser.newContext({
      ignoreHTTPSErrors: true,
      viewport: DESK,
      locale: 'vi',
      acceptDownloads: true,
    })
    const page = await context.newPage()
    page.setDefaultTimeout(40_000)
    await page.goto(`${url}/console/lich-hop`)
    await page.getByLabel('Tên đăng nhập').fill(login.userName)
    await page.getByLabel('Mật khẩu', { exact: true }).fill(login.password)
    await page.getByRole('button', { name: 'Đăng nhập', exact: true }).click()
    await page.getByRole('heading', { name: 'Lịch họp' }).waitFor()
    return new Desk(page, context)
  }

  /** The page of a planned session. */
  async openPlan(sessionId: SessionId): Promise<void> {
    await goTo(this.page, `/console/lich-hop/${encodeURIComponent(sessionId)}`)
  }

  /** Presses one of the session's buttons on its page, and says yes. */
  async act(name: string, done: string): Promise<void> {
    await this.page.getByRole('button', { name, exact: true }).click()
    await this.page.getByRole('dialog').getByRole('button', { name, exact: true }).click()
    await this.page.getByText(done).first().waitFor()
  }

  /** A key of the desk, with the keyboard in no field. */
  async press(key: string): Promise<void> {
    await this.page.evaluate(() => {
      if (document.activeElement instanceof HTMLElement) document.activeElement.blur()
    })
    await this.page.keyboard.press(key)
  }

  /** The entry of a site in the queue. */
  entry(siteId: SiteId): Locator {
    return this.page.locator(`[id="queue-${siteId}"]`)
  }

  /** Until the desk shows a site as called (`standby`) or speaking (`live`): before that no key means it. */
  async shows(siteId: SiteId, tone: 'standby' | 'live'): Promise<void> {
    await this.page.locator(`[id="queue-${siteId}"][data-tone="${tone}"]`).waitFor()
  }

  /** Chooses a site in the queue: what a key does is then done with it. */
  async choose(siteId: SiteId): Promise<void> {
    await this.entry(siteId).getByRole('button').first().click()
    await this.page.locator(`[id="queue-${siteId}"] [aria-current="true"]`).waitFor()
  }

  /** Chooses a site in the tree, by a part of its name without accents. */
  async chooseInTree(typed: string, name: RegExp): Promise<void> {
    const search = this.page.getByLabel('Tìm điểm cầu, đơn vị')
    await search.fill(typed)
    await this.page.getByRole('treeitem', { name }).last().click()
    await search.fill('')
  }

  /** Opens the queue of a district, where it is closed. */
  async openGroup(unitId: UnitId): Promise<void> {
    const toggle = this.page.getByTestId(`group-${unitId}`).getByRole('button').first()
    if ((await toggle.getAttribute('aria-expanded')) !== 'true') await toggle.click()
  }

  /** Opens one of the tools below the stage. */
  async tool(name: RegExp): Promise<void> {
    await this.page.getByLabel('Công cụ điều hành').getByRole('radio', { name }).first().click()
    // The stage is above the tools: it is in sight again, whatever was looked for in the one before.
    await this.page.getByRole('main').evaluate((main) => {
      for (const pane of [main, ...main.querySelectorAll('*')]) pane.scrollTop = 0
    })
  }
}
