import { foldText } from '@diem-cau/protocol'
import type { Site, Unit } from './types.ts'

export interface Searchable<T> {
  readonly item: T
  readonly name: string
  readonly words: string
}

/*
 * Folding the names of a whole country takes a while, and a change leaves nearly all of them as they were: what was
 * folded once is kept as long as the unit or site is.
 */
const UNITS = new WeakMap<Unit, Searchable<Unit>>()
const SITES = new WeakMap<Site, { unit: Unit; searchable: Searchable<Site> }>()

export function searchableUnit(unit: Unit): Searchable<Unit> {
  const known = UNITS.get(unit)
  if (known !== undefined) return known
  const made = searchable(unit, unit.name, wordsOf(unit))
  UNITS.set(unit, made)
  return made
}

export function searchableSite(site: Site, unit: Unit): Searchable<Site> {
  const known = SITES.get(site)
  if (known?.unit === unit) return known.searchable
  const made = searchable(site, site.name, [site.name, ...wordsOf(unit), site.id])
  SITES.set(site, { unit, searchable: made })
  return made
}

function wordsOf(unit: Unit): string[] {
  return [unit.name, ...unit.aliases, unit.code]
}

/** Every word is preceded by a space, so that a query's words match only where words begin. */
function searchable<T>(item: T, name: string, texts: readonly string[]): Searchable<T> {
  return { item, name: foldText(name), words: ` ${texts.map(foldText).join(' ')}` }
}
