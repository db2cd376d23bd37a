import type { DragEvent, ReactNode } from 'react'
import { errorText, useLanguage, useTranslation } from '../../../i18n/index.ts'
import type { QueueEntry } from '../../../state/console/queue.ts'
import { classNames, ErrorText, StatusDot } from '../../../ui/index.ts'
import { appearanceId, useConsole } from '../ConsoleContext.ts'
import type { SessionScreen } from '../useSessionScreen.ts'
import { useSiteWord } from '../useWords.ts'
import styles from './QueueEntries.module.css'
import { SpeechLine } from './SpeechLine.tsx'

export interface EntryProps {
  entry: QueueEntry
  /** Opened out, with its actions in words. */
  open: boolean
  screen: SessionScreen
}

export interface EntryDrag {
  state: 'before' | 'after' | null
  lifted: boolean
  onStart: () => void
  onOver: () => void
  onDrop: () => void
  onEnd: () => void
}

interface EntryFrameProps extends EntryProps {
  /** What stands before the name: the place in the queue, or a mark. */
  leading: ReactNode
  /** Running time, and what it counts for assistive technology. */
  time: { text: string; label: string }
  /** Beside the name while the entry is closed. */
  compact?: ReactNode
  /** Everything else, at the end of the line. */
  menu?: ReactNode
  /** Under the name while it is open. */
  actions?: ReactNode
  drag?: EntryDrag | null
  tone?: string
  /** Between its line and its actions. */
  children?: ReactNode
  /** Whether its actions are offered; usually to whoever conducts. */
  mayAct?: boolean
}

/** One entry of the queue: who it is, for how long, what is wrong, and what can be done with it. */
export function EntryFrame(props: EntryFrameProps) {
  const { t } = useTranslation('console')
  const language = useLanguage()
  const { entry, open, screen, drag } = props
  const { selectedSite, selectSite, canConduct } = useConsole()
  const mayAct = props.mayAct ?? canConduct
  const { siteId } = entry.request
  const word = useSiteWord(entry.status)
  const problem = screen.conduct.problems.get(`site:${siteId}`)
  const isAway = entry.status.row?.presence !== 'connected'
  const handlers =
    drag == null
      ? {}
      : {
          draggable: true,
          onDragStart: (event: DragEvent) => {
            event.dataTransfer.effectAllowed = 'move'
            drag.onStart()
          },
          onDragOver: (event: DragEvent) => {
            event.preventDefault()
            drag.onOver()
          },
          onDrop: (event: DragEvent) => {
            event.preventDefault()
            drag.onDrop()
          },
          onDragEnd: drag.onEnd,
        }
  return (
    <li
      {...handlers}
      id={appearanceId({ siteId, beside: 'queue' })}
      className={classNames(styles.entry, open && styles.open, selectedSite === siteId && styles.selected)}
      data-tone={props.tone}
      data-drop={drag?.state ?? undefined}
      data-lifted={drag?.lifted ?? undefined}
    >
      <div className={styles.line}>
        <button
          type="button"
          className={styles.main}
          aria-current={selectedSite === siteId ? 'true' : undefined}
          onClick={() => selectSite(siteId)}
        >
          <span className={styles.leading}>{props.leading}</span>
          <span className={styles.words}>
            <span className={styles.name}>{entry.site?.name ?? siteId}</span>
            <span className={styles.above}>{entry.site?.above[0] ?? ''}</span>
          </span>
          <span className={styles.time} aria-label={`${props.time.label} ${props.time.text}`}>
            {props.time.text}
          </span>
        </button>
        {mayAct && (
          <span className={styles.compact}>
            {!open && props.compact}
            {props.menu}
          </span>
        )}
      </div>
      {isAway && (
        <p className={styles.away}>
          <StatusDot tone={entry.status.tone} label={`${word}. ${t('queue.awayBody')}`} />
        </p>
      )}
      <SpeechLine entry={entry} open={open} screen={screen} />
      {props.children}
      {mayAct && open && <div className={styles.actions}>{props.actions}</div>}
      {problem !== undefined && (
        <div className={styles.problem}>
          <ErrorText>{errorText(problem, language)}</ErrorText>
        </div>
      )}
    </li>
  )
}
