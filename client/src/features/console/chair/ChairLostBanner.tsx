import type { SessionView } from '@diem-cau/protocol'
import { Unplug } from 'lucide-react'
import { errorText, formatClock, formatDuration, useLanguage, useTranslation } from '../../../i18n/index.ts'
import { chairLost } from '../../../state/console/chairLost.ts'
import { keyCap } from '../../../state/console/keys.ts'
import { Button, ErrorText, Kbd } from '../../../ui/index.ts'
import { useConsole } from '../ConsoleContext.ts'
import { useDesk } from '../DeskContext.ts'
import type { SessionScreen } from '../useSessionScreen.ts'
import styles from './ChairLostBanner.module.css'

/** The chair's link is lost: who, since when, and one press that hands the chair over. */
export function ChairLostBanner({ screen, view }: { screen: SessionScreen; view: SessionView }) {
  const { t } = useTranslation('conduct')
  const language = useLanguage()
  const { directory, statusOf, now, canConduct } = useConsole()
  const { showDialog } = useDesk()
  const lost = chairLost(view, directory, statusOf)
  if (lost === null) return null
  const problem = screen.conduct.problems.get('session')
  const { deputy } = lost
  return (
    <div className={styles.banner} role="alert" data-testid="chair-lost">
      <Unplug size={22} aria-hidden="true" />
      <div className={styles.words}>
        <strong>
          {t('chairLost.title', {
            name: lost.name,
            time: formatClock(lost.since),
            duration: formatDuration(now - lost.since),
          })}
        </strong>
        <span>
          {t('chairLost.body')}{' '}
          {deputy === null &&
            (lost.absentDeputy === null
              ? t('chairLost.noDeputy')
              : t('chairLost.deputyAway', { name: lost.absentDeputy }))}
        </span>
        {problem !== undefined && <ErrorText>{errorText(problem, language)}</ErrorText>}
      </div>
      {canConduct && (
        <div className={styles.actions}>
          {deputy !== null && (
            <Button
              tone="primary"
              busy={screen.conduct.busy.has('session')}
              shortcut={<Kbd>{keyCap('takeChair')}</Kbd>}
              onClick={() =>
                void screen.conductor.order('session', 'session.setChair', { siteId: deputy.siteId })
              }
            >
              {t('chairLost.toDeputy', { name: deputy.name })}
            </Button>
          )}
          <Button
            {...(deputy === null ? { tone: 'primary', shortcut: <Kbd>{keyCap('takeChair')}</Kbd> } : {})}
            onClick={() => showDialog('chair')}
          >
            {deputy === null ? t('chairLost.choose') : t('chairLost.other')}
          </Button>
        </div>
      )}
    </div>
  )
}
