import {
  assertUnreachable,
  type ApiScope,
  type ClientMessageName,
  type Grant,
  type RestCallName,
  type Role,
  type SessionRole,
  type SiteId,
  type UnitId,
} from '@diem-cau/protocol'
import type { Directory } from '../directory/index.ts'

/** Who is at the other end of a socket or a request, once it has proved it. */
export type Actor = { kind: 'site'; siteId: SiteId } | Person

/** Somebody with roles in one subtree or several. A program with a token is its owner, within the token's scopes. */
export interface Person {
  kind: 'person'
  accountId: string
  grants: readonly Grant[]
  /** What the token is good for; null for a login, which is good for everything that its roles allow. */
  scopes: readonly ApiScope[] | null
}

/** What an action reaches for. */
export interface Target {
  /** Host unit of the session that is acted upon. */
  hostUnitId?: UnitId
  /** Units that are named. */
  unitIds?: readonly UnitId[]
  /** Sites that are named. */
  siteIds?: readonly SiteId[]
  /** Roles that the actor has within the session that is acted upon, whatever its units are. */
  sessionRoles?: readonly SessionRole[]
}

/** Messages of the realtime protocol, calls of the programming interface, and what is neither. */
export type Action = ClientMessageName | RestCallName | 'metrics.read'

/**
 * How far an action reaches: only the caller itself; the sites and units that it names; a session, which is
 * conducted by the people of its host unit and of the units above it; or a session that may be looked at by
 * everybody who has a site in it; or a unit's branch of a session, which is for the unit's own people to detach and
 * attach, and for those who conduct the session.
 */
type Reach = 'self' | 'named' | 'conduct' | 'look' | 'branch'

interface Rule {
  site: boolean
  roles: readonly Role[]
  reach: Reach
  /** Roles within the session that suffice by themselves. */
  sessionRoles?: readonly SessionRole[]
}

const EVERYBODY: readonly Role[] = ['administrator', 'scheduler', 'operator', 'observer']
const PLANNERS: readonly Role[] = ['administrator', 'scheduler']
const CREW: readonly Role[] = ['administrator', 'operator']
const ADMINISTRATOR: readonly Role[] = ['administrator']

const own: Rule = { site: true, roles: [], reach: 'self' }
const shared: Rule = { site: true, roles: EVERYBODY, reach: 'self' }
const conduct: Rule = { site: false, roles: CREW, reach: 'conduct', sessionRoles: ['chair', 'secretary'] }
/** What technicians do for sites, beside those who conduct. */
const assist: Rule = { ...conduct, sessionRoles: ['chair', 'secretary', 'technician'] }
const branch: Rule = { site: false, roles: CREW, reach: 'branch' }
const named: Rule = { site: false, roles: CREW, reach: 'named' }
/** About the caller itself, or a list that holds what lies in its subtrees and nothing else. */
const ask: Rule = { site: false, roles: EVERYBODY, reach: 'self' }
const lookUp: Rule = {
  site: false,
  roles: EVERYBODY,
  reach: 'look',
  sessionRoles: ['chair', 'secretary', 'technician'],
}
const lookOn: Rule = { ...lookUp, site: true }
const administer: Rule = { site: false, roles: ADMINISTRATOR, reach: 'named' }
const plan: Rule = { site: false, roles: PLANNERS, reach: 'named' }
const planOwn: Rule = { site: false, roles: PLANNERS, reach: 'conduct', sessionRoles: ['secretary'] }
const run: Rule = {
  site: false,
  roles: ['administrator', 'scheduler', 'operator'],
  reach: 'conduct',
  sessionRoles: ['chair', 'secretary'],
}

