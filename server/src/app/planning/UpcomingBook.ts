import type { SiteId, UpcomingSession } from '@diem-cau/protocol'
import type { PlannedSession } from '../../core/planning/index.ts'
import { endsAt } from '../../core/planning/index.ts'
import type { Clock } from '../ports.ts'
import { onDayOf } from './directoryOn.ts'
import type { PlanningDirectory, PlanStore } from './ports.ts'
import type { SessionPlanner } from './SessionPlanner.ts'

const MOST_SHOWN = 5
const HOUR_MS = 3_600_000
/** A session that nobody has begun is shown for so long after its start; then it is not what comes next. */
const LATE_MS = 6 * HOUR_MS

interface Entry {
  session: PlannedSession
  shown: UpcomingSession
  /** From then on it comes no more. */
  until: number
}

export interface UpcomingParts {
  store: PlanStore
  planner: SessionPlanner
  directory: PlanningDirectory
  clock: Clock
  /** What some site or console shows is different now. */
  onChange: () => void
}

/** What comes next for each site, kept in memory: every page of every site shows it. */
export class UpcomingBook {
  readonly #parts: UpcomingParts
  readonly #ofSite = new Map<SiteId, Entry[]>()
  readonly #shown = new Map<SiteId, { list: UpcomingSession[]; since: number; until: number }>()
  #revision: number

  constructor(parts: UpcomingParts) {
    this.#parts = parts
    // Another one after every start: a console that was away reloads its lists.
    this.#revision = parts.clock()
    parts.planner.listen((before, after) => this.#take(before, after))
  }

  /** Changes with every change of any plan. */
  get revision(): number {
    return this.#revision
  }

  /** Reads everything that is announced. Again when the names in the directory have changed. */
  async load(): Promise<void> {
    const { store, clock } = this.#parts
    const sessions = await store.inStates(['scheduled', 'rehearsing'], clock())
    this.#ofSite.clear()
    this.#shown.clear()
    for (const session of sessions) this.#add(session)
    this.#changed()
  }

  /** The next sessions of a site, soonest first. The same array as long as nothing is different. */
  of(siteId: SiteId): UpcomingSession[] {
    const now = this.#parts.clock()
    const known = this.#shown.get(siteId)
    // A clock that was put back shows again what it had passed.
    if (known !== undefined && known.since <= now && now < known.until) return known.list
    const first = (this.#ofSite.get(siteId) ?? []).filter(({ until }) => now < until).slice(0, MOST_SHOWN)
    const list = first.map(({ shown }) => shown)
    this.#shown.set(siteId, { list, since: now, until: Math.min(...first.map(({ until }) => until)) })
    return list
  }

  #take(before: PlannedSession | null, after: PlannedSession | null): void {
    if (before !== null) this.#remove(before)
    if (after !== null) this.#add(after)
    this.#changed()
  }

  #changed(): void {
    this.#revision += 1
    this.#parts.onChange()
  }

  #remove({ sessionId, siteIds }: PlannedSession): void {
    for (const siteId of siteIds) {
      const entries = this.#ofSite.get(siteId)
      if (entries === undefined) continue
      this.#ofSite.set(
        siteId,
        entries.filter(({ session }) => session.sessionId !== sessionId),
      )
      this.#shown.delete(siteId)
    }
  }

  #add(session: PlannedSession): void {
    if (session.state !== 'scheduled' && session.state !== 'rehearsing') return
    const until = Math.min(endsAt(session.body), session.body.startsAt + LATE_MS)
    const entry = { session, until, shown: this.#shownOf(session) }
    for (const siteId of session.siteIds) {
      const entries = this.#ofSite.get(siteId) ?? []
      const place = entries.findIndex((other) => other.session.body.startsAt > session.body.startsAt)
      this.#ofSite.set(siteId, entries.toSpliced(place < 0 ? entries.length : place, 0, entry))
      this.#shown.delete(siteId)
    }
  }

  #shownOf({ sessionId, body, state }: PlannedSession): UpcomingSession {
    const directory = onDayOf(this.#parts.directory, body)
    return {
      sessionId,
      title: body.title,
      type: body.type,
      state: state === 'rehearsing' ? 'rehearsing' : 'scheduled',
      startsAt: body.startsAt,
      rehearsalAt: body.rehearsalAt,
      hostUnitName: directory.unitName(body.hostUnitId) ?? body.hostUnitId,
      chairPerson: body.chair.person,
      chairSiteName: directory.siteName(body.chair.siteId) ?? body.chair.siteId,
    }
  }
}
