import {
  assertUnreachable,
  type ClientMessageName,
  type Role,
  type SiteId,
  type UnitId,
} from '@diem-cau/protocol'
import type { Directory } from '../directory/index.ts'

/** Who is at the other end of a socket or a request, once it has proved it. */
export type Actor =
  | { kind: 'site'; siteId: SiteId }
  | { kind: 'person'; accountId: string; role: Role; unitId: UnitId }

/** What an action reaches for. */
export interface Target {
  /** Host unit of the session that is acted upon. */
  hostUnitId?: UnitId
  /** Units that are named. */
  unitIds?: readonly UnitId[]
  /** Sites that are named. */
  siteIds?: readonly SiteId[]
}

/** Actions beside the messages of the realtime protocol. */
export type HttpAction = 'account.create' | 'account.list' | 'metrics.read'
export type Action = ClientMessageName | HttpAction

/**
 * How far an action reaches: only the caller itself; the sites and units that it names; a session, which is
 * conducted by the people of its host unit and of the units above it; or a session that may be looked at by
 * everybody who has a site in it.
 */
type Reach = 'self' | 'named' | 'conduct' | 'look'

interface Rule {
  site: boolean
  roles: readonly Role[]
  reach: Reach
}

const EVERYBODY: readonly Role[] = ['administrator', 'operator', 'observer']
const CREW: readonly Role[] = ['administrator', 'operator']
const ADMINISTRATOR: readonly Role[] = ['administrator']

const own: Rule = { site: true, roles: [], reach: 'self' }
const shared: Rule = { site: true, roles: EVERYBODY, reach: 'self' }
const conduct: Rule = { site: false, roles: CREW, reach: 'conduct' }
const named: Rule = { site: false, roles: CREW, reach: 'named' }

/** The one table of who may do what. What is not in it nobody may. */
export const POLICY: Readonly<Record<Action, Rule>> = {
  hello: shared,
  'view.subscribe': { site: true, roles: EVERYBODY, reach: 'look' },
  'view.unsubscribe': shared,
  'floor.request': own,
  'floor.withdraw': own,
  'floor.accept': own,
  'floor.end': own,
  'microphone.set': own,
  'content.start': own,
  'content.stop': own,
  'site.report': own,
  'directory.get': { site: false, roles: EVERYBODY, reach: 'self' },
  'session.open': named,
  'session.close': conduct,
  'session.setChair': conduct,
  'floor.invite': conduct,
  'floor.standby': conduct,
  'floor.give': conduct,
  'floor.finish': conduct,
  'floor.revoke': conduct,
  'floor.decline': conduct,
  'floor.requeue': conduct,
  'floor.reorder': conduct,
  'microphone.close': conduct,
  'microphone.open': conduct,
  'microphone.closeAllButStage': conduct,
  'stage.setLayout': conduct,
  'content.end': conduct,
  'pairing.createCode': named,
  'pairing.revoke': named,
  'tiles.watch': { site: false, roles: EVERYBODY, reach: 'named' },
  'media.open': { site: true, roles: EVERYBODY, reach: 'look' },
  'media.connect': shared,
  'media.restartIce': shared,
  'media.check': shared,
  'media.produce': own,
  'media.closeSource': own,
  'media.consumeStage': shared,
  'media.consumeTile': { site: false, roles: EVERYBODY, reach: 'named' },
  'media.closeTile': { site: false, roles: EVERYBODY, reach: 'self' },
  'media.resume': shared,
  'account.create': { site: false, roles: ADMINISTRATOR, reach: 'named' },
  'account.list': { site: false, roles: ADMINISTRATOR, reach: 'self' },
  'metrics.read': { site: false, roles: EVERYBODY, reach: 'self' },
}

/**
 * Whether an actor may do an action to a target. Unknown units and sites are nobody's; an action that is not in
 * the table, or one whose use case does not say what it reaches for, is not allowed.
 */
export function isAllowed(actor: Actor, action: Action, target: Target, directory: Directory): boolean {
  if (!Object.hasOwn(POLICY, action)) return false
  const rule = POLICY[action]
  if (actor.kind === 'site') return rule.site
  if (!rule.roles.includes(actor.role)) return false
  switch (rule.reach) {
    case 'self':
      return true
    case 'conduct':
      return target.hostUnitId !== undefined && directory.isInSubtree(target.hostUnitId, actor.unitId)
    case 'named':
      return allNamedInside(target, actor.unitId, directory)
    case 'look':
      return mayLook(target, actor.unitId, directory)
    default:
      return assertUnreachable(rule.reach)
  }
}

function allNamedInside({ unitIds, siteIds }: Target, scope: UnitId, directory: Directory): boolean {
  if (unitIds === undefined && siteIds === undefined) return false
  return (
    (unitIds ?? []).every((unitId) => directory.isInSubtree(unitId, scope)) &&
    (siteIds ?? []).every((siteId) => directory.isSiteInSubtree(siteId, scope))
  )
}

function mayLook({ hostUnitId, siteIds = [] }: Target, scope: UnitId, directory: Directory): boolean {
  if (hostUnitId === undefined) return true
  return (
    directory.isInSubtree(hostUnitId, scope) ||
    siteIds.some((siteId) => directory.isSiteInSubtree(siteId, scope))
  )
}
