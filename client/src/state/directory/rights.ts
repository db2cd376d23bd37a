import type { AccountView } from '@diem-cau/protocol'
import { unitsAbove, type DirectoryTree } from './DirectoryTree.ts'

/** Whether an account administers a unit: the unit, or one above it, is in its hands. */
export function mayChange(account: AccountView, tree: DirectoryTree, unitId: string): boolean {
  const above = new Set<string>([unitId, ...unitsAbove(tree, unitId).map((unit) => unit.unitId)])
  return account.grants.some((grant) => grant.role === 'administrator' && above.has(grant.unitId))
}

/** Whether an account may change anything in the directory at all. */
export const mayChangeAnything = ({ grants }: AccountView): boolean =>
  grants.some(({ role }) => role === 'administrator')
