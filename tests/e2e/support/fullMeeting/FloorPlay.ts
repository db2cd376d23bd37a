import type { SiteId } from '@diem-cau/protocol'
import { expect } from 'vitest'
import { never } from '../eventually.ts'
import type { TestRoom } from '../Meeting.ts'
import { hears } from '../senses.ts'
import { DONG_VAN, toneOf } from './cast.ts'
import type { Desk } from './Desk.ts'
import type { PAPERS } from './plan.ts'
import type { Proceedings } from './Proceedings.ts'
import type { Rooms } from './Rooms.ts'
import { during, Speaking } from './Script.ts'

/** Where a meeting is played: the desk, the chair's room, the other rooms, and what whoever conducts it sees. */
export interface Scene {
  readonly desk: Desk
  readonly main: Proceedings
  readonly rooms: Rooms
  readonly chair: TestRoom
}

/** The floor as the desk and the rooms play it; what was said is kept for the register. */
export class FloorPlay {
  /** In the order in which they were asked for. */
  readonly speeches: Speaking[] = []
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

  /** For a while the chair's room hears nobody but `tones`, and sees as many speakers. */
  async onlyHeard(tones: readonly number[]): Promise<void> {
    const empty = ['speaker1', 'speaker2', 'speaker3'].slice(tones.length)
    await never(
      async () => ({
        heard: await this.#chair.hears(),
        seen: await Promise.all(empty.map((slot) => this.#chair.sees(slot))),
      }),
      ({ heard, seen }) =>
        heard.some((hz) => !tones.some((tone) => hears([hz], tone))) || seen.some((one) => one !== 'none'),
      { forMs: 800, what: `somebody else than ${tones.join(', ')} Hz` },
    )
  }

  async callPaper({ siteId, title, person, minutes }: (typeof PAPERS)[number]): Promise<Speaking> {
    const asked = await during(async () => {
      await this.#desk.press('p')
      await this.#desk.shows(siteId, 'standby')
      return await this.#main.request(siteId, 'standby')
    })
    const { requestId } = asked.value
    const speech = new Speaking({
      requestId,
      siteId,
      kind: 'paper',
      asked,
      speaker: person,
      topic: title,
      itemTitle: title,
      calledByChair: true,
      limitMs: minutes * 60_000,
    })
    this.speeches.push(speech)
    return speech
  }

  /** The operator looks and listens before the cut. */
  async checkStandby(speech: Speaking): Promise<void> {
    await this.#desk.press('v')
    await this.#desk.page.getByRole('button', { name: /^Hình/, pressed: true }).waitFor()
    await this.#desk.press('V')
    await this.#main.until('its sound is good', (view) => view[`request:${speech.requestId}`]?.check?.sound)
    speech.note({ check: { picture: true, sound: true } })
  }

  async giveFloor(speech: Speaking): Promise<void> {
    const given = await during(async () => {
      await this.#desk.choose(speech.siteId)
      await this.#desk.press('g')
      await this.#desk.shows(speech.siteId, 'live')
      await this.#main.request(speech.siteId, 'live')
    })
    speech.gave(given)
  }

  async finish(speech: Speaking): Promise<void> {
    const ended = await during(async () => {
      await this.#desk.choose(speech.siteId)
      await this.#desk.press('e')
      await this.#main.over(speech.siteId)
    })
    speech.note({ ended, outcome: 'done', endedBy: 'chair' })
  }

  async request(
    siteId: SiteId,
    words: { kind: 'discussion' | 'question'; topic?: string; speaker?: string },
  ): Promise<Speaking> {
    const asked = await during(() => this.#rooms.says(siteId, 'floor.request', words))
    const speech = new Speaking({ requestId: asked.value.requestId, siteId, asked, ...words })
    this.speeches.push(speech)
    await this.#main.until('the request is seen', (view) => view[`request:${speech.requestId}`])
    return speech
  }

  /** The district's own room puts a request of its communes forward. */
  async nominate(speech: Speaking): Promise<void> {
    const { requestId } = speech
    const { group } = await this.#rooms.until(
      DONG_VAN.room,
      'has two requests',
      (view) => view.group?.requests.length === 2,
    )
    expect(group?.unitName).toBe(DONG_VAN.name)
    const at = await during(async () => {
      await this.#rooms.says(DONG_VAN.room, 'group.nominateOwn', { requestId })
      await this.#main.request(speech.siteId, 'queued')
    })
    speech.note({ nominatedBy: { unitId: DONG_VAN.unitId, at } })
  }

  /** Somebody puts a question in between: beside the speaker, whose time stands still. */
  async interpose(speaker: Speaking, siteId: SiteId): Promise<void> {
    await this.#desk.chooseInTree('tran phu', /^Phường Trần Phú/)
    const begun = await during(async () => {
      await this.#desk.press('c')
      await this.#desk.shows(siteId, 'live')
      return await this.#main.request(siteId, 'live')
    })
    const { requestId } = begun.value
    const question = new Speaking({
      requestId,
      siteId,
      kind: 'question',
      asked: begun,
      given: [begun],
      calledByChair: true,
      interposed: true,
    })
    this.speeches.push(question)
    await this.#chair.untilHears(toneOf(siteId))
    await this.onlyHeard([toneOf(siteId), toneOf(speaker.siteId)])
    expect(this.#main.view[`request:${speaker.requestId}`]?.clock?.pausedSince).not.toBeNull()
    question.note({ limitMs: begun.value.clock?.limitMs ?? null })
    await this.finish(question)
    speaker.note({ paused: [{ begun, over: question.played().ended }] })
  }
}
