import { BridgeError, type SessionId } from '@diem-cau/protocol'
import { pastOf, type Directory } from '../../core/directory/index.ts'
import {
  documentIdsOf,
  isDay,
  knownToGuests,
  namedBy,
  type PlannedSession,
} from '../../core/planning/index.ts'
import type { Target } from '../../core/policy/policy.ts'
import type { Conflicts } from '../planning/Conflicts.ts'
import type { Documents } from '../planning/Documents.ts'
import type { DayOverviews } from '../planning/DayOverviews.ts'
import type { LiveSessions } from '../planning/LiveSessions.ts'
import type { PlanningDirectory, PlanStore, SessionFilter } from '../planning/ports.ts'
import type { Author, SessionPlanner } from '../planning/SessionPlanner.ts'
import type { SeriesPlanner } from '../planning/SeriesPlanner.ts'
import type { SessionDefaults } from '../planning/SessionDefaults.ts'
import type { SessionViews } from '../planning/SessionViews.ts'
import { ownTarget, type AuditNote, type Caller, type RestHandlers } from './define.ts'

export interface SessionDeps {
  planner: SessionPlanner
  live: LiveSessions
  views: SessionViews
  documents: Pick<Documents, 'requireReadable'>
  store: PlanStore
  directory: PlanningDirectory
  today: () => Directory
  defaults: SessionDefaults
  conflicts: Conflicts
  overviews: DayOverviews
  series: SeriesPlanner
}

type SessionCalls =
  | 'sessions.list'
  | 'sessions.get'
  | 'sessions.create'
  | 'sessions.update'
  | 'sessions.remove'
  | 'sessions.schedule'
  | 'sessions.rehearse'
  | 'sessions.start'
  | 'sessions.end'
  | 'sessions.archive'
  | 'sessions.cancel'
  | 'sessions.history'
  | 'sessions.defaults'
  | 'sessions.conflicts'
  | 'sessions.resolve'
  | 'sessions.day'

const PAGE_LIMIT = 50

export function authorOf({ text, name }: Caller): Author {
  return { text, name }
}

