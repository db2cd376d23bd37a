import type { GroupId, Invitation, SiteId, UnitId } from '@diem-cau/protocol'
import { sitesBelow } from './DirectoryTree.ts'
import { sitesOfGroup, sitesOfTier, tidied, type SelectionScope } from './selection.ts'

interface EntryBase {
  readonly key: string
  /** How many sites it stands for, exceptions not taken off. */
  readonly count: number
  /** The selection without it. */
  readonly without: Invitation
}

/** One thing that was chosen, or excepted, as it is told to people. `name` is null when the directory has it no more. */
export type SelectionEntry =
  | (EntryBase & {
      readonly kind: 'unit'
      readonly unitId: UnitId
      readonly name: string | null
      readonly isLeaf: boolean
    })
  | (EntryBase & {
      readonly kind: 'tier'
      readonly unitId: UnitId
      readonly name: string | null
      readonly tier: number
    })
  | (EntryBase & { readonly kind: 'group'; readonly groupId: GroupId; readonly name: string | null })
  | (EntryBase & { readonly kind: 'site' | 'except'; readonly siteId: SiteId; readonly name: string | null })

/** What a selection says, entry by entry: wide ones first, exceptions last. */
export function selectionEntries(selection: Invitation, scope: SelectionScope): SelectionEntry[] {
  const { tree, groups } = scope
  const less = (change: Partial<Invitation>) => tidied({ ...selection, ...change }, scope)
  return [
    ...selection.groupIds.map((groupId): SelectionEntry => {
      const group = groups.find((other) => other.groupId === groupId)
      const count = group === undefined ? 0 : sitesOfGroup(tree, group).length
      const without = less({ groupIds: selection.groupIds.filter((other) => other !== groupId) })
      return { kind: 'group', key: `group:${groupId}`, groupId, name: group?.name ?? null, count, without }
    }),
    ...selection.tiers.map((entry): SelectionEntry => {
      const { unitId, tier } = entry
      const without = less({ tiers: selection.tiers.filter((other) => other !== entry) })
      const count = sitesOfTier(tree, unitId, tier).length
      const name = tree.unit(unitId)?.name ?? null
      return { kind: 'tier', key: `tier:${unitId}:${tier}`, unitId, tier, name, count, without }
    }),
    ...selection.unitIds.map((unitId): SelectionEntry => {
      const unit = tree.unit(unitId)
      const count = unit === undefined ? 0 : sitesBelow(tree, unit).length
      const without = less({ unitIds: selection.unitIds.filter((other) => other !== unitId) })
      const isLeaf = unit?.childIds.length === 0
      return { kind: 'unit', key: `unit:${unitId}`, unitId, name: unit?.name ?? null, isLeaf, count, without }
    }),
    ...selection.siteIds.map((siteId): SelectionEntry => {
      const without = less({ siteIds: selection.siteIds.filter((other) => other !== siteId) })
      const name = tree.site(siteId)?.name ?? null
      return { kind: 'site', key: `site:${siteId}`, siteId, name, count: name === null ? 0 : 1, without }
    }),
    ...selection.exceptSiteIds.map((siteId): SelectionEntry => {
      const without = less({ exceptSiteIds: selection.exceptSiteIds.filter((other) => other !== siteId) })
      const name = tree.site(siteId)?.name ?? null
      return { kind: 'except', key: `except:${siteId}`, siteId, name, count: name === null ? 0 : 1, without }
    }),
  ]
}
