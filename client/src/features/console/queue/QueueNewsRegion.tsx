import { assertUnreachable, type SessionId } from '@diem-cau/protocol'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from '../../../i18n/index.ts'
import type { QueueModel } from '../../../state/console/queue.ts'
import { queueNews, type QueueNews } from '../../../state/console/queueNews.ts'
import { LiveRegion } from '../../../ui/index.ts'

/** Says the changes of the queue to assistive technology, and nothing when another session comes on screen. */
export function QueueNewsRegion({ queue, sessionId }: { queue: QueueModel; sessionId: SessionId | null }) {
  const { t } = useTranslation('console')
  const [text, setText] = useState('')
  const before = useRef({ queue, sessionId })
  useEffect(() => {
    const earlier = before.current
    before.current = { queue, sessionId }
    if (earlier.sessionId !== sessionId) return
    const news = queueNews(earlier.queue, queue)
    if (news.length > 0) setText(news.map((entry) => say(entry, t)).join(' '))
  }, [queue, sessionId, t])
  return <LiveRegion text={text} />
}

function say(
  { kind, name, waiting }: QueueNews,
  t: (key: `news.${QueueNews['kind']}`, values: { name: string; waiting: number }) => string,
): string {
  switch (kind) {
    case 'asked':
    case 'askedDistrict':
    case 'pointOfOrder':
    case 'nominated':
    case 'gone':
    case 'standby':
    case 'invited':
    case 'live':
      return t(`news.${kind}`, { name, waiting })
    default:
      return assertUnreachable(kind)
  }
}
