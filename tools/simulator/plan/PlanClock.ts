import type { Action, Step } from './behaviour.ts'

/** Walks the endless plan of one room: says what is due, and never the same thing twice. */
export class PlanClock {
  readonly #plan: Iterator<Step, undefined>
  #next: Step | null

  constructor(plan: Iterator<Step, undefined>) {
    this.#plan = plan
    this.#next = this.#take()
  }

  /** The steps that are due at `atMs`, in order. */
  due(atMs: number): Action[] {
    const actions: Action[] = []
    while (this.#next !== null && this.#next.atMs <= atMs) {
      actions.push(this.#next.action)
      this.#next = this.#take()
    }
    return actions
  }

  #take(): Step | null {
    return this.#plan.next().value ?? null
  }
}
