import { describe, expect, it } from 'vitest'
import { bandwidthText } from './bandwidth.ts'
import { fieldText, rowCount, writtenCount } from './preview.ts'

const counts = { added: 12, changed: 3, removed: 1, unchanged: 212, refused: 2 }

describe('a preview', () => {
  it('counts its rows, and those that would be written', () => {
    expect(rowCount(counts)).toBe(230)
    expect(writtenCount(counts)).toBe(16)
  })

  it('shows days as people write them, words for kinds and tiers, a dash for nothing', () => {
    const words = {
      kind: (what: string, kind: string) => `${what} ${kind}`,
      tier: (tier: string) => `cấp ${tier}`,
      remoteMicrophone: (value: string) => value,
    }
    expect(fieldText({ what: 'unit' }, 'validTo', '2025-06-30', words)).toBe('30/06/2025')
    expect(fieldText({ what: 'site' }, 'kind', 'hub', words)).toBe('site hub')
    expect(fieldText({ what: 'unit' }, 'tier', '2', words)).toBe('cấp 2')
    expect(fieldText({ what: 'unit' }, 'name', 'Xã 2025', words)).toBe('Xã 2025')
    expect(fieldText({ what: 'unit' }, 'contact', null, words)).toBe('—')
  })
})

describe('a bandwidth', () => {
  it.each([
    [10_000, 10_000, '10 / 10 Mbit/s'],
    [12_500, 2_000, '12,5 / 2 Mbit/s'],
    [4_000, 512, '4000 / 512 kbit/s'],
    [10_000, null, '10 / ? Mbit/s'],
    [null, null, null],
  ])('%s down and %s up read %s', (downKbps, upKbps, text) => {
    expect(bandwidthText({ downKbps, upKbps })).toBe(text)
  })
})
