import type { SiteView } from '@diem-cau/protocol'
import { useState, type ComponentType } from 'react'
import { SheetOrder } from '../../../state/site/sheetOrder.ts'
import { CornerContext } from './Corner.tsx'
import { GroupSheet } from './GroupSheet.tsx'
import { HelpSheet } from './HelpSheet.tsx'
import { NoticeSheet } from './NoticeSheet.tsx'
import { ResultSheet } from './ResultSheet.tsx'
import { RollCallSheet } from './RollCallSheet.tsx'
import { TalkbackSheet } from './TalkbackSheet.tsx'
import styles from './Sheets.module.css'
import { OrderContext } from './useForemost.ts'
import { VoteSheet } from './VoteSheet.tsx'

export interface SheetProps {
  site: SiteView
}

/**
 * What the room is asked or told beside the stage, each in a sheet of its own that appears when there is something to
 * say. In the order in which they stand in each other's way: of those that want the room's answer the first is shown.
 */
const SHEETS: readonly ComponentType<SheetProps>[] = [
  ResultSheet,
  VoteSheet,
  RollCallSheet,
  GroupSheet,
  TalkbackSheet,
  NoticeSheet,
  HelpSheet,
]

/** All sheets of a room; each draws nothing while it has nothing to say. What waits for the room stands in the corner. */
export function Sheets({ site }: SheetProps) {
  const [order] = useState(() => new SheetOrder())
  const [corner, setCorner] = useState<HTMLElement | null>(null)
  return (
    <OrderContext value={order}>
      <CornerContext value={corner}>
        <div ref={setCorner} className={styles.corner} />
        {SHEETS.map((Sheet) => (
          <Sheet key={Sheet.name} site={site} />
        ))}
      </CornerContext>
    </OrderContext>
  )
}
