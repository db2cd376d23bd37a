import type { DirectoryEdit, SiteRecord, UnitRecord } from '@diem-cau/protocol'
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { applyEdits, inverseOf } from './applyEdits.ts'
import { dayAfter, isValidOn } from './days.ts'
import { directoryOn, flat, indexedOn, turningDays, type DirectoryHistory } from './history.ts'
import { planDropTier } from './planDropTier.ts'
import { planMerge } from './planMerge.ts'
import { siteIdsWithin, unitIdsWithin } from './reach.ts'
import { aHistory, unitId } from './testing.ts'
import { validateDirectory } from './validate.ts'

/** A failure prints its seed and path; SEED=… replays it. */
const { SEED } = process.env
const RUNS = { numRuns: 120, ...(SEED === undefined ? {} : { seed: Number(SEED) }) }

const DAYS = ['2020-01-01', '2021-03-01', '2024-12-31', '2025-01-01', '2025-07-01', '2026-02-28']
const day = fc.constantFrom(...DAYS)
const pick = fc.nat(1_000)

/** Something that an office may do to any history; some of it is refused. */
type Step = (history: DirectoryHistory) => DirectoryEdit[]

const at = <T>(items: readonly T[], index: number): T | undefined => items[index % Math.max(1, items.length)]

function splitUnit(
  history: DirectoryHistory,
  index: number,
  on: string,
  change: Partial<UnitRecord>,
): DirectoryEdit[] {
  const unit = at(flat(history.units), index)
  if (unit === undefined) return []
  if (unit.validFrom >= on) return [{ edit: 'putUnit', unit: { ...unit, ...change } }]
  return [
    { edit: 'putUnit', unit: { ...unit, validTo: before(on) } },
    { edit: 'putUnit', unit: { ...unit, ...change, validFrom: on } },
  ]
}
const before = (on: string): string => new Date(Date.parse(on) - 86_400_000).toISOString().slice(0, 10)

const steps: fc.Arbitrary<Step> = fc.oneof(
  fc.tuple(pick, day, fc.string({ maxLength: 12 })).map(
    ([index, on, name]): Step =>
      (history) =>
        splitUnit(history, index, on, { name: `Đơn vị ${name}` }),
  ),
  fc.tuple(pick, pick, day).map(
    ([index, parent, on]): Step =>
      (history) =>
        splitUnit(history, index, on, { parentId: at([...history.units.keys()], parent) ?? null }),
  ),
  fc.tuple(pick, day).map(([index, on]): Step => (history) => {
    const unit = at(flat(history.units), index)
    return unit ? [{ edit: 'putUnit', unit: { ...unit, validTo: on } }] : []
  }),
  fc.tuple(pick, day).map(([index, on]): Step => (history) => {
    const unit = at(flat(history.units), index)
    return unit
      ? [
          {
            edit: 'putUnit',
            unit: { ...unit, unitId: unitId(`n${index}`), code: `N${index}`, validFrom: on },
          },
        ]
      : []
  }),
  fc.tuple(pick, pick).map(([index, unit]): Step => (history) => {
    const site = at(flat(history.sites), index)
    const target = at([...history.units.keys()], unit)
    return site && target ? [{ edit: 'putSite', site: { ...site, unitId: target } }] : []
  }),
  pick.map((index): Step => (history) => {
    const unit = at(flat(history.units), index)
    return unit ? [{ edit: 'removeUnit', unitId: unit.unitId, validFrom: unit.validFrom }] : []
  }),
  fc.tuple(pick, pick, day).map(
    ([a, b, on]): Step =>
      (history) =>
        mergeEdits(history, a, b, on),
  ),
  fc.tuple(fc.integer({ min: 2, max: 3 }), day).map(([tier, on]): Step => (history) => {
    const plan = planDropTier(history, { tier, on })
    return plan.ok ? plan.edits : []
  }),
)

