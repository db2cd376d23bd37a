import { assertUnreachable } from '@diem-cau/protocol'
import type { SiteStatus, StatusOf } from './siteStatus.ts'

export const SITE_FILTERS = ['all', 'connected', 'away', 'absent', 'asked', 'fault', 'unpaired'] as const
export type SiteFilter = (typeof SITE_FILTERS)[number]

const SPEAKING: ReadonlySet<string> = new Set(['requested', 'queued', 'invited', 'standby', 'live'])

/** Whether a site is shown under a filter. */
export function passesFilter(status: SiteStatus, filter: SiteFilter): boolean {
  switch (filter) {
    case 'all':
      return true
    case 'connected':
    case 'away':
    case 'absent':
      return status.row?.presence === filter
    case 'asked':
      return status.row !== null && SPEAKING.has(status.row.floor)
    case 'fault':
      return status.faults.length > 0
    case 'unpaired':
      return status.pairedAt === null
    default:
      return assertUnreachable(filter)
  }
}

/** How many sites each filter would show. */
export function countByFilter(siteIds: readonly string[], statusOf: StatusOf): Record<SiteFilter, number> {
  const count = (filter: SiteFilter) =>
    siteIds.filter((siteId) => passesFilter(statusOf(siteId), filter)).length
  return {
    all: siteIds.length,
    connected: count('connected'),
    away: count('away'),
    absent: count('absent'),
    asked: count('asked'),
    fault: count('fault'),
    unpaired: count('unpaired'),
  }
}
