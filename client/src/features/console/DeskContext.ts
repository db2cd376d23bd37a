import type { RequestId, SiteId } from '@diem-cau/protocol'
import { createContext, useContext } from 'react'
import type { ModeName } from '../../state/console/floorRules.ts'
import type { QueueModel } from '../../state/console/queue.ts'
import type { ConsoleMedia } from './hooks/useMedia.ts'
import type { ToolId } from './session/tools/tools.ts'

/** A question of the desk over the page; opened by a button or by its key. */
export type DeskDialog = 'limits' | 'hold' | 'deputy' | 'chair' | 'lecture'

/** Which part of the desk has rooms on screen: each says which, and they send for all of them together. */
export type WatchSource = 'standby' | 'carousel' | 'tiles'

/** What the parts of the desk share beside what the whole console reads. */
export interface DeskContextValue {
  queue: QueueModel
  media: ConsoleMedia
  watchFor: (source: WatchSource, siteIds: readonly SiteId[]) => void
  dialog: DeskDialog | null
  showDialog: (dialog: DeskDialog | null) => void
  tool: ToolId
  showTool: (tool: ToolId) => void
  /** The request whose speaker and topic are being written. */
  describing: RequestId | null
  describe: (requestId: RequestId | null) => void
  carousel: boolean
  showCarousel: (on: boolean) => void
  /** Changes the mode, after a question where that can't be taken back. */
  chooseMode: (mode: ModeName) => void
}

export const DeskContext = createContext<DeskContextValue | null>(null)

export function useDesk(): DeskContextValue {
  const value = useContext(DeskContext)
  if (value === null) throw new Error('Used outside the desk')
  return value
}
