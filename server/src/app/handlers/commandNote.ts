import type { Ballot, DataOf, SessionId, SiteId, UnitId } from '@diem-cau/protocol'
import type { OpenBranch } from '../../core/branch/state.ts'
import type { AuditNote } from '../rest/define.ts'
import type { HandledName, Services } from './define.ts'

interface Named {
  command?: string
  sessionId?: SessionId
  siteId?: SiteId
  hostUnitId?: UnitId
  title?: string
  motionId?: string
  votes?: Ballot
}

/** What the audit trail says of a console's command: which session or site, of which unit, and what it names. */
export function commandNote<N extends HandledName>(services: Services, _name: N, data: DataOf<N>): AuditNote {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- what commands of a console are made of, as far as they have it
  const { command: _key, ...details } = data as Named
  const { sessionId, siteId, hostUnitId, title } = details
  if (sessionId !== undefined) {
    const branch = services.registry.lastBranchOfSession(sessionId)
    return {
      unitId: branch?.hostUnitId ?? null,
      subject: `session:${sessionId}`,
      subjectName: branch?.title ?? '',
      details: named(services, withoutSecret(branch, details)),
    }
  }
  if (siteId !== undefined) {
    const site = services.directory.site(siteId)
    return {
      unitId: site?.unitId ?? null,
      subject: `site:${siteId}`,
      subjectName: site?.name ?? '',
      details: {},
    }
  }
  return {
    unitId: hostUnitId ?? null,
    subject: 'session:',
    subjectName: title ?? '',
    details: { ...details },
  }
}

/** What a site votes is named only of an open ballot, also where somebody has tried to enter it by mistake. */
function withoutSecret(branch: OpenBranch | null, details: Named): Named {
  const { votes: _votes, ...others } = details
  const motion = branch?.votes.motions.get(details.motionId ?? '')
  return details.votes === undefined || motion?.fields.ballot === 'open' ? details : others
}

/** What only the reply tells: the session that a command has made. */
export function noteReply(note: AuditNote, reply: object): void {
  if (note.subject === 'session:' && 'sessionId' in reply) note.subject = `session:${String(reply.sessionId)}`
}

function named({ directory }: Services, { sessionId: _session, ...details }: Named): Record<string, unknown> {
  const site = details.siteId === undefined ? undefined : directory.site(details.siteId)
  return { ...details, ...(site === undefined ? {} : { siteName: site.name }) }
}
