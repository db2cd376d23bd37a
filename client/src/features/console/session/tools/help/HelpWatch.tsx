import type { SessionView } from '@diem-cau/protocol'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from '../../../../../i18n/index.ts'
import { helpNews } from '../../../../../state/console/help.ts'
import { LiveRegion } from '../../../../../ui/index.ts'
import { useConsole } from '../../../ConsoleContext.ts'

/** Says what sites ask, whichever tool is on screen. */
export function HelpWatch({ view }: { view: SessionView }) {
  const { t } = useTranslation('help')
  const { directory } = useConsole()
  const [text, setText] = useState('')
  const before = useRef(view)
  useEffect(() => {
    const earlier = before.current
    before.current = view
    if (earlier.session.sessionId !== view.session.sessionId) return
    const news = helpNews(earlier, view)
    if (news === null) return
    setText(t('desk.news', { name: directory?.site(news.siteId)?.name ?? news.siteId, text: news.text }))
  }, [view, directory, t])
  return <LiveRegion text={text} />
}
