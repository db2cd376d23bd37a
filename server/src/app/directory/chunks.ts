import type { PreviewRow } from '@diem-cau/protocol'

/* Long lists as a few texts: they pass between threads at once, and only what is looked at is read. */

/** Items in one text. */
export const CHUNK = 200

/** A list as texts of so many items each. */
export function toChunks(items: readonly unknown[]): string[] {
  const chunks: string[] = []
  for (let from = 0; from < items.length; from += CHUNK) {
    chunks.push(JSON.stringify(items.slice(from, from + CHUNK)))
  }
  return chunks
}

/** The items of one text. */
export function itemsOf<T>(chunk: string): T[] {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- written by `toChunks`
  return JSON.parse(chunk) as T[]
}

/** Some items by their places, which are sorted. */
export function itemsAt<T>(chunks: readonly string[], places: readonly number[]): T[] {
  let number = -1
  let items: T[] = []
  return places.flatMap((place) => {
    const wanted = Math.floor(place / CHUNK)
    if (wanted !== number) {
      number = wanted
      items = itemsOf(chunks[wanted] ?? '[]')
    }
    const item = items[place % CHUNK]
    return item === undefined ? [] : [item]
  })
}

const LETTERS: Readonly<Record<PreviewRow['outcome'], string>> = {
  added: 'a',
  changed: 'c',
  removed: 'r',
  unchanged: 'u',
  refused: 'x',
}

/** One letter a row. */
export function outcomeLetters(rows: readonly Pick<PreviewRow, 'outcome'>[]): string {
  return rows.map(({ outcome }) => LETTERS[outcome]).join('')
}

/** The places of all rows, or of those with an outcome. */
export function placesOf(letters: string, outcome: PreviewRow['outcome'] | undefined): number[] {
  const places: number[] = []
  for (let at = 0; at < letters.length; at++) {
    if (outcome === undefined || letters[at] === LETTERS[outcome]) places.push(at)
  }
  return places
}
