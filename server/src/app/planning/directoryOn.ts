import type { SessionBody } from '@diem-cau/protocol'
import type { Directory } from '../../core/directory/index.ts'
import { dayOf } from '../../core/planning/index.ts'
import type { PlanningDirectory } from './ports.ts'

/** The directory as it is on the day of a session. */
export function onDayOf(
  directory: PlanningDirectory,
  { startsAt }: Pick<SessionBody, 'startsAt'>,
): Directory {
  return directory.on(dayOf(startsAt))
}
