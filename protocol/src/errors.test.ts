import { Compile } from 'typebox/compile'
import { describe, expect, it } from 'vitest'
import {
  BridgeError,
  ERROR_CATALOGUE,
  ErrorReplySchema,
  errorReply,
  statusOf,
  type ErrorCode,
} from './errors.ts'

const codes = Object.keys(ERROR_CATALOGUE) as ErrorCode[]
const placeholders = (sentence: string) =>
  [...sentence.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name).toSorted((a, b) => a.localeCompare(b))
const reply = Compile(ErrorReplySchema)

describe.each(codes)('The error %s', (code) => {
  const { vi, en, status } = ERROR_CATALOGUE[code]

  it('says itself in whole sentences in both languages', () => {
    for (const sentence of [vi, en]) {
      expect(sentence).toMatch(/^[\p{Lu}{].*\.$/su)
      expect(sentence.trim()).toBe(sentence)
    }
    expect(vi).not.toBe(en)
    // Vietnamese without its marks would be another language.
    expect(vi).toMatch(/[ăâđêôơưàáảãạèéẻẽẹìíỉĩịòóỏõọùúủũụỳýỷỹỵấầẩẫậắằẳẵặếềểễệốồổỗộớờởỡợứừửữự]/i)
  })

  it('is filled from the same data in both', () => {
    // What is itself a sentence or a word comes in both languages: `reasonVi`, `reasonEn`.
    const bare = (names: string[]) => names.map((name) => name.replace(/^(vi|en)$|(Vi|En)$/, ''))
    expect(bare(placeholders(vi))).toEqual(bare(placeholders(en)))
    const data = Object.fromEntries([vi, en].flatMap(placeholders).map((name) => [name, `<${name}>`]))
    const filled = errorReply(code, data)
    expect(`${filled.message.vi}${filled.message.en}`).not.toMatch(/[{}]/)
    expect(reply.Check(filled)).toBe(true)
  })

  it('has a stable code and a status of its kind', () => {
    expect(code).toMatch(/^[a-z]+(_[a-z]+)*$/)
    expect(statusOf(code)).toBe(status)
    expect(status).toBeGreaterThanOrEqual(400)
    expect(status).toBeLessThan(600)
  })
})

describe('An error on its way', () => {
  it('carries its code, its data and its cause', () => {
    const cause = new Error('disk full')
    const error = new BridgeError('stage_full', { places: 3 }, { cause })
    expect(error).toMatchObject({ code: 'stage_full', data: { places: 3 }, cause, name: 'BridgeError' })
    expect(error.message).toContain('3')
  })

  it('leaves a blank that nothing fills as it is, and fills no more than blanks', () => {
    expect(errorReply('site_busy').message.en).toContain('{title}')
    expect(errorReply('site_busy', { title: '{limit} $& `x`' }).message.en).toContain('{limit} $& `x`')
  })
})
