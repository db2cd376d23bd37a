import type { BranchEventOf, BranchEventType } from '../branch/events.ts'
import type { LoggedEvent } from './types.ts'

/** What is done with events of some types; the others tell nothing that is looked for. */
export type Readers = { [T in BranchEventType]?: (data: BranchEventOf<T>['data'], at: number) => void }

/** Goes through a log, event by event. */
export function readThrough(events: readonly LoggedEvent[], readers: Readers): void {
  for (const { event, at } of events) {
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- reader and data are of one type
    const reader = readers[event.type] as
      | ((data: LoggedEvent['event']['data'], at: number) => void)
      | undefined
    reader?.(event.data, at)
  }
}
