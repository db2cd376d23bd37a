import type { SiteId } from '@diem-cau/protocol'
import { LifeBuoy } from 'lucide-react'
import { useState } from 'react'
import { formatMoment, useTranslation } from '../../../../../i18n/index.ts'
import { threadsOf, type Thread } from '../../../../../state/console/help.ts'
import { classNames, Combobox, EmptyState } from '../../../../../ui/index.ts'
import { useConsole } from '../../../ConsoleContext.ts'
import type { ToolProps } from '../tools.ts'
import { ChatThread } from './ChatThread.tsx'
import styles from './Help.module.css'
import { useSiteOptions } from './useSiteOptions.ts'

/** The inbox of the sites' questions, and the thread with one of them. */
export function ChatTab({ screen, view }: ToolProps) {
  const { t } = useTranslation('help')
  const [chosen, setChosen] = useState<SiteId | null>(null)
  const sites = useSiteOptions(view)
  const threads = threadsOf(view)
  const siteId = chosen ?? threads.find(({ chat }) => chat.unread > 0)?.chat.siteId ?? null
  return (
    <div className={styles.chat}>
      <div className={styles.inbox}>
        <Combobox
          label={t('desk.write')}
          value=""
          placeholder={t('desk.writeTo')}
          options={sites}
          nothing={t('desk.noSite')}
          onChange={(value) => setChosen(siteOf(view, value))}
        />
        {threads.length === 0 ? (
          <EmptyState icon={<LifeBuoy />} title={t('desk.empty')}>
            {t('desk.emptyHint')}
          </EmptyState>
        ) : (
          <ul className={styles.threads} aria-label={t('desk.inbox')}>
            {threads.map((thread) => (
              <ThreadLine
                key={thread.chat.siteId}
                thread={thread}
                chosen={thread.chat.siteId === siteId}
                onChoose={() => setChosen(thread.chat.siteId)}
              />
            ))}
          </ul>
        )}
      </div>
      {siteId === null ? (
        <p className={styles.nobody}>{threads.length > 0 && t('desk.choose')}</p>
      ) : (
        <ChatThread
          key={siteId}
          screen={screen}
          view={view}
          siteId={siteId}
          onAnswered={() => setChosen(siteId)}
        />
      )}
    </div>
  )
}

const siteOf = (view: ToolProps['view'], value: string): SiteId | null =>
  view[`site:${value}`]?.siteId ?? null

interface ThreadLineProps {
  thread: Thread
  chosen: boolean
  onChoose: () => void
}

function ThreadLine({ thread, chosen, onChoose }: ThreadLineProps) {
  const { t } = useTranslation('help')
  const { directory, now } = useConsole()
  const { chat, last } = thread
  const name = directory?.site(chat.siteId)?.name ?? chat.siteId
  return (
    <li>
      <button
        type="button"
        className={classNames(styles.thread, chat.unread > 0 && styles.unread)}
        aria-current={chosen}
        onClick={onChoose}
        data-testid={`thread-${chat.siteId}`}
      >
        <span className={styles.threadHead}>
          <span className={styles.threadName}>{name}</span>
          <span className={styles.soft}>{formatMoment(last.at, now)}</span>
        </span>
        <span className={styles.threadLast}>
          {last.from === 'crew' ? `${last.by}: ${last.text}` : last.text}
        </span>
        {chat.unread > 0 && <span className={styles.count}>{t('desk.unread', { count: chat.unread })}</span>}
      </button>
    </li>
  )
}
