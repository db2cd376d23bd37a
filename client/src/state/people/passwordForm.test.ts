import { describe, expect, it } from 'vitest'
import { passwordFaults, refusedField } from './passwordForm.ts'

describe('A new password that is being typed', () => {
  it('wants the present one, ten characters, and the same twice', () => {
    expect(passwordFaults({ current: '', next: 'ngắn', again: 'khác' })).toEqual(['current', 'next', 'again'])
    const next = 'họp lúc tám giờ'
    expect(passwordFaults({ current: 'cũ', next, again: next })).toEqual([])
  })

  it('counts letters, not the marks that some keyboards put apart', () => {
    const apart = 'tỉnh ủy ạ'.normalize('NFD')
    expect(apart.length).toBeGreaterThanOrEqual(10)
    expect(passwordFaults({ current: 'cũ', next: apart, again: apart })).toEqual(['next'])
  })

  it('has a refusal at the field that it is about', () => {
    expect(refusedField('wrong_password')).toBe('current')
    expect(refusedField('password_common')).toBe('next')
    expect(refusedField('password_like_name')).toBe('next')
    expect(refusedField('too_many_attempts')).toBeNull()
    expect(refusedField('password_change_required')).toBeNull()
  })
})
