import { CLIENT_MESSAGES, REST_CALLS, type ClientMessageName, type Role } from '@diem-cau/protocol'
import { describe, expect, it } from 'vitest'
import { Directory } from '../directory/index.ts'
import { aProvince, siteId, unitId } from '../directory/testing.ts'
import { EXPECTED } from './testing.ts'
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
