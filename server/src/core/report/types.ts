import type { BranchId, Report, SiteId, UnitId } from '@diem-cau/protocol'
import type { RosterEntry } from '../branch/conduct.ts'
import type { BranchEvent } from '../branch/events.ts'

/** An event as the log has it. */
export interface LoggedEvent {
  readonly seq: number
  /** Of the server that wrote it: it grows with every start. */
  readonly epoch: number
  readonly at: number
  readonly event: BranchEvent
}

/** One branch’s stream, from its opening. */
export interface BranchLog {
  readonly branchId: BranchId
  readonly events: readonly LoggedEvent[]
}

/** A session’s own stream with those of the branches that left it. */
export interface SessionLog {
  readonly root: BranchLog
  readonly branches: readonly BranchLog[]
}

/**
 * Names as the directory had them on the day, for what the log does not name: units, tiers, and the sites of a log
 * that was written before there were rosters in it.
 */
export interface ReportNames {
  readonly sites: readonly RosterEntry[]
  readonly units: readonly { readonly unitId: UnitId; readonly name: string }[]
  readonly tiers: Report['head']['tierNames']
}

/** A site as every table of the report names it. */
export type Place = Pick<RosterEntry, 'siteId' | 'name' | 'unitName' | 'tier' | 'groupUnitId' | 'groupName'>
export type PlaceOf = (siteId: SiteId) => Place

/** From one instant to another, the second not included. */
export interface Span {
  readonly from: number
  readonly until: number
}

/** The part of a log that counts, and what it is of. */
export interface Window extends Span {
  /** The branch has ended; otherwise `until` is only how far its log is looked at. */
  readonly isOver: boolean
}
