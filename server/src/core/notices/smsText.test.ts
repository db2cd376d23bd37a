import { describe, expect, it } from 'vitest'
import { normalPhone } from './phone.ts'
import { fitSms, smsSegments, unaccented } from './smsText.ts'

describe('A text without marks', () => {
  it('is Vietnamese in the cheap alphabet', () => {
    expect(unaccented('Điểm cầu xã Lũng Cú – họp khẩn: «Ứng phó bão»…')).toBe(
      'Diem cau xa Lung Cu - hop khan: "Ung pho bao"...',
    )
    expect(unaccented('ĂÂĐÊÔƠƯ ăâđêôơư ạảãấầẩẫậ ỵỹ')).toBe('AADEOOU aadeoou aaaaaaaa yy')
  })
})

describe('The number of messages', () => {
  it.each([
    ['a'.repeat(160), 1],
    ['a'.repeat(161), 2],
    ['a'.repeat(306), 2],
    ['a'.repeat(307), 3],
    ['ế'.repeat(70), 1],
    ['ế'.repeat(71), 2],
    [`${'a'.repeat(159)}€`, 2],
    [`${'a'.repeat(158)}€`, 1],
    ['', 1],
  ])('of %s is %i', (text, segments) => expect(smsSegments(text)).toBe(segments))
})

describe('A text that is too long', () => {
  it('is cut at a word, and says that it goes on', () => {
    const cut = fitSms('mot hai ba bon '.repeat(40).trim(), 1)
    expect(smsSegments(cut)).toBe(1)
    expect(cut).toMatch(/ (mot|hai|ba|bon)\.\.\.$/)
    expect(cut.length).toBeGreaterThan(150)
  })

  it('is cut in the middle when it is one word, and never through a character', () => {
    expect(fitSms('ế'.repeat(200), 1)).toBe(`${'ế'.repeat(67)}...`)
    expect(fitSms('😀'.repeat(100), 1)).toMatch(/^(😀)+\.\.\.$/u)
  })

  it('stays as it is when it fits', () => expect(fitSms('ngắn', 1)).toBe('ngắn'))
})

describe('A telephone number', () => {
  it.each(['0912 345 678', '+84 912.345.678', '84-912-345-678', '0084 912345678', '(0912) 345678'])(
    '%s is the same one in the form that the gateway wants',
    (written) => {
      expect(normalPhone(written, '+84')).toBe('+84912345678')
      expect(normalPhone(written, '84')).toBe('84912345678')
      expect(normalPhone(written, '0')).toBe('0912345678')
    },
  )

  it.each(['', '0', '113', '+1 202 555 0100', '0000000000', '091234567890123', 'không có'])(
    '%s is none that can be reached',
    (written) => expect(normalPhone(written, '84')).toBeNull(),
  )

  it('of a fixed line is one too', () => expect(normalPhone('0219 3866 123', '0')).toBe('02193866123'))
})
