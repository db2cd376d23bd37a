/** So many entries are copied when one of them changes, and as many chunks for a map of some hundred. */
const CHUNK = 16

type Entry<K, V> = readonly [K, V]

/**
 * A map that never changes. Another one with a value replaced shares nearly all with it: of 218 sites some thirty
 * places are copied instead of a whole table, for each event of a log. Adding and removing keys copies all.
 * In the order in which the keys came, as a `Map`; two with the same entries in the same order are deeply equal.
 */
export class SharedMap<K, V> implements ReadonlyMap<K, V> {
  /** Where each key is: the same object for all maps with the same keys. */
  readonly places: ReadonlyMap<K, number>
  readonly chunks: readonly (readonly Entry<K, V>[])[]

  private constructor(places: ReadonlyMap<K, number>, chunks: readonly (readonly Entry<K, V>[])[]) {
    this.places = places
    this.chunks = chunks
  }

  /** Of entries whose keys differ. */
  static of<K, V>(entries: readonly Entry<K, V>[]): SharedMap<K, V> {
    const chunks: Entry<K, V>[][] = []
    for (let from = 0; from < entries.length; from += CHUNK) chunks.push(entries.slice(from, from + CHUNK))
    return new SharedMap(new Map(entries.map(([key], place) => [key, place])), chunks)
  }

  /** The map itself where it is one already. */
  static from<K, V>(map: ReadonlyMap<K, V>): SharedMap<K, V> {
    return map instanceof SharedMap ? map : SharedMap.of([...map])
  }

  get size(): number {
    return this.places.size
  }

  has(key: K): boolean {
    return this.places.has(key)
  }

  get(key: K): V | undefined {
    const place = this.places.get(key)
    return place === undefined ? undefined : this.chunks[Math.floor(place / CHUNK)]?.[place % CHUNK]?.[1]
  }

  /** The same map but for one key, which is added where it is not there. */
  with(key: K, value: V): SharedMap<K, V> {
    const place = this.places.get(key)
    if (place === undefined) return SharedMap.of([...this.entries(), [key, value]])
    const at = Math.floor(place / CHUNK)
    const chunk = this.chunks[at]?.with(place % CHUNK, [key, value])
    return chunk === undefined ? this : new SharedMap(this.places, this.chunks.with(at, chunk))
  }

  /** The same map without some keys. */
  without(keys: Iterable<K>): SharedMap<K, V> {
    const gone = new Set(keys)
    return SharedMap.of([...this.entries()].filter(([key]) => !gone.has(key)))
  }

  keys(): MapIterator<K> {
    return this.places.keys()
  }

  *values(): MapIterator<V> {
    for (const chunk of this.chunks) for (const [, value] of chunk) yield value
  }

  *entries(): MapIterator<[K, V]> {
    for (const chunk of this.chunks) for (const [key, value] of chunk) yield [key, value]
  }

  [Symbol.iterator](): MapIterator<[K, V]> {
    return this.entries()
  }

  forEach(callback: (value: V, key: K, map: ReadonlyMap<K, V>) => void): void {
    for (const [key, value] of this.entries()) callback(value, key, this)
  }
}
