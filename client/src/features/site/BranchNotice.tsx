import type { MeetingView } from '@diem-cau/protocol'
import { Merge, Split } from 'lucide-react'
import { useEffect, useState } from 'react'
import { useTranslation } from '../../i18n/index.ts'
import { branchNews, type BranchNews } from '../../state/site/branch.ts'
import styles from './Notices.module.css'

const SHOWN_MS = 12_000

/** Tells a room for a while that it has been moved: to its unit's own meeting, or back to the common one. */
export function BranchNotice({ meeting, hidden }: { meeting: MeetingView; hidden: boolean }) {
  const { t } = useTranslation('site')
  const news = useBranchNews(meeting)
  if (news === null) return null
  return (
    <output className={styles.strip} hidden={hidden} data-testid={`branch-${news}`}>
      {news === 'left' ? <Split aria-hidden="true" /> : <Merge aria-hidden="true" />}
      <p>
        {news === 'left'
          ? t('branch.left', { unit: meeting.hostUnitName })
          : t('branch.back', { title: meeting.title })}
      </p>
    </output>
  )
}

function useBranchNews(meeting: MeetingView): BranchNews | null {
  const [seen, setSeen] = useState(meeting)
  /** An object for each move: the same news a second time is shown as long as the first. */
  const [news, setNews] = useState<{ kind: BranchNews | null }>({ kind: null })
  if (seen.sessionId !== meeting.sessionId) {
    setSeen(meeting)
    setNews({ kind: branchNews(seen, meeting) })
  }
  useEffect(() => {
    if (news.kind === null) return undefined
    const timer = setTimeout(() => setNews({ kind: null }), SHOWN_MS)
    return () => clearTimeout(timer)
  }, [news])
  return news.kind
}
