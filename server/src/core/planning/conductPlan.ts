import {
  assertUnreachable,
  type ConductPlan,
  type SessionBody,
  type SessionType,
  type SiteId,
} from '@diem-cau/protocol'
import type { ConductSettings } from '../branch/conduct.ts'
import { rosterOf } from '../branch/roster.ts'
import type { Directory } from '../directory/index.ts'

const MINUTE = 60

/** How long speeches usually take; what is said in questions and points of order is short. */
const USUAL: ConductPlan = {
  floorMode: { mode: 'chairGives' },
  delegation: false,
  limits: {
    paperSeconds: 10 * MINUTE,
    discussionSeconds: 5 * MINUTE,
    questionSeconds: 2 * MINUTE,
    pointOfOrderSeconds: MINUTE,
    atEnd: 'sign',
  },
  quorum: null,
  deputyChairSiteId: null,
}

/** Two thirds of the delegates: what a council needs to sit at all. */
const TWO_THIRDS = {
  basis: 'delegates',
  numerator: 2,
  denominator: 3,
  compare: 'atLeast',
  eachTier: false,
} as const

/** How a session of a type is conducted unless its plan says otherwise. */
export function defaultConduct(type: SessionType): ConductPlan {
  switch (type) {
    case 'linkedThreeLevel':
      return { ...USUAL, floorMode: { mode: 'agenda' }, delegation: true }
    case 'councilSession':
      return { ...USUAL, quorum: TWO_THIRDS }
    case 'urgentCall':
    case 'rehearsal':
    case 'provincialMeeting':
    case 'districtBriefing':
    case 'voterMeeting':
      return USUAL
    default:
      return assertUnreachable(type)
  }
}

/** What a branch is told of its conduct when its session opens. */
export function conductSettings(
  body: Pick<SessionBody, 'type' | 'hostUnitId' | 'chair' | 'agenda'> & {
    settings?: SessionBody['settings']
  },
  siteIds: readonly SiteId[],
  directory: Directory,
): { conduct: ConductSettings; quorum: ConductPlan['quorum'] } {
  const { floorMode, quorum, ...rules } = body.settings?.conduct ?? defaultConduct(body.type)
  return {
    quorum,
    conduct: {
      ...rules,
      type: body.type,
      mode: floorMode,
      chairPerson: body.chair.person,
      agenda: body.agenda.map(({ speaker, ...item }) => ({
        ...item,
        siteId: speaker?.siteId ?? null,
        person: speaker?.person ?? '',
      })),
      roster: rosterOf(directory, body.hostUnitId, siteIds),
    },
  }
}
