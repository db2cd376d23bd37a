import {
  CLIENT_MESSAGES,
  REST_CALLS,
  type ClientMessageName,
  type Role,
  type SessionRole,
} from '@diem-cau/protocol'
import { describe, expect, it } from 'vitest'
import { Directory } from '../directory/index.ts'
import { aProvince, siteId, unitId } from '../directory/testing.ts'
import { isAllowed, POLICY, type Action, type Actor, type Person, type Target } from './policy.ts'

const directory = new Directory(aProvince())
const ROLES: readonly Role[] = ['administrator', 'scheduler', 'operator', 'observer']

/** Somebody of district 1; above is the province, beside is district 2. */
const person = (role: Role, unit = 'd1'): Person => ({
  kind: 'person',
  accountId: `account-${role}`,
  grants: [{ role, unitId: unitId(unit) }],
  scopes: null,
})
const room: Actor = { kind: 'site', siteId: siteId('sc11') }

/** What each action reaches for: what is inside the scope of district 1, and what is not. */
const REACHES = {
  /** Nothing but the caller itself. */
  self: { inside: [{}], outside: [] },
  named: {
    inside: [
      { unitIds: [unitId('d1')] },
      { unitIds: [unitId('c11'), unitId('c12')], siteIds: [siteId('sd1')] },
      { siteIds: [siteId('sc11')] },
      { siteIds: [] },
    ],
    outside: [
      {},
      { unitIds: [unitId('p')] },
      { unitIds: [unitId('d1'), unitId('d2')] },
      { siteIds: [siteId('sc11'), siteId('sc21')] },
      { unitIds: [unitId('d1')], siteIds: [siteId('sp')] },
      { unitIds: [unitId('nowhere')] },
      { siteIds: [siteId('nowhere')] },
    ],
  },
  conduct: {
    inside: [{ hostUnitId: unitId('d1') }, { hostUnitId: unitId('c11') }],
    outside: [
      {},
      { hostUnitId: unitId('p') },
      { hostUnitId: unitId('d2') },
      { hostUnitId: unitId('nowhere') },
      // To have a site in a session is no reason to conduct it.
      { hostUnitId: unitId('p'), siteIds: [siteId('sd1')] },
    ],
  },
  branch: {
    inside: [
      { hostUnitId: unitId('p'), unitIds: [unitId('d1')], siteIds: [siteId('sd1')] },
      { unitIds: [unitId('c12')] },
      // Who conducts a session lets any of its units go.
      { hostUnitId: unitId('d1'), unitIds: [unitId('d2')], siteIds: [siteId('sd2')] },
    ],
    outside: [
      {},
      { hostUnitId: unitId('p'), unitIds: [unitId('d2')], siteIds: [siteId('sd2')] },
      { hostUnitId: unitId('p'), unitIds: [unitId('d1')], siteIds: [siteId('sd2')] },
      { hostUnitId: unitId('p'), unitIds: [unitId('p')] },
      { hostUnitId: unitId('nowhere'), unitIds: [unitId('nowhere')] },
    ],
  },
  look: {
    inside: [
      {},
      { hostUnitId: unitId('c12'), siteIds: [] },
      { hostUnitId: unitId('p'), siteIds: [siteId('sd2'), siteId('sc11')] },
    ],
    outside: [
      { hostUnitId: unitId('p'), siteIds: [] },
      { hostUnitId: unitId('d2'), siteIds: [siteId('sd2'), siteId('sp')] },
      { hostUnitId: unitId('nowhere'), siteIds: [siteId('nowhere')] },
    ],
  },
} satisfies Record<string, { inside: Target[]; outside: Target[] }>

type Expected = [
  room: boolean,
  roles: readonly Role[],
  reach: keyof typeof REACHES,
  sessionRoles?: readonly SessionRole[],
]
const crew = ['administrator', 'operator'] as const
const planners = ['administrator', 'scheduler'] as const
const runners = ['administrator', 'scheduler', 'operator'] as const
const administrator = ['administrator'] as const
const desk = ['chair', 'secretary'] as const
const secretary = ['secretary'] as const
const anyone = ['chair', 'secretary', 'technician'] as const
const everybody = ['administrator', 'scheduler', 'operator', 'observer'] as const
const nobody = [] as const

