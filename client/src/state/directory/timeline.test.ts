import { describe, expect, it } from 'vitest'
import { formerNames, timelineOf, type UnitDetail } from './timeline.ts'
import { aUnit, id } from './testing.ts'

const old = aUnit('x', { name: 'Xã Lũng Cú', validTo: '2025-06-30', parentId: id('dv') })
const now = aUnit('x', {
  name: 'Xã Cực Bắc',
  validFrom: '2025-07-01',
  tier: 2,
  parentId: id('p'),
  aliases: ['Xã Lũng Cú'],
})
const detail = (change: Partial<UnitDetail>): UnitDetail => ({
  unitId: id('x'),
  records: [old, now],
  predecessorIds: [],
  siteIds: [],
  names: { dv: 'Huyện Đồng Văn', p: 'Tỉnh Hà Giang', y: 'Xã Má Lé' },
  ...change,
})

describe('what became of a unit', () => {
  it('is told newest first, change by change', () => {
    expect(timelineOf(detail({}), [])).toEqual([
      {
        day: '2025-07-01',
        events: [
          { kind: 'renamed', before: 'Xã Lũng Cú', after: 'Xã Cực Bắc' },
          { kind: 'retiered', before: 3, after: 2 },
          { kind: 'moved', before: 'Huyện Đồng Văn', after: 'Tỉnh Hà Giang' },
        ],
      },
      { day: '2020-01-01', events: [{ kind: 'began', name: 'Xã Lũng Cú', from: [] }] },
    ])
  })

  it('tells which units a going-on unit took in, on the day after their last', () => {
    const from = { unitId: id<never>('y'), name: 'Xã Má Lé', validTo: '2025-06-30' }
    const [newest] = timelineOf(detail({ predecessorIds: [id('y')] }), [from])
    expect(newest?.events.at(-1)).toEqual({ kind: 'tookIn', from: [from] })
  })

  it('tells from which units a new one was formed', () => {
    const from = { unitId: id<never>('y'), name: 'Xã Má Lé', validTo: '2025-06-30' }
    expect(timelineOf(detail({ records: [now], predecessorIds: [id('y')] }), [from])).toEqual([
      { day: '2025-07-01', events: [{ kind: 'began', name: 'Xã Cực Bắc', from: [from] }] },
    ])
  })

  it('tells into what it ended, on the first day without it', () => {
    const ended = { ...old, successorIds: [id<never>('y')] }
    expect(timelineOf(detail({ records: [ended] }), [])[0]).toEqual({
      day: '2025-07-01',
      events: [{ kind: 'ended', into: [{ unitId: 'y', name: 'Xã Má Lé' }] }],
    })
  })

  it('keeps former names once, the present one left out', () => {
    expect(formerNames([old, now], now)).toEqual(['Xã Lũng Cú'])
    expect(formerNames([old], old)).toEqual([])
  })
})
