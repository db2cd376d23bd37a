import { useEffect, useState, useSyncExternalStore, type DependencyList } from 'react'

/** Holds what an effect has opened, until it closes it. */
class ResourceHolder<T> {
  #held: T | null = null
  readonly #listeners = new Set<() => void>()

  readonly current = (): T | null => this.#held

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => void this.#listeners.delete(listener)
  }

  hold(resource: T | null): void {
    this.#held = resource
    for (const listener of this.#listeners) listener()
  }
}

/**
 * Something that has to be closed, open for as long as its component is on screen and its dependencies stay
 * the same. Null before it is opened, and when there is nothing to open.
 */
export function useResource<T>(
  open: () => { resource: T; close: () => void } | null,
  dependencies: DependencyList,
): T | null {
  const [holder] = useState(() => new ResourceHolder<T>())
  useEffect(() => {
    const opened = open()
    if (opened === null) return undefined
    holder.hold(opened.resource)
    return () => {
      opened.close()
      holder.hold(null)
    }
    // eslint-disable-next-line react/exhaustive-deps -- the caller says what it depends on
  }, dependencies)
  return useSyncExternalStore(holder.subscribe, holder.current)
}
