import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { indexedOn } from '../../server/src/core/directory/index.ts'
import { parseDirectory } from '../../server/src/adapters/directoryFile/index.ts'
import { haGiang } from './haGiang.ts'
import { twoTier } from './twoTier.ts'

const folder = new URL('../../config/directories/', import.meta.url)

function load(text: string) {
  const loaded = parseDirectory('generated', new TextEncoder().encode(text))
  if (!loaded.ok) throw new Error(loaded.faults.map(({ line, reason }) => `${line} ${reason.en}`).join('\n'))
  return indexedOn(loaded.history, '2025-07-01')
}

test.each([
  ['ha-giang.yaml', haGiang],
  ['two-tier-sample.yaml', twoTier],
])('%s is what its tool makes', (file, make) => {
  expect(readFileSync(new URL(file, folder), 'utf8')).toBe(make())
})

describe('Hà Giang', () => {
  const directory = load(haGiang())

  test('has 218 sites: the province, 11 districts, 193 communes, 13 bodies', () => {
    const kinds = Object.groupBy(directory.data.sites, ({ kind }) => kind)
    expect(directory.data.sites).toHaveLength(218)
    expect(directory.unitsOfTier(2)).toHaveLength(11)
    expect(directory.unitsOfTier(3)).toHaveLength(193)
    expect([kinds.hub?.length, kinds.body?.length, kinds.unit?.length]).toEqual([1, 13, 204])
  })

  test('gives every commune a district', () => {
    const communes = directory.unitsOfTier(3).flatMap(({ id }) => directory.sitesOfUnit(id))
    expect(communes.filter(({ id }) => directory.districtOf(id) === undefined)).toEqual([])
  })

  test('holds no phone numbers', () => {
    expect(haGiang()).not.toMatch(/\b0\d{9}\b|\+84/)
  })
})

test('the two-tier sample has 125 sites and calls itself synthetic', () => {
  const directory = load(twoTier())
  expect(directory.data.sites).toHaveLength(125)
  expect(directory.data.synthetic).toBe(true)
  expect(load(haGiang()).data.synthetic).toBe(false)
})
