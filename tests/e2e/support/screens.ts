import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from 'playwright-core'
import { expect } from 'vitest'

const DIRECTORY = fileURLToPath(new URL('../../../docs/screens', import.meta.url))
const WCAG_2_2_AA = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']

/** The pictures of the documentation are made here when `SCREENS=1`; otherwise they are only looked at by axe. */
export async function shoot(page: Page, name: string): Promise<void> {
  if (process.env.SCREENS !== '1') return
  mkdirSync(DIRECTORY, { recursive: true })
  await settled(page)
  // What was said of the step before is no part of the picture.
  const style = '[role=region] > ol[tabindex="-1"] { visibility: hidden }'
  await page.screenshot({ path: join(DIRECTORY, `${name}.png`), style })
}

/** What fades in has come: a half transparent letter has no contrast. */
async function settled(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const running = document
      .getAnimations()
      .filter(({ effect }) => effect?.getTiming().iterations !== Infinity)
    await Promise.allSettled(running.map(({ finished }) => finished))
  })
}

/**
 * WCAG 2.2 AA, as far as a program can tell. All in the page itself, which has no frames (otherwise axe opens a page of
 * its own to put theirs together), and without the lists of what is right: a quarter of the time.
 */
export async function expectAccessible(page: Page): Promise<void> {
  await settled(page)
  expect(page.frames()).toHaveLength(1)
  const { violations } = await new AxeBuilder({ page })
    .options({ resultTypes: ['violations'] })
    .withTags(WCAG_2_2_AA)
    .setLegacyMode(true)
    .analyze()
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`)).toEqual([])
}

/** Both: looked at by axe and, with a name, a picture for the documentation. */
export async function look(page: Page, name: string | null = null): Promise<void> {
  if (name !== null) await shoot(page, name)
  await expectAccessible(page)
}

/** Goes to another page of the console as its links do, without loading it anew. */
export async function goTo(page: Page, path: string): Promise<void> {
  await page.evaluate((place) => {
    globalThis.history.pushState(null, '', place)
    globalThis.dispatchEvent(new PopStateEvent('popstate'))
  }, path)
}
