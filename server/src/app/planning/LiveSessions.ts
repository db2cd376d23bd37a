import { BridgeError, type BranchId, type SessionBody, type SessionId, type SiteId } from '@diem-cau/protocol'
import type { OpenBranch } from '../../core/branch/state.ts'
import type { Directory } from '../../core/directory/index.ts'
import { conductSettings, NOBODY, printable, type PlannedSession } from '../../core/planning/index.ts'
import type { BranchRegistry } from '../BranchRegistry.ts'
import type { Clock, Logger } from '../ports.ts'
import { busyWords } from './busyWords.ts'
import type { PlanStore } from './ports.ts'
import { TRIAL } from './trial.ts'
import { SYSTEM_AUTHOR, type Author, type SessionPlanner } from './SessionPlanner.ts'

/** As long as a session's title may be. */
const MAX_TITLE = 300
const AD_HOC_MINUTES = 120

export interface LiveParts {
  planner: SessionPlanner
  store: PlanStore
  registry: BranchRegistry
  /** As it is today. */
  directory: () => Directory
  /** How long a lost link keeps the floor. */
  resumeGraceMs: number
  clock: Clock
  log: Logger
}

/**
 * Keeps plans and the log together: opening and closing branches for planned sessions, and writing into the plans what
 * happened to the branches otherwise. Where the two differ, as after a crash, the log is right.
 */
export class LiveSessions {
  readonly #parts: LiveParts

  constructor(parts: LiveParts) {
    this.#parts = parts
    parts.registry.listen((writer, events) => {
      if (events.some(({ type }) => type === 'BranchOpened' || type === 'BranchClosed')) {
        this.#followSoon(writer.sessionId)
      }
    })
  }

  /** After a start: what the log and the plans say of the same sessions is made the same. */
  async reconcile(): Promise<void> {
    const { store, registry } = this.#parts
    const thoughtOpen = (await store.inStates(['rehearsing', 'live'])).map(({ sessionId }) => sessionId)
    const open = registry.branches().map(({ sessionId }) => sessionId)
    for (const sessionId of new Set([...thoughtOpen, ...open])) {
      await this.#parts.planner.inTurn(sessionId, () => this.#agree(sessionId))
    }
  }

  /** Opens the rehearsal of a session: its rooms come in, the stage is there for trying. */
  rehearse(sessionId: SessionId, version: number, author: Author): Promise<PlannedSession> {
    const { planner } = this.#parts
    return planner.inTurn(sessionId, async () => {
      const session = await planner.ready(sessionId, version, 'rehearse')
      const count = session.rehearsals + 1
      const title = `Kết nối thử: ${session.body.title}`.slice(0, MAX_TITLE)
      await this.#open(session, rehearsalBranch(sessionId, count), title, author)
      return planner.put(session, { state: 'rehearsing', rehearsals: count }, author, 'rehearse')
    })
  }

  /** Opens a session. A rehearsal that is still on is closed before. */
  start(sessionId: SessionId, version: number, author: Author): Promise<PlannedSession> {
    const { planner } = this.#parts
    return planner.inTurn(sessionId, async () => {
      const session = await planner.ready(sessionId, version, 'start')
      const siteIds = planner.sitesOf(session.body)
      await this.giveWay(siteIds, author)
      this.#refuseBusy(session, siteIds)
      await this.#close(sessionId, author)
      await this.#open(session, liveBranch(sessionId), session.body.title, author)
      return this.#started(session, author)
    })
  }

