import type { AccountView, SessionType, UnitId } from '@diem-cau/protocol'
import { useConsole } from '../../console/ConsoleContext.ts'

/** The first unit for which an account may plan; null for somebody who only looks on or conducts. */
function planningUnit({ grants }: AccountView): UnitId | null {
  return grants.find(({ role }) => role === 'administrator' || role === 'scheduler')?.unitId ?? null
}

/** What one’s unit usually holds: the province its meetings, everybody below it briefings. */
export function useUsualType(): SessionType {
  const { directory } = useConsole()
  const unitId = usePlanningUnit()
  const kind = directory?.units.find((unit) => unit.unitId === unitId)?.kind
  return kind === undefined || kind === 'province' ? 'provincialMeeting' : 'districtBriefing'
}

/** The first unit for which an account may call its sites together at once. */
export function useCallingUnit(): UnitId | null {
  return useConsole().account.grants.find(({ role }) => role !== 'observer')?.unitId ?? null
}

export function usePlanningUnit(): UnitId | null {
  return planningUnit(useConsole().account)
}
