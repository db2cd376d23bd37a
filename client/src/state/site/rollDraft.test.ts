import type { SiteRollView } from '@diem-cau/protocol'
import { describe, expect, it } from 'vitest'
import { answerOf, draftOf, faultOf, rollPhase, withDigit } from './rollDraft.ts'

const said = { present: 12, invited: 14, head: 'Chủ tịch', by: 'site', at: 5 } as const
const roll = (change: Partial<SiteRollView> = {}): SiteRollView => ({
  open: true,
  answer: null,
  excuse: null,
  former: null,
  ...change,
})

describe('What a room is asked', () => {
  it.each([
    ['nothing before the roll is called', null, 'none'],
    ['nothing while it is closed', roll({ open: false, answer: said }), 'none'],
    ['its numbers while it is open', roll(), 'asked'],
    ['to say so when it has come after all', roll({ excuse: 'Lũ' }), 'excused'],
    ['to correct what it has said', roll({ answer: said, excuse: 'Lũ' }), 'answered'],
  ])('is %s', (_, view, kind) => {
    expect(rollPhase(view).kind).toBe(kind)
  })
})

describe('The fields', () => {
  it('are empty the first time', () => {
    expect(draftOf(roll())).toEqual({ present: '', invited: '', head: '' })
  })

  it('offer what changes seldom of an earlier roll, not who is present', () => {
    expect(draftOf(roll({ former: said }))).toEqual({ present: '', invited: '14', head: 'Chủ tịch' })
  })

  it('show an own answer whole, an unknown number empty', () => {
    const former = { ...said, invited: 99 }
    expect(draftOf(roll({ answer: said, former }))).toEqual({
      present: '12',
      invited: '14',
      head: 'Chủ tịch',
    })
    expect(draftOf(roll({ answer: { ...said, invited: 0 } })).invited).toBe('')
  })

  it('take digits, four at most, and no zero before others', () => {
    expect(withDigit('1', '2')).toBe('12')
    expect(withDigit('0', '7')).toBe('7')
    expect(withDigit('1234', '5')).toBe('1234')
  })
})

describe('An answer', () => {
  it('needs to say who is present, be it nobody', () => {
    expect(faultOf({ present: '', invited: '14', head: '' })).toBe('presentMissing')
    expect(faultOf({ present: '0', invited: '14', head: '' })).toBeNull()
  })

  it('has no more present than invited, where that is known', () => {
    expect(faultOf({ present: '15', invited: '14', head: '' })).toBe('moreThanInvited')
    expect(faultOf({ present: '15', invited: '', head: '' })).toBeNull()
    expect(faultOf({ present: '9', invited: '14', head: '' })).toBeNull()
  })

  it('is sent as numbers, the unknown one as none', () => {
    expect(answerOf({ present: '3', invited: '', head: ' Bí thư ' })).toEqual({
      present: 3,
      invited: 0,
      head: 'Bí thư',
    })
  })
})
