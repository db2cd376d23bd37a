import { assertUnreachable, BridgeError, type SiteFloorView } from '@diem-cau/protocol'
import { sentenceOf } from './bridge/AdminLink.ts'
import { RequestFailed } from '../../client/src/connection/index.ts'
import type { Happening, Narrator } from './Narrator.ts'
import {
  behaviourOf,
  reactionTo,
  temperOf,
  type Action,
  type Reaction,
  type Temper,
} from './plan/behaviour.ts'
import { rollAnswerOf } from './plan/roll.ts'
import { PlanClock } from './plan/PlanClock.ts'
import type { SimulatedSite } from './SimulatedSite.ts'

interface PlayedRoomOptions {
  readonly site: SimulatedSite
  readonly narrator: Narrator
  readonly seed: number
  readonly index: number
  readonly calm: boolean
  /** Whether it answers the roll call. */
  readonly roll: boolean
  /** The chair's room stays and asks for nothing. */
  readonly isChair: boolean
}

const TOLD: Partial<Record<SiteFloorView['state'], Happening>> = {
  invited: 'isInvited',
  standby: 'isOnStandby',
  live: 'speaks',
  done: 'isDone',
  revoked: 'isRevoked',
  declined: 'isDeclined',
}

/** A room that plays its plan and answers what is done to it. It is told the time and owns no timer. */
export class PlayedRoom {
  readonly #options: PlayedRoomOptions
  readonly #plan: PlanClock
  readonly #temper: Temper
  #floor: SiteFloorView['state'] = 'idle'
  #floorSince = 0
  #askedSince: number | null = null
  #reacting = false
  #answering = false
  #toldState: SiteFloorView['state'] = 'idle'

  constructor(options: PlayedRoomOptions) {
    this.#options = options
    const { site, seed, index, calm } = options
    this.#plan = new PlanClock(options.isChair ? [].values() : behaviourOf({ seed, index, calm }))
    this.#temper = temperOf(seed, index)
    site.onView(({ floor }, before) => this.#handleFloor(floor, before?.floor.lastOutcome?.at ?? 0))
  }

  /** Does what is due, `atMs` after everybody had joined; `now` is epoch milliseconds. */
  tick(atMs: number, now: number): void {
    for (const action of this.#plan.due(atMs)) void this.#attempt(async () => await this.#act(action))
    const { site } = this.#options
    if (this.#options.roll) this.#answerRoll(now)
    const floor = site.view?.floor.state ?? 'idle'
    if (floor !== this.#floor) this.#floorSince = now
    this.#floor = floor
    if (this.#reacting || this.#options.isChair || !site.joined) return
    const reaction = reactionTo(floor, now - this.#floorSince, this.#temper)
    if (reaction === null) return
    this.#reacting = true
    void this.#attempt(async () => await this.#react(reaction)).finally(() => {
      this.#reacting = false
    })
  }

  /** Answers the roll once, after as long as it takes to count; again when it is called anew. */
  #answerRoll(now: number): void {
    const { site, seed, index } = this.#options
    const { rollCall = null } = site.view ?? {}
    const isAsked = rollCall?.open === true && rollCall.answer === null && rollCall.excuse === null
    this.#askedSince = isAsked ? (this.#askedSince ?? now) : null
    const { connection } = site.page ?? {}
    const { afterMs, ...answer } = rollAnswerOf(seed, index)
    if (this.#askedSince === null || now - this.#askedSince < afterMs) return
    if (this.#answering || !site.joined || connection === undefined) return
    this.#answering = true
    void this.#attempt(async () => {
      await connection.command('rollCall.answer', answer)
      this.#tell('answersRoll', `${answer.present}/${answer.invited}`)
    }).finally(() => {
      this.#answering = false
    })
  }

  #tell(happening: Happening, detail?: string): void {
    const { siteId, name } = this.#options.site.device.site
    this.#options.narrator.happening(siteId, name, happening, detail)
  }

  /** What others did to the room: the state moved, or a speech or request came to its end. */
  #handleFloor(floor: SiteFloorView, lastOutcomeAt: number): void {
    const { lastOutcome, state } = floor
    if (lastOutcome !== null && lastOutcome.at !== lastOutcomeAt && lastOutcome.state !== 'withdrawn') {
      const told = TOLD[lastOutcome.state]
      if (told !== undefined) this.#tell(told)
    }
    if (state === this.#toldState) return
    this.#toldState = state
    const told = TOLD[state]
    if (told !== undefined) this.#tell(told)
  }

  async #act(action: Action): Promise<void> {
    const { site } = this.#options
    const connection = site.page?.connection
    const floor = site.view?.floor.state ?? 'idle'
    const mayAsk =
      floor === 'idle' ||
      floor === 'done' ||
      floor === 'withdrawn' ||
      floor === 'declined' ||
      floor === 'revoked'
    switch (action) {
      case 'request':
        if (!site.joined || !mayAsk || connection === undefined) return
        await connection.command('floor.request', {})
        return this.#tell('requests')
      case 'withdraw':
        if (!site.joined || (floor !== 'queued' && floor !== 'requested') || connection === undefined) return
        await connection.command('floor.withdraw', {})
        return this.#tell('withdraws')
      case 'leave':
        site.leave()
        return this.#tell('leaves')
      case 'return':
        await site.join({ timeoutMs: 30_000 })
        return this.#tell('returns')
      case 'loseLink':
        site.page?.cutLink()
        return this.#tell('losesLink')
      case 'regainLink':
        site.page?.mendLink()
        await site.join({ timeoutMs: 30_000 })
        return this.#tell('regainsLink')
      default:
        return assertUnreachable(action)
    }
  }

  async #react(reaction: Reaction): Promise<void> {
    const connection = this.#options.site.page?.connection
    if (connection === undefined) return
    switch (reaction) {
      case 'accept':
        await connection.command('floor.accept', {})
        return this.#tell('accepts')
      case 'end':
        await connection.command('floor.end', {})
        return this.#tell('ends')
      default:
        return assertUnreachable(reaction)
    }
  }

  /** A refusal is part of the play: the chair may have been faster. */
  async #attempt(work: () => Promise<void>): Promise<void> {
    try {
      await work()
    } catch (error) {
      if (
        error instanceof BridgeError &&
        (error.code === 'wrong_floor_state' || error.code === 'roll_closed')
      )
        return
      if (error instanceof RequestFailed && error.reason === 'closed') return
      this.#tell('troubled', sentenceOf(error))
    }
  }
}
