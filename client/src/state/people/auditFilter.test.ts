import { describe, expect, it } from 'vitest'
import { auditQuery, NO_AUDIT_FILTER } from './auditFilter.ts'

describe('A question to the audit trail', () => {
  it('asks for everything when nothing is chosen', () => {
    expect(auditQuery(NO_AUDIT_FILTER)).toEqual({})
    expect(auditQuery({ ...NO_AUDIT_FILTER, q: '  ', from: 'sometime' })).toEqual({})
  })

  it('takes days by the clock in Viet Nam, the last one whole', () => {
    const query = auditQuery({ ...NO_AUDIT_FILTER, from: '2026-11-01', to: '2026-11-01' })
    expect(new Date(query.from ?? 0).toISOString()).toBe('2026-10-31T17:00:00.000Z')
    expect(new Date(query.to ?? 0).toISOString()).toBe('2026-11-01T16:59:59.999Z')
  })

  it('passes the words, the action and the outcome on', () => {
    expect(
      auditQuery({ ...NO_AUDIT_FILTER, q: ' dong van ', action: 'floor.give', outcome: 'refused' }),
    ).toEqual({
      q: 'dong van',
      action: 'floor.give',
      outcome: 'refused',
    })
  })
})
