import type { SessionView } from '@diem-cau/protocol'
import { Clock, SquareCheck, Square } from 'lucide-react'
import type { ReactNode } from 'react'
import { errorText, useLanguage, useTranslation } from '../../../i18n/index.ts'
import { setDelegation, setQueue } from '../../../state/console/floorRules.ts'
import { keyCap } from '../../../state/console/keys.ts'
import { groupsOf } from '../../../state/console/queue.ts'
import { Button, ErrorText, Kbd, Tooltip } from '../../../ui/index.ts'
import { useConsole } from '../ConsoleContext.ts'
import { useDesk } from '../DeskContext.ts'
import type { SessionScreen } from '../useSessionScreen.ts'
import { useLimitWords } from './limitWords.ts'
import { ModeMenu } from './ModeMenu.tsx'
import styles from './Rules.module.css'

/** Who decides who speaks, how long, and who takes over: as it is now, changed at one press. */
export function RulesBar({ screen, view }: { screen: SessionScreen; view: SessionView }) {
  const { t } = useTranslation('conduct')
  const language = useLanguage()
  const { canConduct } = useConsole()
  const { showDialog } = useDesk()
  const { conduct } = view
  const { conductor } = screen
  const problem = screen.conduct.problems.get('rules')
  const limitWords = useLimitWords()
  return (
    <section className={styles.bar} aria-label={t('rules.title')}>
      <ModeMenu conduct={conduct} speakerPlaces={view.session.speakerPlaces} screen={screen} />
      {(groupsOf(view).length > 0 || conduct.delegation) && (
        <Toggle
          on={conduct.delegation}
          hint={t('rules.delegationHint')}
          shortcut={<Kbd>{keyCap('delegation')}</Kbd>}
          disabled={!canConduct}
          onChange={(on) => void setDelegation(conductor, on)}
        >
          {t('rules.delegation')}
        </Toggle>
      )}
      <Toggle
        on={conduct.queueOpen}
        hint={t('rules.queueHint')}
        shortcut={<Kbd>{keyCap('queueOpen')}</Kbd>}
        disabled={!canConduct}
        onChange={(open) => void setQueue(conductor, null, open)}
      >
        {t('rules.queue')}
      </Toggle>
      <Tooltip text={limitWords.hint(conduct.limits)} shortcut={<Kbd>{keyCap('limits')}</Kbd>}>
        <Button
          size="sm"
          tone="quiet"
          icon={<Clock size={15} />}
          disabled={!canConduct}
          onClick={() => showDialog('limits')}
        >
          {limitWords.short(conduct.limits)}
        </Button>
      </Tooltip>
      {problem !== undefined && (
        <div className={styles.problem}>
          <ErrorText>{errorText(problem, language)}</ErrorText>
        </div>
      )}
    </section>
  )
}

interface ToggleProps {
  on: boolean
  hint: string
  shortcut: ReactNode
  disabled: boolean
  onChange: (on: boolean) => void
  children: ReactNode
}

/** On or off at one press; the mark says which, not the colour alone. */
function Toggle({ on, hint, shortcut, disabled, onChange, children }: ToggleProps) {
  return (
    <Tooltip text={hint} shortcut={shortcut}>
      <Button
        size="sm"
        tone="quiet"
        role="switch"
        aria-checked={on}
        icon={on ? <SquareCheck size={16} /> : <Square size={16} />}
        disabled={disabled}
        onClick={() => onChange(!on)}
      >
        {children}
      </Button>
    </Tooltip>
  )
}
