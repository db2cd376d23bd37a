import {
  BridgeError,
  type SessionBody,
  type SessionId,
  type SessionType,
  type UnitId,
} from '@diem-cau/protocol'
import { pastOf, type Directory } from '../../core/directory/index.ts'
import {
  bodyLike,
  defaultBody,
  defaultConduct,
  isHeldAgain,
  type Holidays,
  type PlannedSession,
} from '../../core/planning/index.ts'
import type { Clock } from '../ports.ts'
import type { PlanStore } from './ports.ts'

/** So many of one kind by one host are looked at: a weekly series of a year, and those before it. */
const KNOWN = 100
/** What begins later than so is a series' own business. */
const NEAR_MS = 31 * 86_400_000

export interface DefaultsParts {
  store: PlanStore
  today: () => Directory
  holidays: Holidays
  settings: SessionBody['settings']
  clock: Clock
}

/** What a new session begins with, so that planning the monthly one takes a minute. */
export class SessionDefaults {
  readonly #parts: DefaultsParts

  constructor(parts: DefaultsParts) {
    this.#parts = parts
  }

  /** The last session of a kind by the same host, moved on to its next day; the type's own defaults without one. */
  async of(
    type: SessionType,
    hostUnitId: UnitId,
  ): Promise<{ body: SessionBody; takenFrom: PlannedSession | null }> {
    const known = await this.#parts.store.lastOf(type, this.#hosts(hostUnitId), KNOWN)
    // A series is planned for a year ahead: the next one follows what is near, not what its end will be.
    const ahead = this.#parts.clock() + NEAR_MS
    const near = known.findIndex(({ body }) => body.startsAt <= ahead)
    const at = near < 0 ? known.length - 1 : near
    const last = known[at]
    if (last === undefined) return { body: this.#ownOf(type, hostUnitId), takenFrom: null }
    const before = known.slice(at + 1).find(({ body }) => isHeldAgain(body, last.body)) ?? null
    return { body: this.#like(last, before), takenFrom: last }
  }

  /** As one session that was chosen, for a type and a host that may be others. */
  async like(
    sessionId: SessionId,
    type: SessionType,
    hostUnitId: UnitId,
  ): Promise<{ body: SessionBody; takenFrom: PlannedSession }> {
    const session = await this.#parts.store.find(sessionId)
    if (session === null) throw new BridgeError('not_found')
    const earlier = await this.#parts.store.lastOf(
      session.body.type,
      this.#hosts(session.body.hostUnitId),
      KNOWN,
    )
    const before =
      earlier.find(({ body }) => body.startsAt < session.body.startsAt && isHeldAgain(body, session.body)) ??
      null
    return { body: { ...this.#like(session, before), type, hostUnitId }, takenFrom: session }
  }

  /** The host, and those that it carries on: the year of a merger goes on from what was before it. */
  #hosts(hostUnitId: UnitId): UnitId[] {
    return pastOf(hostUnitId, this.#parts.today())
  }

  #like(last: PlannedSession, before: PlannedSession | null): SessionBody {
    const { clock, holidays } = this.#parts
    return withConduct(bodyLike(last.body, before?.body.startsAt ?? null, { now: clock(), holidays }))
  }

  #ownOf(type: SessionType, hostUnitId: UnitId): SessionBody {
    const { today, settings, clock, holidays } = this.#parts
    const directory = today()
    const host = directory.unit(hostUnitId)
    if (host === undefined) throw new BridgeError('not_found')
    return withConduct(defaultBody(type, host, settings, { directory, now: clock(), holidays }))
  }
}

/** Says how it is conducted where that was left to its type, so that whoever plans it sees and changes it. */
function withConduct(body: SessionBody): SessionBody {
  const conduct = body.settings.conduct ?? defaultConduct(body.type)
  return { ...body, settings: { ...body.settings, conduct } }
}
