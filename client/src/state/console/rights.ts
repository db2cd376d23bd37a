import type { AccountView, Role } from '@diem-cau/protocol'
import type { DirectoryModel } from './directory.ts'

type Units = DirectoryModel['units']
type Grants = Pick<AccountView, 'grants'>

/** Who conducts sessions and pairs rooms. What the bridge allows is decided there; this is what is offered. */
const CREW: readonly Role[] = ['administrator', 'operator']

/** Whether an account has one of some roles, wherever. */
function hasRole({ grants }: Grants, roles: readonly Role[]): boolean {
  return grants.some(({ role }) => roles.includes(role))
}

export const isCrew = (account: Grants): boolean => hasRole(account, CREW)
export const isAdministrator = (account: Grants): boolean => hasRole(account, ['administrator'])

/** Units of the subtrees in which an account has one of some roles, in the order of the tree. */
function unitsOf({ grants }: Grants, roles: readonly Role[], units: Units): Units {
  const roots = new Set(grants.filter(({ role }) => roles.includes(role)).map(({ unitId }) => unitId))
  // Units come in the order of the tree: a subtree is what follows its root and lies deeper.
  let insideOf: number | null = null
  return units.filter(({ unitId, depth }) => {
    if (insideOf !== null && depth <= insideOf) insideOf = null
    if (insideOf === null && roots.has(unitId)) insideOf = depth
    return insideOf !== null
  })
}

/** Units for which an account may make and change accounts. */
export const administeredUnits = (account: Grants, units: Units): Units =>
  unitsOf(account, ['administrator'], units)
