import { foldText } from '@diem-cau/protocol'

/** Sorted by a name as people look it up: accents and capitals ignored; equal ones keep their order. */
export function byName<T>(items: readonly T[], nameOf: (item: T) => string): T[] {
  return items
    .map((item) => ({ item, key: foldText(nameOf(item)) }))
    .sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0))
    .map(({ item }) => item)
}
