import { BridgeError, type Report, type SessionId } from '@diem-cau/protocol'
import { rosterEntry } from '../../core/branch/roster.ts'
import { vietnamDay, type Directory } from '../../core/directory/index.ts'
import type { ReportNames } from '../../core/report/types.ts'
import type { PlanningDirectory } from '../planning/ports.ts'
import type { Clock } from '../ports.ts'
import type { BuiltReport, LogIndex, Opening, ReportMaker } from './ports.ts'

/** So many reports are kept: those of the meetings of a few weeks. */
const MAX_KEPT = 24
/** A meeting that goes on is looked at again after so long, also when nothing has happened. */
const FRESH_MS = 5_000

export interface ReportBookParts {
  index: LogIndex
  maker: ReportMaker
  directory: Pick<PlanningDirectory, 'on'>
  clock: Clock
}

/** The reports of sessions. One that is over is read once and then kept; one that goes on as long as its log stands. */
export class ReportBook {
  readonly #parts: ReportBookParts
  readonly #kept = new Map<SessionId, BuiltReport>()
  readonly #underWay = new Map<SessionId, Promise<Report>>()

  constructor(parts: ReportBookParts) {
    this.#parts = parts
  }

  /** Null for a session that was never held. */
  opening(sessionId: SessionId): Promise<Opening | null> {
    return this.#parts.index.opening(sessionId)
  }

  /** The whole report. @throws {BridgeError} `report_not_there` */
  async of(sessionId: SessionId): Promise<Report> {
    const kept = this.#kept.get(sessionId)
    if (kept !== undefined && (await this.#stands(kept))) {
      this.#keep(sessionId, kept)
      return kept.report
    }
    const underWay = this.#underWay.get(sessionId) ?? this.#build(sessionId)
    this.#underWay.set(sessionId, underWay)
    return underWay
  }

  async #stands({ report, readTo }: BuiltReport): Promise<boolean> {
    if (!report.live) return true
    if (Math.abs(this.#parts.clock() - report.until) > FRESH_MS) return false
    const now = await this.#parts.index.lastSeqs([...readTo.keys()])
    return [...readTo].every(([branchId, seq]) => now.get(branchId) === seq)
  }

  async #build(sessionId: SessionId): Promise<Report> {
    try {
      const opening = await this.opening(sessionId)
      if (opening === null) throw new BridgeError('report_not_there')
      const built = await this.#parts.maker.build({
        branchId: opening.branchId,
        names: this.#namesOf(opening),
        now: this.#parts.clock(),
      })
      this.#keep(sessionId, built)
      return built.report
    } finally {
      this.#underWay.delete(sessionId)
    }
  }

  /** The one that was looked at last is forgotten last. */
  #keep(sessionId: SessionId, built: BuiltReport): void {
    this.#kept.delete(sessionId)
    this.#kept.set(sessionId, built)
    const [oldest] = this.#kept.keys()
    if (this.#kept.size > MAX_KEPT && oldest !== undefined) this.#kept.delete(oldest)
  }

  #namesOf({ at, hostUnitId, siteIds, named }: Opening): ReportNames {
    const directory: Directory = this.#parts.directory.on(vietnamDay(at))
    const { tiers, units } = directory.data
    return {
      sites: siteIds
        .filter((siteId) => !named.has(siteId))
        .map((siteId) => rosterEntry(directory, hostUnitId, siteId)),
      units: units.map(({ id, name }) => ({ unitId: id, name })),
      tiers: tiers.map(({ tier, name }) => ({ tier, name: { vi: name.vi, en: name.en } })),
    }
  }
}
