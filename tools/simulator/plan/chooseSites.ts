import type { DirectorySite, DirectoryUnit } from './directory.ts'
import { shuffled, type Random } from './random.ts'

export interface Candidates {
  readonly units: readonly DirectoryUnit[]
  /** The sites of the session. */
  readonly sites: readonly DirectorySite[]
  readonly chairSiteId: string | null
  /** Sites that somebody else uses: paired with a real device, or connected. */
  readonly taken: ReadonlySet<string>
  /** Only sites whose unit is, or lies below, a unit of this name; accents and case do not matter. */
  readonly district: string | null
}

export type Choice =
  | { readonly ok: true; readonly sites: readonly DirectorySite[]; readonly withChair: boolean }
  | { readonly ok: false; readonly reason: 'district' | 'tooFew'; readonly free: number }

/** Without accents, in lower case, `đ` as `d`: what people type. */
export function foldName(name: string): string {
  return name.normalize('NFD').replace(/\p{M}/gu, '').replace(/[đĐ]/g, 'd').toLowerCase().trim()
}

/** The units from a unit up to the top, nearest first. */
export function unitsAbove(units: ReadonlyMap<string, DirectoryUnit>, unitId: string): DirectoryUnit[] {
  const path: DirectoryUnit[] = []
  let unit = units.get(unitId)
  while (unit !== undefined && !path.includes(unit)) {
    path.push(unit)
    unit = unit.parentId === null ? undefined : units.get(unit.parentId)
  }
  return path
}

/** The branch of the tree right below the top that a unit belongs to; a top unit is its own. */
function districtOf(units: ReadonlyMap<string, DirectoryUnit>, unitId: string): string {
  const path = unitsAbove(units, unitId)
  return (path.at(-2) ?? path.at(-1))?.unitId ?? unitId
}

/**
 * Free sites, the chair's first when it is free, the others taken in turn from one district after another, so that a
 * dozen rooms already show the whole province.
 */
export function chooseSites(candidates: Candidates, count: number, random: Random): Choice {
  const units = new Map(candidates.units.map((unit) => [unit.unitId as string, unit]))
  const wanted = candidates.district === null ? null : foldName(candidates.district)
  const inside = (site: DirectorySite): boolean =>
    wanted === null || unitsAbove(units, site.unitId).some((unit) => foldName(unit.name).includes(wanted))
  if (wanted !== null && !candidates.sites.some(inside)) return { ok: false, reason: 'district', free: 0 }

  const free = candidates.sites.filter((site) => !candidates.taken.has(site.siteId))
  const chair = free.find((site) => site.siteId === candidates.chairSiteId)
  const others = free.filter((site) => site !== chair && inside(site))
  const available = others.length + (chair === undefined ? 0 : 1)
  if (available < count) return { ok: false, reason: 'tooFew', free: available }

  const turns = Map.groupBy(shuffled(random, others), (site) => districtOf(units, site.unitId))
  const sites: DirectorySite[] = chair === undefined ? [] : [chair]
  while (sites.length < count) {
    for (const waiting of turns.values()) {
      const next = waiting.shift()
      if (next !== undefined && sites.length < count) sites.push(next)
    }
  }
  return { ok: true, sites, withChair: chair !== undefined }
}
