import { createPortal } from 'react-dom'
import type { Tally } from '../../state/site/floorStatus.ts'
import styles from './Tally.module.css'

/** Red: everybody hears this room. Amber: everybody sees it. Above dialogs as well. */
export function TallyFrame({ tally }: { tally: Tally }) {
  return createPortal(
    <div className={styles.tally} data-testid="tally" data-tally={tally} aria-hidden="true" />,
    document.body,
  )
}
