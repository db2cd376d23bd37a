import type { AuditEntry } from '../rest/people.ts'
import { describe, expect, it } from 'vitest'
import { detailText, kindOf, refusalOf, type DetailWords } from './auditDetails.ts'

const words: DetailWords = {
  value: (name) => ({ active: 'Đang dùng', disabled: 'Đã khóa' })[name] ?? null,
  yes: 'Có',
  no: 'Không',
  empty: 'để trống',
  role: (role) => (role === 'operator' ? 'Kíp trực kỹ thuật' : role),
  scope: (scope) => (scope === 'audit:read' ? 'Xem nhật ký' : scope),
  place: (id) => (id === 'u-1' ? 'Huyện Đồng Văn' : null),
  change: (before, after) => `${before} → ${after}`,
  andMore: (items, count) => `${items} và ${count} mục khác`,
}

describe('A detail of the audit trail', () => {
  it.each([
    [null, 'để trống'],
    ['', 'để trống'],
    [[], 'để trống'],
    [true, 'Có'],
    [90, '90'],
    ['u-1', 'Huyện Đồng Văn'],
    ['Giao ban tháng 11', 'Giao ban tháng 11'],
    [['audit:read', 'active'], 'Xem nhật ký; Đang dùng'],
    [[{ role: 'operator', unitId: 'u-1' }], 'Kíp trực kỹ thuật · Huyện Đồng Văn'],
    [{ before: 'active', after: 'disabled' }, 'Đang dùng → Đã khóa'],
    [{ before: [], after: [{ role: 'operator', unitId: 'u-9' }] }, 'để trống → Kíp trực kỹ thuật · u-9'],
    [{ added: 3, removed: 0 }, 'added: 3; removed: 0'],
  ])('%j is read as %s', (value, text) => {
    expect(detailText(value, words)).toBe(text)
  })

  it('does not name two hundred units', () => {
    const many = Array.from({ length: 200 }, (_, index) => `xã ${index}`)
    expect(detailText(many, words)).toMatch(/^xã 0; .*xã 11 và 188 mục khác$/)
  })
})

describe('A refusal in the audit trail', () => {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the one field that it is read from
  const entry = (code: string | null) => ({ code }) as AuditEntry

  it('is said in words; what filled its sentence is not kept', () => {
    expect(refusalOf(entry(null))).toBeNull()
    expect(refusalOf(entry('forbidden'))?.vi).toMatch(/quyền/)
    expect(refusalOf(entry('password_too_short'))?.vi).toContain('…')
    expect(refusalOf(entry('a_code_of_tomorrow'))?.vi).toBe('a_code_of_tomorrow')
  })

  it('names its subject by the kind before the id', () => {
    expect(kindOf('account:account-1')).toBe('account')
    expect(kindOf('nobody')).toBe('nobody')
  })
})
