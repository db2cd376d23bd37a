import { foldText } from '@diem-cau/protocol'

/** A piece of a name, and whether it is what was searched for. */
export interface Piece {
  readonly text: string
  readonly isHit: boolean
}

/** The words of a search, folded as names are. */
export const searchWords = (search: string): string[] => foldText(search).split(' ').filter(Boolean)

/** Cuts a name into pieces, those that the words find marked: `Đồng Văn` for `dong v`. */
export function highlight(name: string, words: readonly string[]): Piece[] {
  if (words.length === 0) return [{ text: name, isHit: false }]
  // Letter by letter, so that places in the folded text are places in the name.
  const letters = Array.from(name.normalize('NFC'))
  const folded = letters.map((letter) => foldText(letter).charAt(0) || ' ').join('')
  const hits = letters.map(() => false)
  for (const word of words)
    for (let at = folded.indexOf(word); at >= 0; at = folded.indexOf(word, at + 1))
      hits.fill(true, at, at + word.length)
  const pieces: Piece[] = []
  for (const [index, letter] of letters.entries()) {
    const isHit = hits[index] === true
    const last = pieces.at(-1)
    if (last?.isHit === isHit) pieces[pieces.length - 1] = { text: last.text + letter, isHit }
    else pieces.push({ text: letter, isHit })
  }
  return pieces
}
