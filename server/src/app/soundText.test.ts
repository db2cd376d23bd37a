import { Readable } from 'node:stream'
import { describe, expect, it } from 'vitest'
import { soundText, unsoundTextIn } from './soundText.ts'

describe('A text that is stored comes back as it was', () => {
  it('what no database keeps is found, wherever it stands', () => {
    expect(unsoundTextIn('a\0b')).toBe('')
    expect(unsoundTextIn({ title: 'Giao ban', agenda: [{ title: 'ok' }, { title: 'x\ud800' }] })).toBe(
      '/agenda/1/title',
    )
    expect(unsoundTextIn({ names: { 'a\0': 1 } })).toBe('/names')
  })

  it('a query is looked at like anything else, a stream is not', () => {
    const query: object = Object.assign(Object.create(Object.create(null) as object) as object, { q: '\0' })
    expect(unsoundTextIn(query)).toBe('/q')
    expect(unsoundTextIn(Readable.from(['\0']))).toBeNull()
  })

  it('whatever people write is sound', () => {
    const texts = { name: 'Xã Lũng Cú 🇻🇳', notes: 'dòng một\n\tdòng hai', empty: '', count: 1, none: null }
    expect(unsoundTextIn([texts, undefined, true])).toBeNull()
  })

  it('what is nested very deep ends', () => {
    let deep: unknown = 'x\0'
    for (let depth = 0; depth < 20_000; depth++) deep = [deep]
    expect(unsoundTextIn(deep)).toMatch(/^(?:\/0){20000}$/)
  })

  it('a text that has to be written whatever it is loses only what can not be', () => {
    expect(soundText('Lan\0 \ud83d \u{1F600}')).toBe('Lan\uFFFD \uFFFD \u{1F600}')
  })
})
