import type { RequestId, SiteId, UnitId } from '@diem-cau/protocol'

/* oxlint-disable typescript/no-unsafe-type-assertion -- a specification's ids are ids */
export const siteId = (text: string): SiteId => text as SiteId
export const unitId = (text: string): UnitId => text as UnitId
export const requestId = (text: string): RequestId => text as RequestId