  /** Opens a session that is not written yet, and writes it: for an urgent call. */
  async openNow(session: PlannedSession, author: Author): Promise<PlannedSession> {
    await this.giveWay(session.siteIds, author)
    this.#refuseBusy(session, session.siteIds)
    await this.#open(session, liveBranch(session.sessionId), session.body.title, author)
    const branch = this.#parts.registry.branchOfSession(session.sessionId)
    return { ...session, state: 'live', startedAt: branch?.openedAt ?? this.#parts.clock() }
  }

  /** Ends a session, or its rehearsal: then it is as it was planned again. */
  end(sessionId: SessionId, version: number, author: Author): Promise<PlannedSession> {
    const { planner } = this.#parts
    return planner.inTurn(sessionId, async () => {
      const session = await planner.ready(sessionId, version, 'end')
      await this.#close(sessionId, author)
      return this.#closed(session, author)
    })
  }

  /** Calls a session off; a rehearsal that is on ends. */
  cancel(sessionId: SessionId, version: number, reason: string, author: Author): Promise<PlannedSession> {
    const { planner } = this.#parts
    return planner.inTurn(sessionId, async () => {
      const session = await planner.ready(sessionId, version, 'cancel')
      const write = await planner.cancelled(session, reason.normalize('NFC').trim(), author)
      await planner.commit([write])
      await this.#close(sessionId, author)
      return write.session
    })
  }

  async #open(session: PlannedSession, branchId: BranchId, title: string, author: Author): Promise<void> {
    const { registry, planner, resumeGraceMs } = this.#parts
    const { body, sessionId } = session
    const siteIds = planner.sitesOf(body)
    await this.giveWay(siteIds, author)
    this.#refuseBusy(session, siteIds)
    await registry.open(
      {
        parentBranchId: null,
        title,
        hostUnitId: body.hostUnitId,
        videoCodec: body.settings.videoCodec,
        rules: {
          speakerPlaces: body.settings.speakerPlaces,
          maxOpenMicrophones: body.settings.maxOpenMicrophones,
          resumeGraceMs,
        },
        ...conductSettings(body, siteIds, this.#parts.directory()),
        chairSiteId: body.chair.siteId,
        siteIds,
      },
      { actor: author.text, key: branchId },
      { sessionId, branchId },
    )
  }

  /** @throws {BridgeError} `sites_busy`, which names who sits where */
  #refuseBusy({ sessionId }: PlannedSession, siteIds: PlannedSession['siteIds']): void {
    const { registry, directory } = this.#parts
    const busy = siteIds.flatMap((siteId) => {
      const branch = registry.branchOfSite(siteId)
      return branch === null || branch.sessionId === sessionId ? [] : [{ siteId, title: branch.title }]
    })
    if (busy.length > 0) throw new BridgeError('sites_busy', busyWords(busy, directory()))
  }

  /** Ends the trial session of a new installation where one of its sites is needed; no other ends by itself. */
  async giveWay(siteIds: readonly SiteId[], author: { text: string }): Promise<void> {
    const trial = this.#parts.registry.branchOfSession(TRIAL.sessionId)
    if (trial !== null && siteIds.some((siteId) => trial.sites.has(siteId))) {
      await this.#close(TRIAL.sessionId, author)
    }
  }

