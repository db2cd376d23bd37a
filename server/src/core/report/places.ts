import type { RosterEntry } from '../branch/conduct.ts'
import type { Place, PlaceOf, ReportNames, SessionLog } from './types.ts'

/** How sites are named: by the roster in the log, else by the directory of the day. */
export function placesOf({ root, branches }: SessionLog, names: ReportNames): PlaceOf {
  const entries = new Map(names.sites.map((entry) => [entry.siteId, entry]))
  // The session's own roster last: a branch's knows nothing of districts.
  for (const log of [...branches, root]) {
    for (const { event } of log.events) {
      if (event.type === 'BranchOpened') {
        for (const entry of event.data.conduct?.roster ?? []) entries.set(entry.siteId, entry)
      } else if (event.type === 'SiteAdded' && event.data.entry !== undefined) {
        entries.set(event.data.siteId, event.data.entry)
      }
    }
  }
  const places = new Map([...entries].map(([siteId, entry]) => [siteId, placeOf(entry)]))
  return (siteId) =>
    places.get(siteId) ?? {
      siteId,
      name: siteId,
      unitName: '',
      tier: 1,
      groupUnitId: null,
      groupName: '',
    }
}

function placeOf({ siteId, name, unitName, tier, groupUnitId, groupName }: RosterEntry): Place {
  return { siteId, name, unitName, tier, groupUnitId, groupName }
}

/** Names of units: those of the rosters, else of the directory. */
export function unitNamesOf(
  { root, branches }: SessionLog,
  names: ReportNames,
): (unitId: RosterEntry['unitId']) => string {
  const known = new Map(names.units.map(({ unitId, name }) => [unitId, name]))
  for (const { unitId, unitName } of names.sites) known.set(unitId, unitName)
  for (const { events } of [...branches, root]) {
    const opened = events[0]?.event
    if (opened?.type !== 'BranchOpened') continue
    for (const { unitId, unitName, groupUnitId, groupName } of opened.data.conduct?.roster ?? []) {
      known.set(unitId, unitName)
      if (groupUnitId !== null) known.set(groupUnitId, groupName)
    }
  }
  return (unitId) => known.get(unitId) ?? unitId
}
