import { BridgeError, type SessionBody, type SiteId, type UnitId } from '@diem-cau/protocol'
import type { Directory } from '../../core/directory/index.ts'
import { namedBy } from '../../core/planning/index.ts'
import type { PlanningDirectory } from '../planning/ports.ts'
import type { Clock } from '../ports.ts'
import { urgentBody, type UrgentCalls } from '../urgent/UrgentCalls.ts'
import type { RestHandlers } from './define.ts'
import { authorOf } from './sessions.ts'

export interface UrgentCallServices {
  calls: UrgentCalls
  /** As it is today. */
  directory: () => Directory
  groups: Pick<PlanningDirectory, 'sitesOfGroup'>
  settings: SessionBody['settings']
  clock: Clock
}

/** Calling sites together at once: who, and why. */
export function urgentHandlers(services: UrgentCallServices): RestHandlers<'urgent.call'> {
  const { calls, directory, groups, settings, clock } = services
  const chairOf = (body: { hostUnitId: UnitId; chairSiteId?: SiteId | undefined }): SiteId =>
    body.chairSiteId ?? ownSiteOf(body.hostUnitId, directory())
  return {
    'urgent.call': {
      target: (_caller, { body }) => {
        const { hostUnitId, invitation } = body
        return namedBy({ hostUnitId, invitation, chair: { siteId: chairOf(body), person: '' } }, (groupId) =>
          groups.sitesOfGroup(groupId),
        )
      },
      run: async (caller, { body, note }) => {
        const { hostUnitId, invitation, reason } = body
        if (reason.trim() === '') {
          throw new BridgeError('invalid_message', { path: '/reason', reason: 'must not be empty' })
        }
        const plan = urgentBody({
          hostUnitId,
          invitation,
          reason,
          chairSiteId: chairOf(body),
          now: clock(),
          settings,
        })
        const called = await calls.call(plan, authorOf(caller), body.command)
        note.unitId = hostUnitId
        note.subject = `session:${called.sessionId}`
        note.subjectName = plan.title
        note.details = { siteCount: called.siteCount }
        return called
      },
    },
  }
}

/** The room from which a unit calls: the hub for the unit that has it, otherwise its own first one. */
function ownSiteOf(hostUnitId: UnitId, directory: Directory): SiteId {
  if (directory.hub.unitId === hostUnitId) return directory.hub.id
  const [own] = directory.sitesOfUnit(hostUnitId)
  if (own === undefined) throw new BridgeError('site_not_found')
  return own.id
}
