import type { SiteId } from '@diem-cau/protocol'
import type { TestRoom } from '../Meeting.ts'
import { CHAIR, delegatesOf } from './cast.ts'
import type { Desk } from './Desk.ts'
import type { Scene } from './FloorPlay.ts'
import type { Proceedings } from './Proceedings.ts'

/** The roll call where somebody does it by hand: the chair's room, and the desk for who is on the telephone. */
export class RollPlay {
  readonly #desk: Desk
  readonly #main: Proceedings
  readonly #chair: TestRoom

  constructor({ desk, main, chair }: Scene) {
    this.#desk = desk
    this.#main = main
    this.#chair = chair
  }

  /** The chair's room: digits and OK. */
  async answerByRemoteControl(): Promise<void> {
    const { present, invited } = delegatesOf(CHAIR)
    const { page } = this.#chair
    await page.getByTestId('roll-present').click()
    await page.keyboard.type(String(present))
    await page.getByTestId('roll-invited').click()
    await page.keyboard.type(String(invited))
    await page.getByTestId('roll-send').click()
    await page.getByTestId('roll-sheet').waitFor({ state: 'detached' })
  }

  async enterByTelephone(siteId: SiteId): Promise<void> {
    const { present, invited } = delegatesOf(siteId)
    await this.#desk.page.getByTestId('roll-search').fill('xin cai')
    await this.#desk.page.getByTestId(`roll-line-${siteId}`).getByTestId('roll-enter').click()
    const form = this.#desk.page.getByTestId('roll-entry')
    await form.getByLabel('Có mặt').fill(String(present))
    await form.getByLabel('Triệu tập').fill(String(invited))
    await form.getByTestId('roll-entry-save').click()
    await this.#main.until(`${siteId} is entered`, (view) => view[`roll:${siteId}`]?.answer?.by === 'crew')
  }

  async excuse(siteId: SiteId, reason: string): Promise<void> {
    await this.#desk.page.getByTestId('roll-search').fill('so noi vu')
    await this.#desk.page.getByTestId(`roll-line-${siteId}`).getByTestId('roll-excuse').click()
    await this.#desk.page.getByLabel('Lý do vắng').fill(reason)
    await this.#desk.page.keyboard.press('Enter')
    await this.#main.until(`${siteId} is excused`, (view) => view[`roll:${siteId}`]?.excuse === reason)
    await this.#desk.page.getByTestId('roll-search').fill('')
  }
}
