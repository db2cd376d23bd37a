import type { Conflict, SessionBody, SessionId } from '@diem-cau/protocol'
import type { Directory } from '../../core/directory/index.ts'
import {
  clashesOf,
  endsAt,
  needsOf,
  sessionRolesIn,
  type Clash,
  type Needs,
  type PlannedSession,
} from '../../core/planning/index.ts'
import type { Caller } from '../rest/define.ts'
import type { AccountNames, PlanningDirectory, PlanStore } from './ports.ts'
import type { SessionPlanner } from './SessionPlanner.ts'
import type { SessionViews } from './SessionViews.ts'
import { TRIAL } from './trial.ts'

/** So many are listed; the others are counted. */
const MOST_LISTED = 500

/** The trial of a new installation gives way to whatever is held. */
const isInTheWay = ({ sessionId }: PlannedSession): boolean => sessionId !== TRIAL.sessionId

export interface ConflictParts {
  store: PlanStore
  planner: SessionPlanner
  views: SessionViews
  directory: PlanningDirectory
  today: () => Directory
  accountNames: AccountNames
}

/** Finds whom and what two sessions need at the same time. */
export class Conflicts {
  readonly #parts: ConflictParts

  constructor(parts: ConflictParts) {
    this.#parts = parts
  }

  /** Of a plan that need not be stored. What the caller may not see is told without its title. */
  async of(
    caller: Caller,
    body: SessionBody,
    sessionId: SessionId | null,
  ): Promise<{ items: Conflict[]; total: number }> {
    const { store, planner, directory } = this.#parts
    const others = (await store.overlapping(body.startsAt, endsAt(body))).filter(isInTheWay)
    const wanted: Needs = {
      ...needsOf({ sessionId: NO_SESSION, body, siteIds: planner.sitesOf(body) }),
      sessionId,
    }
    // A draft of another unit is nobody's business, and may never come about.
    const known = others.filter((other) => other.state !== 'draft' || this.#parts.views.maySee(caller, other))
    const clashes = clashesOf(wanted, known.map(needsOf), directory.roomOf)
    const byId = new Map(known.map((session) => [session.sessionId, session]))
    const visible = clashes.filter((clash) => this.#concerns(caller, clash, byId))
    const names = await this.#parts.accountNames(
      visible.filter(({ kind }) => kind === 'account').map(({ id }) => id),
    )
    const items = visible.slice(0, MOST_LISTED).flatMap((clash): Conflict[] => {
      const other = byId.get(clash.withSessionId)
      return other === undefined ? [] : [this.#conflict(caller, clash, other, names)]
    })
    return { items, total: visible.length }
  }

  /** How many conflicts each of some sessions has with any other. */
  async counts(sessions: readonly PlannedSession[]): Promise<Map<SessionId, number>> {
    if (sessions.length === 0) return new Map()
    const from = Math.min(...sessions.map(({ body }) => body.startsAt))
    const to = Math.max(...sessions.map(({ body }) => endsAt(body)))
    const others = (await this.#parts.store.overlapping(from, to)).filter(
      (other) => other.state !== 'draft' && isInTheWay(other),
    )
    const needs = others.map(needsOf)
    return new Map(
      sessions.map((session) => [
        session.sessionId,
        needsRooms(session) ? clashesOf(needsOf(session), needs, this.#parts.directory.roomOf).length : 0,
      ]),
    )
  }

  /** People of the same name in meetings that the caller can not see are other people, for all he knows. */
  #concerns(
    caller: Caller,
    { kind, withSessionId }: Clash,
    byId: ReadonlyMap<SessionId, PlannedSession>,
  ): boolean {
    if (kind !== 'chair') return true
    const other = byId.get(withSessionId)
    return other !== undefined && this.#parts.views.maySee(caller, other)
  }

  #conflict(
    caller: Caller,
    { kind, id }: Clash,
    other: PlannedSession,
    accountNames: ReadonlyMap<string, string>,
  ): Conflict {
    const directory = this.#parts.today()
    const { body } = other
    const mayKnow =
      this.#parts.views.maySee(caller, other) || sessionRolesIn(body, caller.accountId).length > 0
    const host = directory.unitName(body.hostUnitId) ?? body.hostUnitId
    return {
      kind,
      id,
      name: nameOf(kind, id, directory, accountNames),
      withSessionId: other.sessionId,
      withTitle: mayKnow ? body.title : `Phiên họp của ${host}`,
      withStartsAt: body.startsAt,
      withEndsAt: endsAt(body),
    }
  }
}

// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- stands for a plan without an id, and is replaced
const NO_SESSION = '' as SessionId

function needsRooms({ state }: PlannedSession): boolean {
  return state === 'scheduled' || state === 'rehearsing' || state === 'live'
}

function nameOf(
  kind: Clash['kind'],
  id: string,
  directory: Directory,
  accountNames: ReadonlyMap<string, string>,
): string {
  if (kind === 'chair') return id
  if (kind === 'account') return accountNames.get(id) ?? id
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- sites and rooms are named by sites' ids
  return directory.siteName(id as Parameters<Directory['siteName']>[0]) ?? id
}
