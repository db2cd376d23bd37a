import type { SessionBody, SessionDetail, SessionLine, SessionRole, SiteId } from '@diem-cau/protocol'
import { siteIdsWithin, unitIdsWithin, type Directory } from '../../core/directory/index.ts'
import {
  dayOf,
  documentIdsOf,
  NOBODY,
  sessionRolesIn,
  type PlannedSession,
} from '../../core/planning/index.ts'
import { allScopesOf, isAllowed, isSiteInside, type Target } from '../../core/policy/policy.ts'
import type { Caller } from '../rest/define.ts'
import { documentsOf, namesIn } from './describe.ts'
import { outdatedOn } from './outdated.ts'
import type {
  AccountNames,
  DocumentBook,
  PlanningDirectory,
  PlanStore,
  SessionSummary,
  Visibility,
} from './ports.ts'

export interface ViewParts {
  directory: PlanningDirectory
  /** As it is today: rights go by it. */
  today: () => Directory
  documents: DocumentBook
  accountNames: AccountNames
  store: PlanStore
}

/** Shows planned sessions to callers: each what it may see, and what it may do. */
export class SessionViews {
  readonly #parts: ViewParts

  constructor(parts: ViewParts) {
    this.#parts = parts
  }

  /** Which sessions a caller's lists may hold. */
  visibilityOf({ person, accountId }: Caller): Visibility {
    const directory = this.#parts.today()
    const scopes = allScopesOf(person)
    if (scopes.includes(directory.root.id)) return { scope: null, accountId }
    const unitIds = [...unitIdsWithin(directory, scopes)]
    const siteIds = [...siteIdsWithin(directory, scopes)]
    return { scope: { unitIds, siteIds }, accountId }
  }

  /** What a call about a session reaches for. Drafts are the host's alone. */
  targetOf(caller: Caller, session: PlannedSession): Target {
    return {
      hostUnitId: session.body.hostUnitId,
      siteIds: session.state === 'draft' ? [] : session.siteIds,
      sessionRoles: sessionRolesIn(session.body, caller.accountId),
    }
  }