/** Who may do what, written down a second time: the table is compared with this, not with itself. */
const EXPECTED: Record<Action, Expected> = {
  hello: [true, everybody, 'self'],
  'view.subscribe': [true, everybody, 'look'],
  'view.unsubscribe': [true, everybody, 'self'],
  'floor.request': [true, nobody, 'self'],
  'floor.withdraw': [true, nobody, 'self'],
  'floor.accept': [true, nobody, 'self'],
  'floor.end': [true, nobody, 'self'],
  'microphone.set': [true, nobody, 'self'],
  'content.start': [true, nobody, 'self'],
  'content.stop': [true, nobody, 'self'],
  'ring.answer': [true, nobody, 'self'],
  'site.report': [true, nobody, 'self'],
  'directory.get': [false, everybody, 'self'],
  'session.open': [false, crew, 'named'],
  'session.close': [false, crew, 'conduct', desk],
  'session.detachBranch': [false, crew, 'branch'],
  'session.attachBranch': [false, crew, 'branch'],
  'session.setChair': [false, crew, 'conduct', desk],
  'floor.invite': [false, crew, 'conduct', desk],
  'floor.standby': [false, crew, 'conduct', desk],
  'floor.give': [false, crew, 'conduct', desk],
  'floor.finish': [false, crew, 'conduct', desk],
  'floor.revoke': [false, crew, 'conduct', desk],
  'floor.decline': [false, crew, 'conduct', desk],
  'floor.requeue': [false, crew, 'conduct', desk],
  'floor.reorder': [false, crew, 'conduct', desk],
  'microphone.close': [false, crew, 'conduct', desk],
  'microphone.open': [false, crew, 'conduct', desk],
  'microphone.closeAllButStage': [false, crew, 'conduct', desk],
  'stage.setLayout': [false, crew, 'conduct', desk],
  'content.end': [false, crew, 'conduct', desk],
  'pairing.createCode': [false, crew, 'named'],
  'pairing.revoke': [false, crew, 'named'],
  'tiles.watch': [false, everybody, 'named'],
  'media.open': [true, everybody, 'look'],
  'media.connect': [true, everybody, 'self'],
  'media.restartIce': [true, everybody, 'self'],
  'media.check': [true, everybody, 'self'],
  'media.produce': [true, nobody, 'self'],
  'media.closeSource': [true, nobody, 'self'],
  'media.consumeStage': [true, everybody, 'self'],
  'media.consumeTile': [false, everybody, 'named'],
  'media.closeTile': [false, everybody, 'self'],
  'media.resume': [true, everybody, 'self'],
  'metrics.read': [false, everybody, 'self'],
  'me.get': [false, everybody, 'self'],
  'me.update': [false, everybody, 'self'],
  'me.changePassword': [false, everybody, 'self'],
  'me.logins': [false, everybody, 'self'],
  'me.revokeLogin': [false, everybody, 'self'],
  'me.revokeOtherLogins': [false, everybody, 'self'],
  'me.tokens': [false, everybody, 'self'],
  'me.createToken': [false, everybody, 'self'],
  'me.revokeToken': [false, everybody, 'self'],
  'account.list': [false, administrator, 'self'],
  'account.get': [false, administrator, 'named'],
  'account.create': [false, administrator, 'named'],
  'account.update': [false, administrator, 'named'],
  'account.resetPassword': [false, administrator, 'named'],
  'account.unlock': [false, administrator, 'named'],
  'account.logins': [false, administrator, 'named'],
  'account.revokeLogins': [false, administrator, 'named'],
  'audit.list': [false, administrator, 'self'],
  'audit.export': [false, administrator, 'self'],
  'directory.summary': [false, everybody, 'self'],
  'directory.units': [false, everybody, 'self'],
  'directory.unit': [false, everybody, 'named'],
  'directory.sites': [false, everybody, 'self'],
  'directory.groups': [false, everybody, 'self'],
  'directory.preview': [false, administrator, 'named'],
  'directory.change': [false, administrator, 'named'],
  'directory.changes': [false, everybody, 'self'],
  'directory.undo': [false, administrator, 'named'],
  'directory.planMerge': [false, administrator, 'named'],
  'directory.planDropTier': [false, administrator, 'named'],
  'directory.import': [false, administrator, 'named'],
  'directory.importRows': [false, administrator, 'named'],
  'directory.importApply': [false, administrator, 'named'],
  'directory.importDiscard': [false, administrator, 'named'],
  'directory.export': [false, everybody, 'self'],
  'sessions.list': [false, everybody, 'self'],
  'sessions.get': [false, everybody, 'look', anyone],
  'sessions.defaults': [false, everybody, 'named'],
  'sessions.create': [false, planners, 'named'],
  'sessions.update': [false, planners, 'named'],
  'sessions.remove': [false, planners, 'conduct', secretary],
  'sessions.schedule': [false, planners, 'conduct', secretary],
  'sessions.rehearse': [false, runners, 'conduct', desk],
  'sessions.start': [false, runners, 'conduct', desk],
  'sessions.end': [false, runners, 'conduct', desk],
  'sessions.archive': [false, planners, 'conduct', secretary],
  'sessions.cancel': [false, planners, 'conduct', secretary],
  'sessions.conflicts': [false, planners, 'named'],
  'sessions.resolve': [false, planners, 'named'],
  'sessions.history': [false, everybody, 'look', anyone],
  'sessions.day': [false, everybody, 'self'],
  'sessions.notices': [false, runners, 'conduct', desk],
  'notices.resend': [false, planners, 'conduct', secretary],
  'series.preview': [false, everybody, 'self'],
  'series.create': [false, planners, 'conduct', secretary],
  'series.get': [false, everybody, 'look', anyone],
  'series.update': [false, planners, 'conduct', secretary],
  'series.end': [false, planners, 'conduct', secretary],
  'holidays.list': [false, everybody, 'self'],
  'templates.list': [false, everybody, 'self'],
  'templates.create': [false, planners, 'named'],
  'templates.remove': [false, planners, 'conduct', secretary],
  'documents.upload': [false, planners, 'named'],
  'documents.content': [false, everybody, 'look', anyone],
  'urgent.call': [false, runners, 'named'],
}