/** The one table of who may do what. What is not in it nobody may. */
export const POLICY: Readonly<Record<Action, Rule>> = {
  hello: shared,
  'view.subscribe': lookOn,
  'view.unsubscribe': shared,
  'floor.request': own,
  'floor.withdraw': own,
  'floor.accept': own,
  'floor.end': own,
  'microphone.set': own,
  'content.start': own,
  'content.stop': own,
  'ring.answer': own,
  'site.report': own,
  'directory.get': { site: false, roles: EVERYBODY, reach: 'self' },
  'session.open': named,
  'session.close': conduct,
  'session.detachBranch': branch,
  'session.attachBranch': branch,
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
  'floor.describeOwn': own,
  'group.nominateOwn': own,
  'group.declineOwn': own,
  'group.nominate': branch,
  'group.decline': branch,
  'group.reorder': branch,
  'group.return': conduct,
  'floor.setMode': conduct,
  'floor.setDelegation': conduct,
  'floor.setQueue': conduct,
  'floor.setLimits': conduct,
  'floor.extend': conduct,
  'floor.describe': conduct,
  'floor.check': conduct,
  'floor.callPaper': conduct,
  'agenda.begin': conduct,
  'agenda.finish': conduct,
  'agenda.skip': conduct,
  'session.setDeputy': conduct,
  'stage.pin': conduct,
  'stage.cutToChair': conduct,
  'stage.hold': conduct,
  'rollCall.answer': own,
  'rollCall.open': conduct,
  'rollCall.close': conduct,
  'rollCall.enter': assist,
  'rollCall.excuse': assist,
  'rollCall.freeze': conduct,
  'rollCall.readFrozen': lookUp,
  'rollCall.setQuorum': conduct,
  'vote.cast': own,
  'vote.propose': conduct,
  'vote.amend': conduct,
  'vote.open': conduct,
  'vote.close': conduct,
  'vote.withdraw': conduct,
  'vote.decideTie': conduct,
  'vote.enter': conduct,
  'vote.show': conduct,
  'paper.link': own,
  'paper.turnOwn': own,
  'paper.open': conduct,
  'paper.turn': conduct,
  'paper.setPresenter': conduct,
  'paper.close': conduct,
  'chat.say': own,
  'chat.markOwnRead': own,
  'message.read': own,
  'chat.reply': assist,
  'chat.markRead': assist,
  'message.show': conduct,
  'message.clear': conduct,
  'talkback.start': assist,
  'talkback.stop': assist,
  'incident.note': assist,
  'pairing.createCode': named,
  'pairing.revoke': named,
  'tiles.watch': { site: false, roles: EVERYBODY, reach: 'named' },
  'media.open': lookOn,
  'media.connect': shared,
  'media.restartIce': shared,
  'media.check': shared,
  'media.produce': shared,
  'media.closeSource': shared,
  'media.consumeStage': shared,
  'media.consumeTile': { site: false, roles: EVERYBODY, reach: 'named' },
  'media.consumeTalkback': shared,
  'media.closeTile': { site: false, roles: EVERYBODY, reach: 'self' },
  'media.resume': shared,
  'me.get': ask,
  'me.update': ask,
  'me.changePassword': ask,
  'me.logins': ask,
  'me.revokeLogin': ask,
  'me.revokeOtherLogins': ask,
  'me.tokens': ask,
  'me.createToken': ask,
  'me.revokeToken': ask,
  'account.list': { site: false, roles: ADMINISTRATOR, reach: 'self' },
  'account.get': administer,
  'account.create': administer,
  'account.update': administer,
  'account.resetPassword': administer,
  'account.unlock': administer,
  'account.logins': administer,
  'account.revokeLogins': administer,
  'audit.list': { site: false, roles: ADMINISTRATOR, reach: 'self' },
  'audit.export': { site: false, roles: ADMINISTRATOR, reach: 'self' },
  'directory.summary': ask,
  'directory.units': ask,
  'directory.unit': { site: false, roles: EVERYBODY, reach: 'named' },
  'directory.sites': ask,
  'directory.groups': ask,
  'directory.preview': administer,
  'directory.change': administer,
  'directory.changes': ask,
  'directory.undo': administer,
  'directory.planMerge': administer,
  'directory.planDropTier': administer,
  'directory.import': administer,
  'directory.importRows': administer,
  'directory.importApply': administer,
  'directory.importDiscard': administer,
  'directory.export': ask,
  'sessions.list': ask,
  'sessions.get': lookUp,
  'sessions.defaults': { site: false, roles: EVERYBODY, reach: 'named' },
  'sessions.create': plan,
  'sessions.update': plan,
  'sessions.remove': planOwn,
  'sessions.schedule': planOwn,
  'sessions.rehearse': run,
  'sessions.start': run,
  'sessions.end': run,
  'sessions.archive': planOwn,
  'sessions.cancel': planOwn,
  'sessions.conflicts': plan,
  'sessions.resolve': plan,
  'sessions.history': lookUp,
  'sessions.day': ask,
  'notices.channels': ask,
  'sessions.notices': run,
  'notices.resend': planOwn,
  'series.preview': ask,
  'series.create': planOwn,
  'series.get': lookUp,
  'series.update': planOwn,
  'series.end': planOwn,
  'holidays.list': ask,
  'templates.list': ask,
  'templates.create': plan,
  'templates.remove': planOwn,
  'documents.upload': plan,
  'documents.content': lookUp,
  'report.get': lookUp,
  'report.export': lookUp,
  'urgent.call': { site: false, roles: ['administrator', 'scheduler', 'operator'], reach: 'named' },
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
  if (target.sessionRoles?.some((role) => rule.sessionRoles?.includes(role))) return true
  const scopes = scopesOf(actor, action)
  if (scopes.length === 0) return false
  switch (rule.reach) {
    case 'self':
      return true
    case 'conduct':
      return mayConduct(target, scopes, directory)
    case 'named':
      return allNamedInside(target, scopes, directory)
    case 'branch':
      return mayConduct(target, scopes, directory) || allNamedInside(target, scopes, directory)
    case 'look':
      return mayLook(target, scopes, directory)
    default:
      return assertUnreachable(rule.reach)
  }
}

