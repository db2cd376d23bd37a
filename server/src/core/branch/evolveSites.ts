import type { SiteId } from '@diem-cau/protocol'
import type { BranchEventOf } from './events.ts'
import type { OpenBranch, SitePresence, SiteRecord } from './state.ts'

export function newSite(siteId: SiteId): SiteRecord {
  return {
    siteId,
    presence: { state: 'absent' },
    lastOutcome: null,
    speechCount: 0,
    spokenMs: 0,
    firstJoinedAt: null,
  }
}

export function withSite(branch: OpenBranch, siteId: SiteId, change: Partial<SiteRecord>): OpenBranch {
  const before = branch.sites.get(siteId)
  if (before === undefined) return branch
  return { ...branch, sites: branch.sites.with(siteId, { ...before, ...change }) }
}

export function connected(
  branch: OpenBranch,
  { siteId, instance }: BranchEventOf<'SiteJoined'>['data'],
  at: number,
): OpenBranch {
  const firstJoinedAt = branch.sites.get(siteId)?.firstJoinedAt ?? at
  return withSite(branch, siteId, {
    presence: { state: 'connected', instance, since: at },
    firstJoinedAt,
  })
}

/** @param since null: as it was known before */
export function away(
  branch: OpenBranch,
  siteId: SiteId,
  { since, lapsed }: { since: number | null; lapsed: boolean },
): OpenBranch {
  const presence: SitePresence | undefined = branch.sites.get(siteId)?.presence
  if (presence?.state !== 'connected' && presence?.state !== 'away') return branch
  return withSite(branch, siteId, {
    presence: { state: 'away', instance: presence.instance, since: since ?? presence.since, lapsed },
  })
}

export function added(branch: OpenBranch, { siteId, entry }: BranchEventOf<'SiteAdded'>['data']): OpenBranch {
  const sites = branch.sites.with(siteId, newSite(siteId))
  if (entry === undefined) return { ...branch, sites }
  const roster = new Map(branch.conduct.roster).set(siteId, entry)
  return { ...branch, sites, conduct: { ...branch.conduct, roster } }
}

export function detached(
  branch: OpenBranch,
  data: BranchEventOf<'BranchDetached'>['data'],
  at: number,
): OpenBranch {
  const records = data.siteIds.flatMap((siteId) => branch.sites.get(siteId) ?? [])
  const sites = branch.sites.without(data.siteIds)
  const children = new Map(branch.detached).set(data.branchId, { ...data, since: at, records })
  return { ...branch, sites, detached: children }
}

/** They are back as ones that have not come yet; what they had spoken here before still counts. */
export function attached(branch: OpenBranch, data: BranchEventOf<'BranchAttached'>['data']): OpenBranch {
  let { sites } = branch
  const records = new Map(branch.detached.get(data.branchId)?.records.map((site) => [site.siteId, site]))
  for (const siteId of data.siteIds) {
    sites = sites.with(siteId, {
      ...newSite(siteId),
      ...records.get(siteId),
      presence: { state: 'absent' },
      lastOutcome: null,
    })
  }
  const children = new Map(branch.detached)
  children.delete(data.branchId)
  return { ...branch, sites, detached: children }
}