  /** Whether a caller may look at a session. */
  maySee(caller: Caller, session: PlannedSession): boolean {
    return isAllowed(caller.person, 'sessions.get', this.targetOf(caller, session), this.#parts.today())
  }

  /** Whether a caller may read a document that reaches for something. */
  mayRead(caller: Caller, target: Target): boolean {
    return isAllowed(caller.person, 'documents.content', target, this.#parts.today())
  }

  async lines(caller: Caller, summaries: readonly SessionSummary[]): Promise<SessionLine[]> {
    const ids = summaries.map(({ sessionId }) => sessionId)
    const roles = await this.#parts.store.rolesIn(caller.accountId, ids)
    return summaries.map((summary) => this.#line(caller, summary, roles.get(summary.sessionId) ?? []))
  }

  /** The line of a whole plan. */
  lineOf(caller: Caller, session: PlannedSession): SessionLine {
    return this.#line(caller, summaryOf(session), sessionRolesIn(session.body, caller.accountId))
  }

  #line(
    caller: Caller,
    { chairSiteId, ...summary }: SessionSummary,
    sessionRoles: readonly SessionRole[],
  ): SessionLine {
    const directory = this.#parts.directory.on(dayOf(summary.startsAt))
    return {
      ...summary,
      hostUnitName: directory.unitName(summary.hostUnitId) ?? summary.hostUnitId,
      chairSiteName: directory.siteName(chairSiteId) ?? chairSiteId,
      ...this.#rights(caller, summary.hostUnitId, sessionRoles),
    }
  }

  #rights(
    { person }: Caller,
    hostUnitId: PlannedSession['body']['hostUnitId'],
    roles: readonly SessionRole[],
  ) {
    const directory = this.#parts.today()
    return {
      mayPlan: isAllowed(person, 'sessions.update', { unitIds: [hostUnitId] }, directory),
      mayConduct: isAllowed(person, 'sessions.start', { hostUnitId, sessionRoles: roles }, directory),
    }
  }

  /** Everything that is planned, cut to what the caller may see: of other units' rooms only that they are there. */
  async detail(caller: Caller, session: PlannedSession): Promise<SessionDetail> {
    const documents = await this.#parts.documents.find(documentIdsOf(session.body))
    const people = await this.#parts.accountNames(session.body.people.map(({ accountId }) => accountId))
    const names = {
      ...Object.fromEntries(namesIn(session, this.#parts.directory)),
      ...Object.fromEntries(people),
    }
    const whole = this.#whole(caller, session, { documents: documentsOf(session, documents), names })
    if (this.isOfOffice(caller, session.body)) return whole
    return cut(whole, caller, this.#isOwn(caller))
  }

  /** Whether a caller knows all of a plan: the host's people, and whoever has a role in it. */
  isOfOffice(caller: Caller, body: Pick<SessionBody, 'hostUnitId' | 'people'>): boolean {
    const directory = this.#parts.today()
    return (
      allScopesOf(caller.person).some((scope) => directory.isInSubtree(body.hostUnitId, scope)) ||
      sessionRolesIn(body, caller.accountId).length > 0
    )
  }

  /** The same plan, without what is the office's alone for those who only have rooms in it. */
  bodyFor(caller: Caller, body: SessionBody, siteIds: readonly SiteId[]): SessionBody {
    return this.isOfOffice(caller, body) ? body : cutBody(body, siteIds, caller, this.#isOwn(caller))
  }

  #isOwn({ person }: Caller): (siteId: SiteId) => boolean {
    const scopes = allScopesOf(person)
    const directory = this.#parts.today()
    return (siteId) => isSiteInside(siteId, scopes, directory)
  }

  #whole(
    caller: Caller,
    session: PlannedSession,
    found: Pick<SessionDetail, 'documents' | 'names'>,
  ): SessionDetail {
    const { body } = session
    return {
      ...body,
      sessionId: session.sessionId,
      state: session.state,
      version: session.version,
      seriesId: session.seriesId,
      occurrence: session.occurrence,
      siteIds: [...session.siteIds],
      outdated: outdatedOn(body, this.#parts.directory, dayOf(body.startsAt)),
      ...found,
      createdAt: session.createdAt,
      createdByName: session.createdByName,
      updatedAt: session.updatedAt,
      updatedByName: session.updatedByName,
      invitedAt: session.invitedAt,
      startedAt: session.startedAt,
      endedAt: session.endedAt,
      cancelReason: session.cancelReason,
      ...this.#rights(caller, body.hostUnitId, sessionRolesIn(body, caller.accountId)),
    }
  }
}

/** What those see who only have rooms in a session: when, who, what about; of the invited rooms their own. */
function cut(detail: SessionDetail, caller: Caller, isOwn: (siteId: SiteId) => boolean): SessionDetail {
  const siteIds = detail.siteIds.filter(isOwn)
  const mentioned = new Set<string>([
    ...siteIds,
    detail.hostUnitId,
    detail.chair.siteId,
    ...detail.agenda.flatMap(({ speaker }) => speaker?.siteId ?? []),
  ])
  return {
    ...cutBody(detail, detail.siteIds, caller, isOwn),
    siteIds,
    outdated: { carriedOn: [], lost: [] },
    names: Object.fromEntries(Object.entries(detail.names).filter(([id]) => mentioned.has(id))),
  }
}

function cutBody<T extends SessionBody>(
  body: T,
  siteIds: readonly SiteId[],
  { accountId }: Caller,
  isOwn: (siteId: SiteId) => boolean,
): T {
  return {
    ...body,
    invitation: { ...NOBODY, siteIds: siteIds.filter(isOwn) },
    technicians: body.technicians.filter(({ siteId }) => isOwn(siteId)),
    people: body.people.filter((person) => person.accountId === accountId),
    notes: '',
  }
}

export function summaryOf(session: PlannedSession): SessionSummary {
  const { body } = session
  return {
    sessionId: session.sessionId,
    type: body.type,
    state: session.state,
    title: body.title,
    hostUnitId: body.hostUnitId,
    startsAt: body.startsAt,
    endsAt: body.startsAt + body.durationMinutes * 60_000,
    rehearsalAt: body.rehearsalAt,
    chairSiteId: body.chair.siteId,
    chairPerson: body.chair.person,
    siteCount: session.siteIds.length,
    documentCount: documentIdsOf(body).length,
    seriesId: session.seriesId,
  }
}
