import {
  assertUnreachable,
  type RollRow,
  type RollState,
  type RollTotals,
  type UnitId,
} from '@diem-cau/protocol'
import type { Conduct } from '../branch/conduct.ts'

const NOBODY: RollTotals = {
  sites: 0,
  presentSites: 0,
  excusedSites: 0,
  silentSites: 0,
  absentSites: 0,
  leftSites: 0,
  elsewhereSites: 0,
  present: 0,
  invited: 0,
  unknownSites: 0,
  droppedSites: 0,
  lateSites: 0,
}

/** Sums rows up. Delegates count as present only where their site does; whoever was invited stays invited. */
export function totalsOf(rows: readonly RollRow[]): RollTotals {
  const totals = { ...NOBODY }
  for (const { state, answer, lateSince, droppedSince } of rows) {
    totals.sites++
    totals[countOf(state)]++
    if (state === 'present') totals.present += answer?.present ?? 0
    if (answer === null) totals.unknownSites++
    // Nobody was invited by number where a site says 0: then as many were as have come.
    else totals.invited += Math.max(answer.invited, answer.present)
    if (answer !== null && droppedSince !== null) totals.droppedSites++
    if (lateSince !== null) totals.lateSites++
  }
  return totals
}

function countOf(state: RollState) {
  switch (state) {
    case 'present':
      return 'presentSites'
    case 'excused':
      return 'excusedSites'
    case 'silent':
      return 'silentSites'
    case 'absent':
      return 'absentSites'
    case 'left':
      return 'leftSites'
    case 'elsewhere':
      return 'elsewhereSites'
    default:
      return assertUnreachable(state)
  }
}

type Roster = Conduct['roster']

/** Totals of every tier that has a site, the highest first. A log without a roster knows one tier. */
export function totalsByTier(
  rows: readonly RollRow[],
  roster: Roster,
): { tier: number; totals: RollTotals }[] {
  const byTier = Map.groupBy(rows, ({ siteId }) => roster.get(siteId)?.tier ?? 1)
  return [...byTier]
    .map(([tier, those]) => ({ tier, totals: totalsOf(those) }))
    .toSorted((a, b) => a.tier - b.tier)
}

/** Totals of every district within the session; sites that belong to none are in no group. */
export function totalsByGroup(
  rows: readonly RollRow[],
  roster: Roster,
): { unitId: UnitId; totals: RollTotals }[] {
  const byGroup = Map.groupBy(rows, ({ siteId }) => roster.get(siteId)?.groupUnitId ?? null)
  return [...byGroup].flatMap(([unitId, those]) =>
    unitId === null ? [] : [{ unitId, totals: totalsOf(those) }],
  )
}
