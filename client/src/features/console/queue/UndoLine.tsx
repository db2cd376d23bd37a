import { Undo2 } from 'lucide-react'
import { useTranslation } from '../../../i18n/index.ts'
import { keyCap } from '../../../state/console/keys.ts'
import { Button, Kbd } from '../../../ui/index.ts'
import { useConsole } from '../ConsoleContext.ts'
import type { SessionScreen } from '../useSessionScreen.ts'
import styles from './QueuePanel.module.css'

const UNDO_FOR_MS = 20_000

/** What was done last, while it can be taken back. */
export function UndoLine({ screen }: { screen: SessionScreen }) {
  const { t } = useTranslation(['console', 'common'])
  const { now, directory } = useConsole()
  const step = screen.conduct.undo
  if (step === null || now - step.at > UNDO_FOR_MS) return null
  const name = step.siteId === null ? '' : (directory?.site(step.siteId)?.name ?? step.siteId)
  return (
    <div className={styles.undo}>
      <span>{t(`undo.${step.kind}`, { name })}</span>
      <Button
        size="sm"
        icon={<Undo2 size={15} />}
        shortcut={<Kbd>{keyCap('undo')}</Kbd>}
        onClick={() => void screen.conductor.undo()}
      >
        {t('common:action.undo')}
      </Button>
    </div>
  )
}
