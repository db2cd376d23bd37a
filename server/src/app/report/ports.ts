import type { BranchId, Language, Report, ReportFormat, SessionId, SiteId, UnitId } from '@diem-cau/protocol'
import type { ReportNames } from '../../core/report/types.ts'

/** How a session was opened: enough to say who may see what became of it. */
export interface Opening {
  readonly branchId: BranchId
  readonly at: number
  readonly hostUnitId: UnitId
  /** Those that were invited, and those that an urgent call rang. */
  readonly siteIds: readonly SiteId[]
  /** Sites that the log names itself. */
  readonly named: ReadonlySet<SiteId>
  /** The session that it was detached from. */
  readonly parentSessionId: SessionId | null
}

/** Where the log is looked into without reading all of it. */
export interface LogIndex {
  /** Null for a session that was never held; its rehearsals do not count. */
  opening: (sessionId: SessionId) => Promise<Opening | null>
  /** The last number of each of some streams: what has been read up to there has not changed. */
  lastSeqs: (branchIds: readonly BranchId[]) => Promise<ReadonlyMap<BranchId, number>>
}

export interface ReportToBuild {
  readonly branchId: BranchId
  readonly names: ReportNames
  readonly now: number
}

export interface BuiltReport {
  readonly report: Report
  /** How far each stream was read. */
  readonly readTo: ReadonlyMap<BranchId, number>
}

/** Reads logs and writes files beside everything else: a meeting that is under way notices nothing. */
export interface ReportMaker {
  build: (wanted: ReportToBuild) => Promise<BuiltReport>
  /** @returns the file's bytes */
  write: (report: Report, format: ReportFormat, language: Language) => Promise<Uint8Array>
}
