import { BridgeError, type BranchId } from '@diem-cau/protocol'
import type { DesiredState } from '@diem-cau/protocol/node'

interface Entry {
  desired: DesiredState
  appliedRevision: number
  waiting: { revision: number; resolve: () => void; reject: (error: Error) => void; timer: NodeJS.Timeout }[]
}

const APPLY_TIMEOUT_MS = 8_000

/** What is desired of each stream, how much of it the node has taken over, and who waits for that. */
export class DesiredOutbox {
  readonly #entries = new Map<BranchId, Entry>()

  set(desired: DesiredState): void {
    const entry = this.#entries.get(desired.stream)
    if (entry === undefined) this.#entries.set(desired.stream, { desired, appliedRevision: -1, waiting: [] })
    else entry.desired = desired
  }

  all(): DesiredState[] {
    return [...this.#entries.values()].map(({ desired }) => desired)
  }

  /** What the node has not taken over yet. */
  unapplied(): DesiredState[] {
    return [...this.#entries.values()].flatMap(({ desired, appliedRevision }) =>
      appliedRevision < desired.revision ? [desired] : [],
    )
  }

  openStreams(): BranchId[] {
    return this.all().flatMap(({ stream, room }) => (room === null ? [] : [stream]))
  }

  /** The node has taken over a stream's state; later states include it. */
  applied({ stream, revision, room }: DesiredState): void {
    const entry = this.#entries.get(stream)
    if (entry === undefined) return
    entry.appliedRevision = Math.max(entry.appliedRevision, revision)
    if (room === null && entry.desired.revision === revision) this.#entries.delete(stream)
    entry.waiting = entry.waiting.filter((waiter) => {
      if (waiter.revision > entry.appliedRevision) return true
      clearTimeout(waiter.timer)
      waiter.resolve()
      return false
    })
  }

  /** The node is gone or new: nothing is applied any more. */
  forgetApplied(): void {
    for (const entry of this.#entries.values()) entry.appliedRevision = -1
  }

  /** @throws {BridgeError} `media_unavailable` when no node takes it over in time */
  whenApplied(stream: BranchId): Promise<void> {
    const entry = this.#entries.get(stream)
    if (entry === undefined) return Promise.reject(new BridgeError('session_not_found'))
    const { revision } = entry.desired
    if (entry.appliedRevision >= revision) return Promise.resolve()
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        entry.waiting = entry.waiting.filter((waiter) => waiter.timer !== timer)
        reject(new BridgeError('media_unavailable'))
      }, APPLY_TIMEOUT_MS)
      entry.waiting.push({ revision, resolve, reject, timer })
    })
  }

  close(): void {
    for (const { waiting } of this.#entries.values()) {
      for (const { timer, reject } of waiting) {
        clearTimeout(timer)
        reject(new BridgeError('media_unavailable'))
      }
    }
    this.#entries.clear()
  }
}
