import type { Browser, Page } from 'playwright-core'
import { launchBrowser } from '../../e2e/support/browser.ts'
import type { RunningBridge } from '../../support/startBridge.ts'
import { percentile } from '../floor/statistics.ts'
import { scrollThrough, typeThrough, watchFirstRow } from './inPage.ts'

/** What a real browser shows of the country. */
export interface Shown {
  /** From opening the page, with nothing in the cache, to the first row of the tree on screen. */
  readonly firstPaintMs: number | null
  /** Frames a second while the tree is scrolled from end to end in six seconds, every unit open. */
  readonly scrollFps: number | null
  /** The longest time between two of these frames. */
  readonly longestFrameMs: number | null
  /** Share of these frames that showed no row. */
  readonly blankRatio: number | null
  /** From a letter in the search field to the painted rows that it finds. */
  readonly typedSearchP95Ms: number | null
}

const DESK = { width: 1440, height: 900 }
const TREE = '[role="tree"]'
const SEARCH = 'input[type="search"]'
const SEARCHES = ['dong van', 'ha noi', 'lung cu', 'phu quoc', 'can tho', 'thanh pho hue', 'xa tan', '00715']
const LOADED_MS = 60_000

/** Opens the console on the imported country, searches its tree and scrolls it with every unit open. */
export async function measureInBrowser(
  bridge: RunningBridge,
  login: { userName: string; password: string },
): Promise<Shown> {
  const browser = await launchBrowser()
  try {
    const page = await openDirectory(browser, bridge, login)
    const firstPaintMs = await page.evaluate(
      () => performance.getEntriesByName('first-row')[0]?.duration ?? Number.NaN,
    )
    const typed = await page.evaluate(typeThrough, { selector: SEARCH, texts: SEARCHES })
    await openEverything(page)
    const scrolled = await page.evaluate(scrollThrough, TREE)
    if (scrolled.rows < LEAST_ROWS) throw new Error(`only ${scrolled.rows} rows were scrolled`)
    return {
      firstPaintMs: Math.round(firstPaintMs),
      scrollFps: Math.round(scrolled.framesPerSecond * 10) / 10,
      longestFrameMs: Math.round(scrolled.longestFrameMs),
      blankRatio: Math.round(scrolled.blankRatio * 1_000) / 1_000,
      typedSearchP95Ms: percentile(typed, 0.95),
    }
  } finally {
    await browser.close()
  }
}

const LEAST_ROWS = 11_000

async function openDirectory(
  browser: Browser,
  bridge: RunningBridge,
  login: { userName: string; password: string },
): Promise<Page> {
  const context = await browser.newContext({ ignoreHTTPSErrors: true, viewport: DESK, locale: 'vi' })
  const { userName, password } = login
  const answer = await context.request.post(`${bridge.url}/api/login`, { data: { userName, password } })
  if (!answer.ok()) throw new Error(`login: ${answer.status()}`)
  const page = await context.newPage()
  await page.addInitScript(watchFirstRow)
  await page.goto(`${bridge.url}/console/danh-muc`)
  await page.waitForFunction(() => performance.getEntriesByName('first-row').length > 0, null, {
    timeout: LOADED_MS,
  })
  return page
}

/** Filtered to the lowest tier every unit is found, and so everything is open. */
async function openEverything(page: Page): Promise<void> {
  await page.locator(SEARCH).fill('')
  await page.getByRole('button', { name: /^Lọc theo cấp/ }).click()
  await page.getByRole('menuitemcheckbox', { name: 'Cấp xã' }).click()
  await page.getByText(/Tìm thấy \d{5,} đơn vị/).waitFor()
}