function mergeEdits(history: DirectoryHistory, a: number, b: number, on: string): DirectoryEdit[] {
  const [first, second] = [at([...history.units.keys()], a), at([...history.units.keys()], b)]
  if (first === undefined || second === undefined) return []
  const into = { unitId: first, code: `M${a}`, name: `Xã nhập ${a}`, kind: 'commune' as const }
  const plan = planMerge(history, { fromUnitIds: [first, second], into, on })
  return plan.ok ? plan.edits : []
}

/** Everything accepted so far, one change after another. */
function run(todo: readonly Step[]): DirectoryHistory[] {
  const histories = [aHistory()]
  for (const step of todo) {
    const history = histories.at(-1) ?? aHistory()
    const applied = applyEdits(history, step(history))
    if (applied.faults.length === 0) histories.push(applied.history)
  }
  return histories
}

describe('Any sequence of changes', () => {
  test('that is accepted leaves every day with a sound directory, as the rules of a single day see it', () => {
    let accepted = 0
    fc.assert(
      fc.property(fc.array(steps, { maxLength: 8 }), (todo) => {
        const histories = run(todo)
        accepted += histories.length - 1
        const last = histories.at(-1) ?? aHistory()
        for (const on of turningDays(last)) {
          expect(validateDirectory(directoryOn(last, on)).map(({ reason }) => reason.en)).toEqual([])
        }
      }),
      RUNS,
    )
    expect(accepted).toBeGreaterThan(50)
  })

  test('is taken back by its inverse, whole', () => {
    fc.assert(
      fc.property(fc.array(steps, { minLength: 1, maxLength: 8 }), (todo) => {
        let history = aHistory()
        for (const step of todo) {
          const applied = applyEdits(history, step(history))
          // Also what is refused must be undone exactly: only then is nothing half applied.
          expect(applyEdits(applied.history, inverseOf(applied.pairs)).history).toEqual(history)
          if (applied.faults.length === 0) history = applied.history
        }
      }),
      RUNS,
    )
  })
})

test('A merger keeps every site in exactly one unit on each of its days', () => {
  const placesOn = (sites: readonly SiteRecord[], on: string) =>
    sites
      .filter((site) => isValidOn(site, on))
      .map(({ siteId }) => siteId)
      .toSorted()
  let merged = 0
  fc.assert(
    fc.property(fc.array(steps, { maxLength: 4 }), pick, pick, day, (todo, a, b, on) => {
      const history = run(todo).at(-1) ?? aHistory()
      const applied = applyEdits(history, mergeEdits(history, a, b, on))
      if (applied.faults.length > 0 || applied.pairs.length === 0) return
      merged++
      for (const turning of new Set([...turningDays(history), ...turningDays(applied.history)])) {
        for (const each of [turning, dayAfter(turning)]) {
          expect(placesOn(flat(applied.history.sites), each)).toEqual(placesOn(flat(history.sites), each))
        }
      }
    }),
    { ...RUNS, numRuns: 400 },
  )
  expect(merged).toBeGreaterThan(10)
})

test('What lies within subtrees is the same asked one by one and listed, on every day, also of what has ended', () => {
  let ended = 0
  fc.assert(
    fc.property(fc.array(steps, { maxLength: 8 }), pick, pick, (todo, a, b) => {
      const history = run(todo).at(-1) ?? aHistory()
      const ids = [...history.units.keys()]
      const scopes = [at(ids, a), at(ids, b)].flatMap((id) => id ?? [])
      for (const on of turningDays(history)) {
        const directory = indexedOn(history, on)
        const isInside = (id: UnitRecord['unitId']) =>
          scopes.some((scope) => directory.isInSubtree(id, scope))
        const isSiteInside = (id: SiteRecord['siteId']) =>
          scopes.some((scope) => directory.isSiteInSubtree(id, scope))
        const within = unitIdsWithin(directory, scopes)
        expect([...within].toSorted()).toEqual(ids.filter(isInside).toSorted())
        const siteIds = [...history.sites.keys()].filter(isSiteInside)
        expect([...siteIdsWithin(directory, scopes)].toSorted()).toEqual(siteIds.toSorted())
        ended += [...within].filter((id) => directory.unit(id) === undefined).length
      }
    }),
    RUNS,
  )
  expect(ended).toBeGreaterThan(20)
})
