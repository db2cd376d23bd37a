import { ResultSlide } from '../../votes/ResultSlide.tsx'
import type { SheetProps } from './Sheets.tsx'
import styles from './VoteSheet.module.css'

/** The result that the chair has put on the stage, at every site the same. */
export function ResultSheet({ site }: SheetProps) {
  const { shownResult } = site.stage
  if (shownResult === null) return null
  return (
    <div className={styles.result} data-testid="vote-result">
      <ResultSlide shown={shownResult} />
    </div>
  )
}
