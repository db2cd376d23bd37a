import type { RequestId } from '@diem-cau/protocol'
import { useState } from 'react'
import type { QueueEntry } from '../../../state/console/queue.ts'
import type { EntryDrag } from './EntryFrame.tsx'

/** Dragging within one list of entries; what is let go over another list goes back. */
export function useDragList(
  list: readonly QueueEntry[],
  onMove: (entry: QueueEntry, position: number) => void,
): (index: number) => EntryDrag {
  const [dragged, setDragged] = useState<RequestId | null>(null)
  const [over, setOver] = useState<number | null>(null)
  const from = list.findIndex((entry) => entry.request.requestId === dragged)
  const end = () => {
    setDragged(null)
    setOver(null)
  }
  return (index) => ({
    state: over === index && from !== index ? (from < index ? 'after' : 'before') : null,
    lifted: dragged !== null && dragged === list[index]?.request.requestId,
    onStart: () => setDragged(list[index]?.request.requestId ?? null),
    onOver: () => dragged !== null && setOver(index),
    onDrop: () => {
      const entry = list[from]
      if (entry !== undefined && over !== null) onMove(entry, over + 1)
      end()
    },
    onEnd: end,
  })
}