/** The units in whose subtrees a person has a role that an action asks for: what its lists may hold. */
export function scopesOf(person: Person, action: Action): UnitId[] {
  if (!Object.hasOwn(POLICY, action)) return []
  const { roles } = POLICY[action]
  return [...new Set(person.grants.filter(({ role }) => roles.includes(role)).map(({ unitId }) => unitId))]
}

/** The units in whose subtrees a person has any role. */
export function allScopesOf(person: Person): UnitId[] {
  return [...new Set(person.grants.map(({ unitId }) => unitId))]
}

type Scopes = readonly UnitId[]

function isInside(unitId: UnitId, scopes: Scopes, directory: Directory): boolean {
  return scopes.some((scope) => directory.isInSubtree(unitId, scope))
}

/** Whether a site lies in one of several subtrees. */
export function isSiteInside(siteId: SiteId, scopes: readonly UnitId[], directory: Directory): boolean {
  return scopes.some((scope) => directory.isSiteInSubtree(siteId, scope))
}

function mayConduct({ hostUnitId }: Target, scopes: Scopes, directory: Directory): boolean {
  return hostUnitId !== undefined && isInside(hostUnitId, scopes, directory)
}

function allNamedInside({ unitIds, siteIds }: Target, scopes: Scopes, directory: Directory): boolean {
  if (unitIds === undefined && siteIds === undefined) return false
  return (
    (unitIds ?? []).every((unitId) => isInside(unitId, scopes, directory)) &&
    (siteIds ?? []).every((siteId) => isSiteInside(siteId, scopes, directory))
  )
}

function mayLook({ hostUnitId, siteIds = [] }: Target, scopes: Scopes, directory: Directory): boolean {
  if (hostUnitId === undefined) return true
  return (
    isInside(hostUnitId, scopes, directory) ||
    siteIds.some((siteId) => isSiteInside(siteId, scopes, directory))
  )
}
