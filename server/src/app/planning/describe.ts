import type { DocumentId, DocumentView } from '@diem-cau/protocol'
import type { AnnouncedSession } from '../../core/notices/types.ts'
import { documentIdsOf, type PlannedSession } from '../../core/planning/index.ts'
import { onDayOf } from './directoryOn.ts'
import type { PlanningDirectory } from './ports.ts'

export type Documents = ReadonlyMap<DocumentId, DocumentView>

/** Names of all units, sites and groups that a session mentions, as they are on its day. */
export function namesIn(session: PlannedSession, book: PlanningDirectory): Map<string, string> {
  const { body, siteIds } = session
  const directory = onDayOf(book, body)
  const { invitation } = body
  const units = [body.hostUnitId, ...invitation.unitIds, ...invitation.tiers.map(({ unitId }) => unitId)]
  const sites = [
    ...siteIds,
    body.chair.siteId,
    ...invitation.siteIds,
    ...invitation.exceptSiteIds,
    ...body.agenda.flatMap(({ speaker }) => speaker?.siteId ?? []),
    ...body.technicians.map(({ siteId }) => siteId),
  ]
  const named: [string, string | undefined][] = [
    ...units.map((id): [string, string | undefined] => [id, directory.unitName(id)]),
    ...sites.map((id): [string, string | undefined] => [id, directory.siteName(id)]),
    ...invitation.groupIds.map((id): [string, string | undefined] => [id, book.groupName(id)]),
  ]
  return new Map(named.filter((entry): entry is [string, string] => entry[1] !== undefined))
}

/** The documents that a session names itself, in its order. */
export function documentsOf(session: PlannedSession, documents: Documents): DocumentView[] {
  return documentIdsOf(session.body).flatMap((id) => documents.get(id) ?? [])
}

/** What is made known of a session: nothing that is the office's alone. */
export function announced(
  session: PlannedSession,
  book: PlanningDirectory,
  documents: Documents,
): AnnouncedSession {
  const { type, title, hostUnitId, startsAt, durationMinutes, rehearsalAt } = session.body
  const { chair, agenda, technicians, people } = session.body
  return {
    sessionId: session.sessionId,
    version: session.version,
    type,
    title,
    hostUnitId,
    startsAt,
    durationMinutes,
    rehearsalAt,
    chair,
    agenda,
    technicians,
    people,
    siteIds: [...session.siteIds],
    names: Object.fromEntries(namesIn(session, book)),
    documents: documentsOf(session, documents),
  }
}