/** Use cases of planned sessions. */
export function sessionHandlers(deps: SessionDeps): RestHandlers<SessionCalls> {
  const { planner, live, views, store, directory, defaults, conflicts, overviews, series, documents } = deps
  const detail = (caller: Caller, session: PlannedSession, note: AuditNote) => {
    noted(note, session)
    return views.detail(caller, session)
  }
  /** The session that a call is about. */
  const about = async (caller: Caller, request: { params: { sessionId: SessionId }; note: AuditNote }) => {
    const session = await planner.get(request.params.sessionId)
    noted(request.note, session)
    return views.targetOf(caller, session)
  }
  return {
    'sessions.list': {
      target: ownTarget,
      run: async (caller, { query }) => {
        const { limit = PAGE_LIMIT, cursor, order = 'ascending', hostUnitId, ...filter } = query
        const hosts = hostUnitId === undefined ? {} : { hostUnitIds: pastOf(hostUnitId, deps.today()) }
        const page = await store.list(
          views.visibilityOf(caller),
          { ...given(filter), ...hosts },
          {
            limit,
            cursor: cursor ?? null,
            order,
          },
        )
        return { ...page, items: await views.lines(caller, page.items) }
      },
    },
    'sessions.get': {
      target: about,
      run: async (caller, { params, note }) => detail(caller, await planner.get(params.sessionId), note),
    },
    'sessions.create': {
      target: (_caller, { body }) => namedBy(body.session, directory.sitesOfGroup),
      run: async (caller, { body, note }) => {
        await documents.requireReadable(caller, documentIdsOf(body.session))
        return detail(caller, await planner.create(body.session, authorOf(caller), body.command), note)
      },
    },
    'sessions.update': {
      // Both what it was and what it becomes: nobody takes a session of another unit for himself.
      target: async (caller, { params, body, note }): Promise<Target> => {
        const session = await planner.get(params.sessionId)
        noted(note, session)
        const named = namedBy(body, directory.sitesOfGroup)
        return { unitIds: [session.body.hostUnitId, ...named.unitIds], siteIds: named.siteIds }
      },
      run: async (caller, { params, body, ifMatch, note }) => {
        const known = new Set(documentIdsOf((await planner.get(params.sessionId)).body))
        await documents.requireReadable(
          caller,
          documentIdsOf(body).filter((documentId) => !known.has(documentId)),
        )
        return detail(caller, await planner.update(params.sessionId, ifMatch, body, authorOf(caller)), note)
      },
    },
    'sessions.remove': {
      target: about,
      run: async (caller, { params, ifMatch }) => {
        const removed = await planner.remove(params.sessionId, ifMatch)
        await series.leaveOut(removed, authorOf(caller))
        return { done: true }
      },
    },
    'sessions.schedule': {
      target: about,
      run: async (caller, { params, ifMatch, note }) =>
        detail(caller, await planner.schedule(params.sessionId, ifMatch, authorOf(caller)), note),
    },
    'sessions.rehearse': {
      target: about,
      run: async (caller, { params, ifMatch, note }) =>
        detail(caller, await live.rehearse(params.sessionId, ifMatch, authorOf(caller)), note),
    },
    'sessions.start': {
      target: about,
      run: async (caller, { params, ifMatch, note }) =>
        detail(caller, await live.start(params.sessionId, ifMatch, authorOf(caller)), note),
    },
    'sessions.end': {
      target: about,
      run: async (caller, { params, ifMatch, note }) =>
        detail(caller, await live.end(params.sessionId, ifMatch, authorOf(caller)), note),
    },
    'sessions.archive': {
      target: about,
      run: async (caller, { params, ifMatch, note }) =>
        detail(caller, await planner.archive(params.sessionId, ifMatch, authorOf(caller)), note),
    },
    'sessions.cancel': {
      target: about,
      run: async (caller, { params, body, ifMatch, note }) => {
        if (body.reason.trim() === '') {
          throw new BridgeError('invalid_message', { path: '/reason', reason: 'must not be empty' })
        }
        note.details['reason'] = body.reason
        const session = await live.cancel(params.sessionId, ifMatch, body.reason, authorOf(caller))
        return detail(caller, session, note)
      },
    },
    'sessions.defaults': {
      target: (_caller, { query }) => ({ unitIds: [query.hostUnitId] }),
      run: async (caller, { query }) => {
        const { type, hostUnitId, like } = query
        if (like !== undefined && !views.maySee(caller, await planner.get(like))) {
          throw new BridgeError('not_found')
        }
        const found =
          like === undefined
            ? await defaults.of(type, hostUnitId)
            : await defaults.like(like, type, hostUnitId)
        const { takenFrom } = found
        if (takenFrom === null) return { body: found.body, takenFrom: null }
        // Whose it was says how much of it may be taken over.
        const { hostUnitId: _host, ...rest } = found.body
        const { hostUnitId: host } = takenFrom.body
        const body = views.bodyFor(caller, { ...rest, hostUnitId: host }, takenFrom.siteIds)
        return { body: { ...body, hostUnitId }, takenFrom: views.lineOf(caller, takenFrom) }
      },
    },
    'sessions.conflicts': {
      target: (_caller, { body }) => namedBy(body.session, directory.sitesOfGroup),
      run: (caller, { body }) => conflicts.of(caller, body.session, body.sessionId ?? null),
    },
    'sessions.resolve': {
      target: (_caller, { body }) => namedBy(body, directory.sitesOfGroup),
      run: (_caller, { body }) => Promise.resolve({ siteIds: planner.sitesOf(body) }),
    },
    'sessions.day': {
      target: ownTarget,
      run: (caller, { params }) => {
        if (!isDay(params.day)) {
          throw new BridgeError('invalid_message', { path: '/day', reason: 'not a day of the calendar' })
        }
        return overviews.of(caller, params.day)
      },
    },
    'sessions.history': {
      target: about,
      run: async (caller, { params }) => {
        const [entries, { body, invitedAt }] = await Promise.all([
          store.history(params.sessionId),
          planner.get(params.sessionId),
        ])
        const known = views.isOfOffice(caller, body) ? entries : knownToGuests(entries, invitedAt)
        return {
          items: known.map(({ at, actorName, action, changes }) => ({
            at,
            actorName,
            action,
            changes: [...changes],
          })),
        }
      },
    },
  }
}

/** What the audit trail says a call was about. */
export function noted(note: AuditNote, { sessionId, body }: PlannedSession): void {
  note.unitId = body.hostUnitId
  note.subject = `session:${sessionId}`
  note.subjectName = body.title
}

/** A filter without what was not asked for. */
function given(filter: { [K in keyof SessionFilter]: SessionFilter[K] | undefined }): SessionFilter {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- only entries without a value are left out
  return Object.fromEntries(
    Object.entries(filter).filter(([, value]) => value !== undefined),
  ) as SessionFilter
}
