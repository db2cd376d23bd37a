import type { BranchId, SessionId, SiteId, UnitId } from '@diem-cau/protocol'
import { NO_LIMITS, type ConductSettings, type RosterEntry } from '../branch/conduct.ts'
import { event, type BranchEvent, type BranchEventType, type BranchEventOf } from '../branch/events.ts'
import { OPENED_AT, page, RULES } from '../branch/testing.ts'
import { buildReport } from './buildReport.ts'
import type { BranchLog, LoggedEvent, ReportNames } from './types.ts'

/* Logs written by hand, for specifications: what happened, second by second. */

export const SECOND = 1_000
export const MINUTE = 60_000
export const NO_NAMES: ReportNames = { sites: [], units: [], tiers: [] }

/* oxlint-disable typescript/no-unsafe-type-assertion -- ids are made here */
export const siteId = (text: string): SiteId => text as SiteId
export const unitId = (text: string): UnitId => text as UnitId
export const branchId = (text: string): BranchId => text as BranchId
export const sessionId = (text: string): SessionId => text as SessionId
/* oxlint-enable typescript/no-unsafe-type-assertion */

/** `hub` sits directly below the host; `NUMBER-…` sites are of district NUMBER. */
export function entryOf(name: string): RosterEntry {
  const district = /^(\d+)-/.exec(name)?.[1]
  return {
    siteId: siteId(name),
    name: `Điểm cầu ${name}`,
    unitId: unitId(`unit-${name}`),
    unitName: `Đơn vị ${name}`,
    tier: district === undefined ? 1 : name.endsWith('-0') ? 2 : 3,
    groupUnitId: district === undefined ? null : unitId(`district-${district}`),
    groupName: district === undefined ? '' : `Huyện ${district}`,
    remoteMicrophone: true,
  }
}

export const SITES = ['hub', '1-0', '1-1', '1-2', '2-0', '2-1']

export function settings(names: readonly string[], changes: Partial<ConductSettings> = {}): ConductSettings {
  return {
    type: 'linkedThreeLevel',
    mode: { mode: 'agenda' },
    delegation: true,
    limits: NO_LIMITS,
    deputyChairSiteId: null,
    chairPerson: 'Chủ tọa theo kế hoạch',
    agenda: [],
    roster: names.map(entryOf),
    ...changes,
  }
}

/** A stream that is written by hand. Its clock starts at the opening and is moved by `at`. */
export class HandLog implements BranchLog {
  readonly branchId: BranchId
  readonly events: LoggedEvent[] = []
  epoch = 1
  #at = OPENED_AT

  constructor(name = 'branch-1') {
    this.branchId = branchId(name)
  }

  static opened(
    changes: Partial<BranchEventOf<'BranchOpened'>['data']> = {},
    names: readonly string[] = SITES,
  ): HandLog {
    return new HandLog().log('BranchOpened', {
      branchId: branchId('branch-1'),
      sessionId: sessionId('session-1'),
      parentBranchId: null,
      title: 'Giao ban tháng 11',
      hostUnitId: unitId('unit-hub'),
      videoCodec: 'vp8',
      rules: RULES,
      conduct: settings(names),
      quorum: null,
      chairSiteId: siteId('hub'),
      siteIds: names.map(siteId),
      ...changes,
    })
  }

  /** Milliseconds since the opening at which the next events are written. */
  at(sinceOpeningMs: number): this {
    this.#at = OPENED_AT + sinceOpeningMs
    return this
  }

  log<T extends BranchEventType>(type: T, data: Parameters<typeof event<T>>[1]): this {
    return this.add(event(type, data))
  }

  add(happened: BranchEvent): this {
    this.events.push({ seq: this.events.length + 1, epoch: this.epoch, at: this.#at, event: happened })
    return this
  }

  join(...names: string[]): this {
    for (const name of names) this.log('SiteJoined', { siteId: siteId(name), instance: page(`${name}-page`) })
    return this
  }

  report(options: { branches?: readonly BranchLog[]; names?: ReportNames; nowMs?: number } = {}) {
    const { branches = [], names = NO_NAMES, nowMs = 0 } = options
    return buildReport({ root: this, branches }, names, OPENED_AT + nowMs)
  }
}
