import type { RequestId } from '@diem-cau/protocol'
import { useMemo, useState } from 'react'
import { isModeFinal, modeOf, setMode, type ModeName } from '../../state/console/floorRules.ts'
import { EMPTY_QUEUE, queueModel } from '../../state/console/queue.ts'
import { useConsole } from './ConsoleContext.ts'
import type { DeskContextValue, DeskDialog } from './DeskContext.ts'
import { useMedia } from './hooks/useMedia.ts'
import { useWatches } from './hooks/useWatches.ts'
import type { ToolId } from './session/tools/tools.ts'

/** What the parts of the desk share. */
export function useDeskState(): DeskContextValue {
  const { connection, screen, directory, statusOf } = useConsole()
  const [dialog, showDialog] = useState<DeskDialog | null>(null)
  const [tool, showTool] = useState<ToolId>('tiles')
  const [describing, describe] = useState<RequestId | null>(null)
  const [carousel, showCarousel] = useState(false)
  const media = useMedia(connection, screen?.sessionId ?? null, screen?.subscription ?? null)
  const watchFor = useWatches(media.watch)

  const view = screen?.view ?? null
  const pendingMove = screen?.conduct.pendingMove ?? null
  const queue = useMemo(
    () => (view === null ? EMPTY_QUEUE : queueModel(view, directory, statusOf, pendingMove)),
    [view, directory, statusOf, pendingMove],
  )

  function chooseMode(name: ModeName) {
    if (screen === null || view === null) return
    const before = view.conduct.mode
    const mode = modeOf(name, before, view.session.speakerPlaces)
    if (before.mode === name) return
    if (isModeFinal(mode, queue.live.length)) showDialog('lecture')
    else void setMode(screen.conductor, mode, before)
  }

  return {
    queue,
    media,
    watchFor,
    dialog,
    showDialog,
    tool,
    showTool,
    describing,
    describe,
    carousel,
    showCarousel,
    chooseMode,
  }
}
