type EventMap = Record<string, unknown>
type Listener<T> = (payload: T) => void

/** A typed set of listeners. One that throws is reported and does not keep the others from being called. */
export class Emitter<Events extends EventMap> {
  readonly #listeners = new Map<keyof Events, Set<Listener<never>>>()

  /** Returns what takes the listener off again; calling it twice is harmless. */
  on<E extends keyof Events>(event: E, listener: Listener<Events[E]>): () => void {
    const known = this.#listeners.get(event) ?? new Set()
    this.#listeners.set(event, known)
    known.add(listener)
    return () => void known.delete(listener)
  }

  emit<E extends keyof Events>(event: E, payload: Events[E]): void {
    for (const listener of this.#listeners.get(event) ?? []) {
      try {
        ;(listener as Listener<Events[E]>)(payload)
      } catch (error) {
        queueMicrotask(() => {
          throw error
        })
      }
    }
  }

  clear(): void {
    this.#listeners.clear()
  }
}
