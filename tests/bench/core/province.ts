import type { InstanceId, SiteId } from '@diem-cau/protocol'
import { PLAIN_CONDUCT } from '../../../server/src/core/branch/conduct.ts'
import { CHAIR, openCommand, rosterEntry, site } from '../../../server/src/core/branch/testing.ts'

/** As in the province that the bridge was made for: 218 rooms, eleven districts with their communes. */
const DISTRICTS = 11
const COMMUNES = 17
const BODIES = 218 - 1 - DISTRICTS * (COMMUNES + 1)

const bodies = Array.from({ length: BODIES }, (_, index) => rosterEntry(`body${index + 1}`))
const districts = Array.from({ length: DISTRICTS }, (_, index) => {
  const district = `d${index + 1}`
  const communes = Array.from({ length: COMMUNES }, (__, n) =>
    rosterEntry(`${district}-c${n + 1}`, { district }),
  )
  return [rosterEntry(`${district}-room`, { district, own: true }), ...communes]
})
const roster = [rosterEntry(CHAIR), ...bodies, ...districts.flat()]

export const SITE_IDS: readonly SiteId[] = roster.map(({ siteId }) => siteId)

/** The session of all 218, hosted by a unit of the specifications' directory. */
export function opening() {
  return openCommand({ siteIds: SITE_IDS, conduct: { ...PLAIN_CONDUCT, roster } })
}

// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- ids are made here
export const pageOf = (siteId: SiteId) => `${siteId}-page` as InstanceId

export const roomOf = (index: number): SiteId => SITE_IDS[1 + (index % (SITE_IDS.length - 1))] ?? site('none')
