import type { SiteId, UnitId } from '@diem-cau/protocol'
import { describe, expect, it } from 'vitest'
import { momentOf } from './days.ts'
import { draftOf, emptyBody, startOf } from './draft.ts'
import { moved, titleOnDay } from './moved.ts'

const TODAY = '2026-11-22'
const eight = momentOf('2026-11-23', 8 * 60)
const body = {
  ...emptyBody('u-1' as UnitId, 's-1' as SiteId, eight),
  rehearsalAt: momentOf('2026-11-22', 15 * 60),
}

describe('A plan that is moved', () => {
  it('takes its rehearsal along, as far before as it was', () => {
    const draft = { ...draftOf(body), day: '7/12', clock: '9h' }
    expect(moved(draft, eight, TODAY)).toEqual({ rehearsalDay: '06/12/2026', rehearsalClock: '16:00' })
  })

  it('leaves the rehearsal alone while a time can not be read, or there is none', () => {
    const draft = draftOf(body)
    expect(moved({ ...draft, day: '7/' }, eight, TODAY)).toEqual({})
    expect(moved({ ...draft, day: '7/12' }, null, TODAY)).toEqual({})
    expect(moved({ ...draft, day: '7/12', rehearsalDay: '', rehearsalClock: '' }, eight, TODAY)).toEqual({})
    expect(moved(draft, startOf(draft, TODAY), TODAY)).toEqual({})
  })
})

describe('A title with its month', () => {
  it('follows the day into another month and year', () => {
    expect(titleOnDay('Giao ban tháng 11/2026 – Xã', '2026-11-23', '2026-12-07')).toBe(
      'Giao ban tháng 12/2026 – Xã',
    )
    expect(titleOnDay('Giao ban tháng 12 năm 2026', '2026-12-07', '2027-01-04')).toBe(
      'Giao ban tháng 1 năm 2027',
    )
    expect(titleOnDay('Briefing, month 09', '2026-09-07', '2026-10-05')).toBe('Briefing, month 10')
  })

  it('stays when it speaks of another month than the day’s', () => {
    expect(titleOnDay('Tổng kết tháng 10/2026', '2026-11-02', '2026-12-07')).toBe('Tổng kết tháng 10/2026')
    expect(titleOnDay('Kỳ họp thứ 11', '2026-11-02', '2026-12-07')).toBe('Kỳ họp thứ 11')
  })
})
