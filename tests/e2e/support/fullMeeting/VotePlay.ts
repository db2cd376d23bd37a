import type { SessionView, SiteId } from '@diem-cau/protocol'
import { expect } from 'vitest'
import type { TestRoom } from '../Meeting.ts'
import { look } from '../screens.ts'
import { BY_TELEPHONE, CHAIR, CITY, delegatesOf, DONG_VAN, MEO_VAC, PLAYED } from './cast.ts'
import type { Desk } from './Desk.ts'
import type { Scene } from './FloorPlay.ts'
import type { Proceedings } from './Proceedings.ts'
import type { Played } from './ReportCheck.ts'
import type { Rooms } from './Rooms.ts'
import { during } from './Script.ts'

/** How a room votes openly: most for it, some against, one delegation abstains, one does not vote. */
export function ballotOf(siteId: SiteId): number[] | null {
  const { present } = delegatesOf(siteId)
  switch (siteId) {
    case BY_TELEPHONE:
    case CITY.communes[2]:
      return null
    case MEO_VAC.room:
      return [0, present, 0]
    case DONG_VAN.communes[1]:
      return [1, 1, present - 2]
    default:
      return [present, 0, 0]
  }
}

export function delegateWeights(): Map<SiteId, number> {
  return new Map([CHAIR, ...PLAYED].map((siteId) => [siteId, delegatesOf(siteId).present]))
}

function openMotionIn(view: SessionView): string | undefined {
  return Object.keys(view)
    .filter((key): key is `motion:${string}` => key.startsWith('motion:'))
    .map((key) => view[key])
    .find((motion) => motion?.state === 'open')?.motionId
}

export function rightOf(view: SessionView, motionId: string, siteId: SiteId) {
  return view[`motion:${motionId}`]?.rights.find((right) => right.siteId === siteId)
}

/** Votes as the desk and the rooms play them. */
export class VotePlay {
  readonly #desk: Desk
  readonly #main: Proceedings
  readonly #rooms: Rooms
  readonly #chair: TestRoom

  constructor({ desk, main, rooms, chair }: Scene) {
    this.#desk = desk
    this.#main = main
    this.#rooms = rooms
    this.#chair = chair
  }

  async openVote(
    title: string,
    { weight, seconds, isSecret = false }: { weight?: string; seconds?: string; isSecret?: boolean },
  ): Promise<string> {
    const { page } = this.#desk
    await page.getByRole('button', { name: 'Soạn nội dung', exact: true }).click()
    const form = page.getByRole('dialog')
    await form.getByLabel('Nội dung', { exact: true }).fill(title)
    if (isSecret) await form.getByRole('radio', { name: 'Kín', exact: true }).click()
    for (const [label, option] of [
      ['Quyền biểu quyết', weight],
      ['Thời gian', seconds],
    ] as const) {
      if (option === undefined) continue
      await form.getByLabel(label, { exact: true }).click()
      await page.getByRole('option', { name: option }).first().click()
    }
    await look(page)
    await form.getByRole('button', { name: 'Lưu', exact: true }).click()
    await page.getByRole('button', { name: `Mở biểu quyết: ${title}` }).click()
    await page.getByTestId('confirm-open-vote').click()
    return await this.#main.until('the vote is open', openMotionIn)
  }

  /** A room whose page is loaded again in the middle of a vote: it has voted, and stays so. */
  async reconnectAndTryAgain(siteId: SiteId, motionId: string): Promise<Played['drops'][number]> {
    const lost = await during(async () => {
      this.#rooms.of(siteId).leave()
      await this.#main.until('its page is gone', (view) => view[`site:${siteId}`]?.presence !== 'connected')
    })
    const back = await during(async () => {
      await this.#rooms.of(siteId).join({ timeoutMs: 30_000 })
      await this.#main.until('it is back', (view) => view[`site:${siteId}`]?.presence === 'connected')
    })
    const { motions } = await this.#rooms.until(
      siteId,
      'is shown its vote',
      (view) => view.motions.length > 0,
    )
    expect(motions[0]).toMatchObject({ motionId, voted: true, ownBallot: ballotOf(siteId) })
    const again = { motionId, votes: [0, delegatesOf(siteId).present, 0] }
    expect(await this.#rooms.codeOf(siteId, 'vote.cast', again)).toBe('already_voted')
    return { siteId, lost, back }
  }

  /** The chair's room gives all its votes to one choice. */
  async voteByRemoteControl(motionId: string): Promise<number[]> {
    const { page } = this.#chair
    await page.getByTestId('vote-sheet').waitFor()
    await look(page, 'full-meeting-vote-room')
    await page.getByTestId('vote-all-0').click()
    await page.getByTestId('vote-next').click()
    await page.getByTestId('vote-send').click()
    await this.#main.until('the chair has voted', (view) => rightOf(view, motionId, CHAIR)?.voted)
    return [delegatesOf(CHAIR).present, 0, 0]
  }

  async enterVoteByTelephone(motionId: string): Promise<number[]> {
    const { page } = this.#desk
    await page.getByRole('button', { name: /^Nhập hộ phiếu của Xã Xín Cái/ }).click()
    const form = page.getByRole('dialog')
    const { present } = delegatesOf(BY_TELEPHONE)
    await form.getByLabel('Không tán thành').fill(String(present))
    await look(page)
    await form.getByRole('button', { name: 'Ghi phiếu' }).click()
    await this.#main.until('the telephone vote', (view) => rightOf(view, motionId, BY_TELEPHONE)?.byCrew)
    return [0, present, 0]
  }

  async showOrHide(title: string): Promise<void> {
    await this.#desk.page
      .getByTestId('past-vote')
      .filter({ hasText: title })
      .getByTestId('show-result')
      .click()
  }
}
