import { describe, expect, it } from 'vitest'
import { chooseSites, foldName, type Candidates } from './chooseSites.ts'
import type { DirectorySite, DirectoryUnit } from './directory.ts'
import { seededRandom } from './random.ts'
import { siteId, unitId } from './testing.ts'

const unit = (id: string, parentId: string | null, name: string, tier: number): DirectoryUnit => ({
  unitId: unitId(id),
  parentId: parentId === null ? null : unitId(parentId),
  name,
  code: id,
  tier,
  kind: 'unit',
})
const site = (id: string, ofUnit: string): DirectorySite => ({
  siteId: siteId(id),
  unitId: unitId(ofUnit),
  name: id,
  kind: 'unit',
})

const DISTRICTS = ['Huyện Đồng Văn', 'Huyện Mèo Vạc', 'Huyện Yên Minh']
const units = [
  unit('p', null, 'Tỉnh Hà Giang', 1),
  ...DISTRICTS.flatMap((name, d) => [
    unit(`d${d}`, 'p', name, 2),
    ...Array.from({ length: 5 }, (_, c) => unit(`d${d}c${c}`, `d${d}`, `Xã ${d}-${c}`, 3)),
  ]),
]
const sites = units.map((each) => site(`s-${each.unitId}`, each.unitId))
const candidates = (change: Partial<Candidates> = {}): Candidates => ({
  units,
  sites,
  chairSiteId: 's-p',
  taken: new Set(),
  district: null,
  ...change,
})
const chosen = (change: Partial<Candidates>, count: number, seed = 1): string[] => {
  const choice = chooseSites(candidates(change), count, seededRandom(seed))
  if (!choice.ok) throw new Error(choice.reason)
  return choice.sites.map((each) => each.siteId)
}

describe('choosing sites', () => {
  it('puts the chair’s site first when it is free', () => {
    expect(chosen({}, 5)[0]).toBe('s-p')
    expect(chosen({ taken: new Set(['s-p']) }, 5)).not.toContain('s-p')
  })

  it('spreads over the districts', () => {
    const ids = chosen({}, 7)
    for (const district of ['d0', 'd1', 'd2'])
      expect(
        ids.filter((id) => id.startsWith(`s-${district}`)),
        district,
      ).toHaveLength(2)
  })

  it('never takes a site that somebody uses, and takes each only once', () => {
    const taken = new Set(['s-d0', 's-d1c2', 's-d2c4'])
    const ids = chosen({ taken }, sites.length - taken.size)
    expect(new Set(ids).size).toBe(ids.length)
    expect(ids.filter((id) => taken.has(id))).toEqual([])
  })

  it('keeps to one district, typed without accents, beside the chair', () => {
    const ids = chosen({ district: 'dong van' }, 7)
    expect(ids[0]).toBe('s-p')
    expect(ids.slice(1).every((id) => id.startsWith('s-d0'))).toBe(true)
  })

  it('says how many are free when too many are asked', () => {
    expect(chooseSites(candidates({ district: 'Đồng Văn' }), 8, seededRandom(1))).toEqual({
      ok: false,
      reason: 'tooFew',
      free: 7,
    })
  })

  it('says so when the session has no such district', () => {
    expect(chooseSites(candidates({ district: 'Bắc Mê' }), 1, seededRandom(1))).toMatchObject({
      ok: false,
      reason: 'district',
    })
  })

  it('chooses the same for the same seed', () => {
    expect(chosen({}, 9, 4)).toEqual(chosen({}, 9, 4))
    expect(chosen({}, 9, 4)).not.toEqual(chosen({}, 9, 5))
  })

  it('ends also when a unit names itself as its parent', () => {
    const looped = [unit('x', 'x', 'Vòng', 1)]
    expect(chosen({ units: looped, sites: [site('s-x', 'x')], chairSiteId: null }, 1)).toEqual(['s-x'])
  })
})

describe('foldName', () => {
  it('drops accents and case, and đ', () => {
    expect(foldName(' Huyện ĐỒNG Văn ')).toBe('huyen dong van')
  })
})
