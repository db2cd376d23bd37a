import { Pencil } from 'lucide-react'
import { useTranslation } from '../../../i18n/index.ts'
import { keyCap } from '../../../state/console/keys.ts'
import type { QueueEntry } from '../../../state/console/queue.ts'
import { IconButton, Kbd } from '../../../ui/index.ts'
import { useConsole } from '../ConsoleContext.ts'
import { useDesk } from '../DeskContext.ts'
import type { SessionScreen } from '../useSessionScreen.ts'
import { KindBadge } from './KindBadge.tsx'
import { SpeechForm } from './SpeechForm.tsx'
import styles from './SpeechLine.module.css'

interface SpeechLineProps {
  entry: QueueEntry
  open: boolean
  screen: SessionScreen
}

/** What kind of speech it is, who speaks for the site and on what; written over in place. */
export function SpeechLine({ entry, open, screen }: SpeechLineProps) {
  const { t } = useTranslation('conduct')
  const { canConduct } = useConsole()
  const { describing, describe } = useDesk()
  const { request } = entry
  const { requestId, speaker, topic, kind } = request
  if (describing === requestId && canConduct) {
    return <SpeechForm request={request} screen={screen} onClose={() => describe(null)} />
  }
  const words = [speaker, topic].filter((word) => word !== '').join(' · ')
  // A paper is always called: its kind says so.
  const isCalled = request.calledByChair && kind !== 'paper'
  const note = request.nominated ? t('speech.nominated') : isCalled ? t('speech.calledByChair') : ''
  return (
    <div className={styles.line}>
      <KindBadge kind={kind} />
      {note !== '' && <span className={styles.note}>{note}</span>}
      <span className={open ? styles.wordsOpen : styles.words} title={words}>
        {words === '' && open && canConduct ? (
          <span className={styles.missing}>{t('speech.noWords')}</span>
        ) : (
          words
        )}
      </span>
      {open && canConduct && (
        <IconButton
          size="sm"
          label={t('speech.editOf', { name: entry.site?.name ?? '' })}
          icon={<Pencil size={14} />}
          shortcut={<Kbd>{keyCap('describe')}</Kbd>}
          side="left"
          className={styles.edit}
          onClick={() => describe(requestId)}
        />
      )}
    </div>
  )
}
