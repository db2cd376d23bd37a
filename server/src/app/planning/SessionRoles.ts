import type { SessionId, SessionRole } from '@diem-cau/protocol'
import type { PlannedSession } from '../../core/planning/index.ts'
import type { PlanStore } from './ports.ts'
import type { SessionPlanner } from './SessionPlanner.ts'

type RolesByAccount = ReadonlyMap<string, readonly SessionRole[]>

/**
 * Who is chair, secretary or technician of the sessions that are connected now: asked for at every command, so kept in
 * memory.
 */
export class SessionRoles {
  readonly #store: PlanStore
  readonly #ofSession = new Map<SessionId, RolesByAccount>()

  constructor(store: PlanStore, planner: SessionPlanner) {
    this.#store = store
    planner.listen((before, after) => {
      if (after !== null) this.#take(after)
      else if (before !== null) this.#ofSession.delete(before.sessionId)
    })
  }

  /** Reads the sessions that are connected, after a start. */
  async load(): Promise<void> {
    for (const session of await this.#store.inStates(['rehearsing', 'live'])) this.#take(session)
  }

  of(accountId: string, sessionId: SessionId): readonly SessionRole[] {
    return this.#ofSession.get(sessionId)?.get(accountId) ?? []
  }

  #take({ sessionId, state, body }: PlannedSession): void {
    if (state !== 'rehearsing' && state !== 'live') {
      this.#ofSession.delete(sessionId)
      return
    }
    const roles = new Map<string, SessionRole[]>()
    for (const { accountId, role } of body.people) {
      roles.set(accountId, [...(roles.get(accountId) ?? []), role])
    }
    this.#ofSession.set(sessionId, roles)
  }
}
