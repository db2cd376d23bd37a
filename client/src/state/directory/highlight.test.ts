import { describe, expect, it } from 'vitest'
import { highlight, searchWords } from './highlight.ts'

const shown = (name: string, search: string) =>
  highlight(name, searchWords(search))
    .map(({ text, isHit }) => (isHit ? `[${text}]` : text))
    .join('')

describe('what a search finds in a name', () => {
  it.each([
    ['Huyện Đồng Văn', 'dong v', 'Huyện [Đồng] [V]ăn'],
    ['Huyện Đồng Văn', 'VĂN', 'Huyện Đồng [Văn]'],
    ['Xã Tả Lủng', 'lung', 'Xã Tả [Lủng]'],
    ['Phường 1, Quận 1', '1', 'Phường [1], Quận [1]'],
    ['Xã Ía Ía', 'ia', 'Xã [Ía] [Ía]'],
    ['Xã Má Lé', 'khong', 'Xã Má Lé'],
    ['Xã Má Lé', '', 'Xã Má Lé'],
  ])('%s for %s: %s', (name, search, expected) => expect(shown(name, search)).toBe(expected))

  it('is marked in names with separate accents too', () => {
    expect(shown('Đồng Văn'.normalize('NFD'), 'dong')).toBe('[Đồng] Văn')
  })
})