  async #close(sessionId: SessionId, author: { text: string }): Promise<void> {
    const { registry } = this.#parts
    const branch = registry.branchOfSession(sessionId)
    if (branch === null) return
    const origin = { actor: author.text, key: `close-${branch.branchId}` }
    await registry.execute(branch.branchId, { type: 'CloseBranch', reason: 'ended' }, origin)
  }

  #followSoon(sessionId: SessionId): void {
    const { planner, log } = this.#parts
    planner
      .inTurn(sessionId, () => this.#agree(sessionId))
      .catch((error: unknown) => {
        // The log has it; the next start writes it into the plan.
        log.warn({ err: error, sessionId }, 'What became of a session could not be written into its plan yet')
      })
  }

  /** Writes into a plan what the log says of its branches. */
  async #agree(sessionId: SessionId): Promise<void> {
    const { store, registry } = this.#parts
    const branch = registry.branchOfSession(sessionId)
    const session = await store.find(sessionId)
    if (session === null) {
      if (branch !== null) await this.#enterAdHoc(branch)
      return
    }
    if (branch === null) {
      if (session.state === 'live' || session.state === 'rehearsing')
        await this.#closed(session, SYSTEM_AUTHOR)
    } else if (isRehearsal(branch)) {
      await this.#agreeOnRehearsal(session)
    } else if (session.state !== 'live') {
      await this.#agreeOnLive(session)
    }
  }

  async #agreeOnRehearsal(session: PlannedSession): Promise<void> {
    const { planner } = this.#parts
    if (session.state === 'scheduled') {
      const rehearsals = session.rehearsals + 1
      await planner.put(session, { state: 'rehearsing', rehearsals }, SYSTEM_AUTHOR, 'rehearse')
    } else if (session.state !== 'rehearsing') await this.#close(session.sessionId, SYSTEM_AUTHOR)
  }

  /** A session that was called off is not held, whatever a server was about to do when it died. */
  async #agreeOnLive(session: PlannedSession): Promise<void> {
    if (session.state === 'scheduled' || session.state === 'rehearsing' || session.state === 'draft') {
      await this.#started(session, SYSTEM_AUTHOR)
    } else await this.#close(session.sessionId, SYSTEM_AUTHOR)
  }

  #started(session: PlannedSession, author: Author): Promise<PlannedSession> {
    const { planner, registry, clock } = this.#parts
    const branch = registry.branchOfSession(session.sessionId)
    const patch = {
      state: 'live' as const,
      startedAt: branch?.openedAt ?? clock(),
      siteIds: branch === null ? session.siteIds : [...branch.sites.keys()],
    }
    return planner.put(session, patch, author, 'start')
  }

  async #closed(session: PlannedSession, author: Author): Promise<PlannedSession> {
    const { planner, store, clock } = this.#parts
    if (session.state === 'rehearsing') {
      return planner.put(session, { state: 'scheduled' }, author, 'endRehearsal')
    }
    const endedAt = (await store.closedAt(session.sessionId)) ?? clock()
    return planner.put(session, { state: 'ended', endedAt }, author, 'end')
  }

  /** A session that was opened without a plan gets one, so that the calendar has every session that was held. */
  async #enterAdHoc(branch: OpenBranch): Promise<void> {
    // A unit that meets on its own for a while is part of the session that it came from.
    if (branch.parentBranchId !== null || isRehearsal(branch)) return
    const { planner } = this.#parts
    const siteIds = [...branch.sites.keys()]
    const session: PlannedSession = {
      ...(await planner.draft(branch.sessionId, this.#bodyOf(branch), SYSTEM_AUTHOR)),
      state: 'live',
      siteIds,
      startedAt: branch.openedAt,
    }
    await planner.enter(session, SYSTEM_AUTHOR, 'openAdHoc')
  }

  #typeOf({ sessionId, urgent, hostUnitId }: OpenBranch): SessionBody['type'] {
    if (sessionId === TRIAL.sessionId) return 'rehearsal'
    if (urgent !== null) return 'urgentCall'
    return (this.#parts.directory().unit(hostUnitId)?.tier ?? 1) === 1
      ? 'provincialMeeting'
      : 'districtBriefing'
  }

  #bodyOf(branch: OpenBranch): SessionBody {
    const { hostUnitId, title, chair, sites, rules, videoCodec, openedAt } = branch
    return {
      type: this.#typeOf(branch),
      // The console took it as it was typed; a plan's is a line that can be printed.
      title: printable(title, MAX_TITLE) || 'Phiên họp',
      hostUnitId,
      startsAt: openedAt,
      durationMinutes: AD_HOC_MINUTES,
      rehearsalAt: null,
      chair: { siteId: chair.siteId, person: '' },
      invitation: { ...NOBODY, siteIds: [...sites.keys()] },
      agenda: [],
      technicians: [],
      people: [],
      documentIds: [],
      notes: branch.urgent?.reason ?? '',
      settings: {
        speakerPlaces: rules.speakerPlaces,
        maxOpenMicrophones: rules.maxOpenMicrophones,
        videoCodec,
      },
    }
  }
}

const REHEARSAL = 'rehearsal-'

/* oxlint-disable typescript/no-unsafe-type-assertion -- ids are made here */
function liveBranch(sessionId: SessionId): BranchId {
  return `branch-${sessionId}` as BranchId
}

/** Every rehearsal is a stream of its own, and can be told from the session by its name. */
function rehearsalBranch(sessionId: SessionId, count: number): BranchId {
  return `${REHEARSAL}${count}-${sessionId}` as BranchId
}
/* oxlint-enable typescript/no-unsafe-type-assertion */

function isRehearsal({ branchId }: OpenBranch): boolean {
  return branchId.startsWith(REHEARSAL)
}
