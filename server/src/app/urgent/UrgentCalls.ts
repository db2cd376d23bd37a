import { BridgeError, type BranchId, type SessionBody, type SessionId, type SiteId } from '@diem-cau/protocol'
import type { OpenBranch } from '../../core/branch/state.ts'
import type { NoticeBatch } from '../../core/notices/types.ts'
import type { Directory } from '../../core/directory/index.ts'
import { conductSettings, printable, type PlannedSession } from '../../core/planning/index.ts'
import type { BranchRegistry } from '../BranchRegistry.ts'
import type { SessionNotices } from '../notices/port.ts'
import { sessionIdFor, type Author, type SessionPlanner } from '../planning/SessionPlanner.ts'
import type { PlanStore } from '../planning/ports.ts'
import type { Logger } from '../ports.ts'

export interface UrgentParts {
  registry: BranchRegistry
  planner: SessionPlanner
  plans: PlanStore
  notices: SessionNotices
  /** Puts a batch into the outbox, in a transaction of its own. */
  queue: (batch: NoticeBatch) => Promise<void>
  /** As it is today. */
  directory: () => Directory
  resumeGraceMs: number
  log: Logger
}

/**
 * Urgent calls: a session that is open, and rings at every invited site, before anything else is done about it. The plan
 * and the notices follow; what a crash leaves out is made up for at the next start, and nobody is told twice.
 */
export class UrgentCalls {
  readonly #parts: UrgentParts

  constructor(parts: UrgentParts) {
    this.#parts = parts
  }

  /**
   * Calls the sites of a plan. The same author's same command is one call, however often it comes.
   * @throws {BridgeError} `chair_busy`, `nobody_called`, or what is wrong with the plan
   */
  async call(
    body: SessionBody,
    author: Author,
    command: string,
  ): Promise<{ sessionId: SessionId; siteCount: number }> {
    const { planner, plans } = this.#parts
    const sessionId = sessionIdFor(author, `urgent/${command}`)
    // In turn: nobody else enters the session as one that was opened without a plan.
    return planner.inTurn(sessionId, async () => {
      const known = await plans.find(sessionId)
      const session = known ?? (await planner.draft(sessionId, body, author))
      if (session.siteIds.length === 0) throw new BridgeError('nobody_called')
      if (known === null) await this.#ring(session, author)
      await this.#enter(session, known !== null, author)
      await this.#tell(session)
      return { sessionId, siteCount: session.siteIds.length }
    })
  }

  /** After a start: calls that are on, and of which not everybody was told before the bridge fell. */
  async resume(): Promise<void> {
    const { registry, plans, log } = this.#parts
    for (const branch of registry.branches()) {
      if (branch.urgent === null) continue
      const session = await plans.find(branch.sessionId)
      if (session === null) continue
      await this.#tell({ ...session, version: 1 }, branch)
      log.info({ sessionId: branch.sessionId }, 'An urgent call goes on')
    }
  }

  async #ring({ sessionId, body, siteIds }: PlannedSession, author: Author): Promise<void> {
    const { registry, resumeGraceMs, directory } = this.#parts
    const branchId = branchFor(sessionId)
    await registry.open(
      {
        parentBranchId: null,
        title: body.title,
        hostUnitId: body.hostUnitId,
        videoCodec: body.settings.videoCodec,
        rules: {
          speakerPlaces: body.settings.speakerPlaces,
          maxOpenMicrophones: body.settings.maxOpenMicrophones,
          resumeGraceMs,
        },
        ...conductSettings(body, siteIds, directory()),
        chairSiteId: body.chair.siteId,
        siteIds: [...siteIds],
        urgent: { reason: body.notes, siteIds: [...siteIds] },
      },
      { actor: author.text, key: branchId },
      { sessionId, branchId },
    )
  }

  async #enter(session: PlannedSession, isKnown: boolean, author: Author): Promise<void> {
    const { planner, registry } = this.#parts
    const branch = registry.branchOfSession(session.sessionId)
    if (isKnown || branch === null) return
    await planner.enter({ ...session, state: 'live', startedAt: branch.openedAt }, author, 'urgentCall')
  }

  /** A failure to tell people elsewhere does not take the ringing back. */
  async #tell(session: PlannedSession, branch?: OpenBranch): Promise<void> {
    const { planner, notices, queue, log } = this.#parts
    try {
      const announced = await planner.announced({ ...session, version: 1 })
      const batch = await notices.urgent(announced, branch?.urgent?.reason ?? session.body.notes)
      await queue(batch)
      notices.committed()
    } catch (error) {
      log.error(
        { err: error, sessionId: session.sessionId },
        'The notices of an urgent call could not be written',
      )
    }
  }
}

const MOST_CHARACTERS = 300

function branchFor(sessionId: SessionId): BranchId {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- ids are made here
  return `branch-${sessionId}` as BranchId
}

/** The plan of a call: now, for as long as a working day's half, and nothing on the agenda but its reason. */
export function urgentBody(call: {
  hostUnitId: SessionBody['hostUnitId']
  invitation: SessionBody['invitation']
  reason: string
  chairSiteId: SiteId
  now: number
  settings: SessionBody['settings']
}): SessionBody {
  // One line, whatever was pasted: a call does not fail for a line break or another program's bullets.
  const reason = printable(call.reason, MOST_CHARACTERS)
  return {
    type: 'urgentCall',
    title: printable(`Họp khẩn: ${reason}`, MOST_CHARACTERS),
    hostUnitId: call.hostUnitId,
    startsAt: call.now,
    durationMinutes: 240,
    rehearsalAt: null,
    chair: { siteId: call.chairSiteId, person: '' },
    invitation: call.invitation,
    agenda: [],
    technicians: [],
    people: [],
    documentIds: [],
    notes: reason,
    settings: call.settings,
  }
}