const actions = Object.keys(EXPECTED) as Action[]

describe('The table of who may do what', () => {
  it('has every message of a page, every action of the REST calls, and nothing else', () => {
    const others = [...Object.keys(REST_CALLS), 'metrics.read']
    expect(Object.keys(POLICY).toSorted()).toEqual([...Object.keys(CLIENT_MESSAGES), ...others].toSorted())
  })

  it.each(actions)('%s: a room may, or may not', (action) => {
    const [mayRoom, , reach] = EXPECTED[action]
    for (const target of [...REACHES[reach].inside, ...REACHES[reach].outside]) {
      expect(isAllowed(room, action, target, directory)).toBe(mayRoom)
    }
  })

  describe.each(ROLES)('for the %s of a district', (role) => {
    it.each(actions)('%s', (action) => {
      const [, roles, reach] = EXPECTED[action]
      for (const target of REACHES[reach].inside) {
        expect(isAllowed(person(role), action, target, directory), JSON.stringify(target)).toBe(
          roles.includes(role),
        )
      }
      for (const target of REACHES[reach].outside) {
        expect(isAllowed(person(role), action, target, directory), JSON.stringify(target)).toBe(false)
      }
    })
  })

  it.each(actions)(
    '%s: the province’s administrator reaches the whole tree, and nothing unknown',
    (action) => {
      const [, roles, reach] = EXPECTED[action]
      const may = (target: Target) => isAllowed(person('administrator', 'p'), action, target, directory)
      if (reach === 'self') return expect(may({})).toBe(roles.includes('administrator'))
      for (const target of [...REACHES[reach].inside, ...REACHES[reach].outside]) {
        const text = JSON.stringify(target)
        const isNamed = text !== '{}' || reach === 'look'
        expect(may(target), text).toBe(isNamed && !text.includes('nowhere'))
      }
    },
  )

  it.each(actions)('%s: nobody whose unit is unknown may reach anything named', (action) => {
    const [, , reach] = EXPECTED[action]
    if (reach === 'self') return
    for (const target of [...REACHES[reach].inside, ...REACHES[reach].outside]) {
      const isOpenToAll = Object.values(target).every((value) => Array.isArray(value) && value.length === 0)
      if (!isOpenToAll)
        expect(isAllowed(person('administrator', 'gone'), action, target, directory)).toBe(false)
    }
  })

  describe.each(['chair', 'secretary', 'technician'] as const)('a session’s %s', (sessionRole) => {
    it.each(actions)('%s', (action) => {
      const [, roles, reach, sessionRoles = []] = EXPECTED[action]
      const stranger = person('observer', 'd2')
      // Of another district, with the least of roles; the session is this district's.
      const target: Target = { hostUnitId: unitId('d1'), siteIds: [siteId('sd1')] }
      const without = isAllowed(stranger, action, target, directory)
      expect(without).toBe(reach === 'self' && roles.includes('observer'))
      const sessionTarget = { ...target, sessionRoles: [sessionRole] }
      expect(isAllowed(stranger, action, sessionTarget, directory)).toBe(
        without || sessionRoles.includes(sessionRole),
      )
    })
  })

  it.each(actions)('%s: roles in several subtrees count each for itself', (action) => {
    const [, roles, reach] = EXPECTED[action]
    const both: Person = {
      ...person('observer', 'd1'),
      grants: [...person('observer', 'd1').grants, ...person('administrator', 'd2').grants],
    }
    const may = (target: Target) => isAllowed(both, action, target, directory)
    if (reach === 'self') return expect(may({})).toBe(roles.length > 0)
    const own: Target = { hostUnitId: unitId('d1'), unitIds: [unitId('d1')], siteIds: [siteId('sd1')] }
    const other: Target = { hostUnitId: unitId('d2'), unitIds: [unitId('d2')], siteIds: [siteId('sd2')] }
    expect(may(own), 'where somebody only looks on').toBe(roles.includes('observer'))
    expect(may(other), 'where somebody administers').toBe(roles.includes('administrator'))
  })

  it('lets nobody do what is not in it', () => {
    for (const name of ['session.erase', 'toString', '__proto__', 'constructor']) {
      const action = name as ClientMessageName
      expect(isAllowed(person('administrator', 'p'), action, {}, directory)).toBe(false)
      expect(isAllowed(room, action, {}, directory)).toBe(false)
    }
  })

  it('gives a room no message that is for consoles, nor a console one that is for rooms', () => {
    for (const [name, { audience }] of Object.entries(CLIENT_MESSAGES)) {
      const rule = POLICY[name as ClientMessageName]
      if (audience === 'console') expect(rule.site, name).toBe(false)
      if (audience === 'site') expect(rule.roles, name).toEqual([])
      if (audience === 'both' || audience === 'anyone') {
        expect(rule.site && rule.roles.length > 0, name).toBe(true)
      }
    }
  })
})
