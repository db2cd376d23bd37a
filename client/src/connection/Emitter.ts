type EventMap = Record<string, unknown>
type Listener<T> = (payload: T) => void

/** A typed set of listeners. One that throws is reported and does not keep the others from being called. */
export class Emitter<Events extends EventMap> {
  #listeners: { [E in keyof Events]?: Set<Listener<Events[E]>> } = {}

  /** Returns what takes the listener off again; calling it twice is harmless. */
  on<E extends keyof Events>(event: E, listener: Listener<Events[E]>): () => void {
    const known: Set<Listener<Events[E]>> = this.#listeners[event] ?? new Set()
    this.#listeners[event] = known
    known.add(listener)
    return () => void known.delete(listener)
  }

  emit<E extends keyof Events>(event: E, payload: Events[E]): void {
    for (const listener of this.#listeners[event] ?? []) {
      try {
        listener(payload)
      } catch (error) {
        queueMicrotask(() => {
          throw error
        })
      }
    }
  }

  clear(): void {
    this.#listeners = {}
  }
}
