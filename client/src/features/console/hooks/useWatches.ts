import type { SiteId } from '@diem-cau/protocol'
import { useCallback, useRef } from 'react'
import type { WatchSource } from '../DeskContext.ts'

/** What the server takes at once (`tiles.watch`). */
const MOST_WATCHED = 48
/** Whose rooms go first when there are too many. */
const ORDER: readonly WatchSource[] = ['standby', 'carousel', 'tiles']

/** Brings together the rooms that several parts of the desk have on screen. */
export function useWatches(
  watch: (siteIds: readonly SiteId[]) => void,
): (source: WatchSource, siteIds: readonly SiteId[]) => void {
  const wanted = useRef(new Map<WatchSource, readonly SiteId[]>())
  return useCallback(
    (source, siteIds) => {
      wanted.current.set(source, siteIds)
      const all = new Set(ORDER.flatMap((from) => wanted.current.get(from) ?? []))
      watch([...all].slice(0, MOST_WATCHED))
    },
    [watch],
  )
}
