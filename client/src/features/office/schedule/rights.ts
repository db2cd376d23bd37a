import type { AccountView, UnitId } from '@diem-cau/protocol'
import { useConsole } from '../../console/ConsoleContext.ts'

/** The first unit for which an account may plan; null for somebody who only looks on or conducts. */
function planningUnit({ grants }: AccountView): UnitId | null {
  return grants.find(({ role }) => role === 'administrator' || role === 'scheduler')?.unitId ?? null
}

export function usePlanningUnit(): UnitId | null {
  return planningUnit(useConsole().account)
}
