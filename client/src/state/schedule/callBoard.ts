import type { SessionView, SiteId, SiteRow } from '@diem-cau/protocol'

/** How a called site stands. */
export type CallState = 'unreachable' | 'ringing' | 'answered'

export interface CalledSite {
  readonly siteId: SiteId
  readonly name: string
  readonly state: CallState
  readonly answeredAt: number | null
  /** The session in which it sits and which it would have to leave. */
  readonly busyWith: string | null
}

/** The called sites, worst first, and how many stand how. */
export interface CallBoard {
  readonly sites: readonly CalledSite[]
  readonly counts: Readonly<Record<CallState, number>>
}

const WORST_FIRST: Readonly<Record<CallState, number>> = { unreachable: 0, ringing: 1, answered: 2 }

/** Who has answered an urgent call, from the live view of its session. */
export function callBoard(view: SessionView, nameOf: (siteId: SiteId) => string): CallBoard {
  const sites = Object.entries(view)
    .flatMap(([key, value]) => (key.startsWith('site:') && isRow(value) ? [value] : []))
    .flatMap((row) => (row.ring === null ? [] : [called(row, row.ring, nameOf)]))
    .toSorted((a, b) => WORST_FIRST[a.state] - WORST_FIRST[b.state] || a.name.localeCompare(b.name, 'vi'))
  const count = (state: CallState): number => sites.filter((site) => site.state === state).length
  return {
    sites,
    counts: { unreachable: count('unreachable'), ringing: count('ringing'), answered: count('answered') },
  }
}

function called(row: SiteRow, state: CallState, nameOf: (siteId: SiteId) => string): CalledSite {
  const { siteId, answeredAt, busyWith } = row
  return { siteId, name: nameOf(siteId), state, answeredAt, busyWith: busyWith?.title ?? null }
}

function isRow(value: SessionView[keyof SessionView]): value is SiteRow {
  return 'ring' in value && 'presence' in value
}
