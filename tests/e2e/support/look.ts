import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from 'playwright-core'
import { expect } from 'vitest'

const DIRECTORY = fileURLToPath(new URL('../../../docs/screens', import.meta.url))

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
export async function look(page: Page, name: string | null = null): Promise<void> {
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
