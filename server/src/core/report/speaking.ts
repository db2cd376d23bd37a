import type { AttendanceRow, Report, ReportSpeech, SiteId } from '@diem-cau/protocol'
import type { Place } from './types.ts'

/** Who has spoken how long, by district, and who has not. Only who had the floor has spoken. */
export function speakingOf(
  register: readonly ReportSpeech[],
  rows: readonly AttendanceRow[],
  chairs: ReadonlySet<SiteId>,
): Report['speaking'] {
  const spoken = register.filter(({ stints }) => stints.length > 0)
  const speakers = new Set(spoken.map(({ siteId }) => siteId))
  const groups = Map.groupBy(rows, ({ groupUnitId }) => groupUnitId)
  const silent = rows.filter(
    ({ siteId, firstJoinedAt }) => firstJoinedAt !== null && !speakers.has(siteId) && !chairs.has(siteId),
  )
  return {
    speeches: spoken.length,
    planned: spoken.filter(({ itemId }) => itemId !== null).length,
    spokenMs: spokenMsOf(spoken),
    sitesSpoken: speakers.size,
    byGroup: [...groups].map(([unitId, those]) => {
      const own = spoken.filter((speech) => speech.groupUnitId === unitId)
      return {
        unitId,
        name: those[0]?.groupName ?? '',
        sites: those.length,
        sitesSpoken: new Set(own.map(({ siteId }) => siteId)).size,
        speeches: own.length,
        spokenMs: spokenMsOf(own),
      }
    }),
    silent: silent.map(placeFrom),
  }
}

function spokenMsOf(speeches: readonly ReportSpeech[]): number {
  return speeches.reduce((sum, { spokenMs }) => sum + spokenMs, 0)
}

function placeFrom({ siteId, name, unitName, tier, groupUnitId, groupName }: Place): Place {
  return { siteId, name, unitName, tier, groupUnitId, groupName }
}
