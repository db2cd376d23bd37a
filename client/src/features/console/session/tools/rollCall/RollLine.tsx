import type { RollSite } from '@diem-cau/protocol'
import { Phone, Undo2, UserX } from 'lucide-react'
import { useRef, useState } from 'react'
import { errorText, formatClock, useLanguage, useTranslation } from '../../../../../i18n/index.ts'
import { rollTone } from '../../../../../state/console/rollCall.ts'
import { Button, ErrorText, IconButton, StatusDot } from '../../../../../ui/index.ts'
import { useConsole } from '../../../ConsoleContext.ts'
import type { SessionScreen } from '../../../useSessionScreen.ts'
import { EntryForm, ExcuseForm } from './RollForms.tsx'
import styles from './RollCall.module.css'

interface RollLineProps {
  row: RollSite
  screen: SessionScreen
  /** Its answer is being entered; one site at a time. */
  isEntering: boolean
  onEnter: (enters: boolean) => void
}

/** One site of the roll, and what the crew does for it. */
export function RollLine({ row, screen, isEntering, onEnter }: RollLineProps) {
  const { t } = useTranslation('rollCall')
  const language = useLanguage()
  const { canConduct } = useConsole()
  const [excuses, setExcuses] = useState(false)
  const enterButton = useRef<HTMLButtonElement>(null)
  const { siteId, name, state } = row
  const problem = screen.conduct.problems.get(`site:${siteId}`)
  const leave = () => {
    onEnter(false)
    setExcuses(false)
    requestAnimationFrame(() => enterButton.current?.focus())
  }
  const isForm = isEntering || excuses
  return (
    <li className={styles.line} data-state={state} data-testid={`roll-line-${siteId}`}>
      <div className={styles.facts}>
        <span className={styles.name}>{name}</span>
        <StatusDot tone={rollTone(state)} label={t(`desk.state.${state}`)} className={styles.state} />
        <Numbers row={row} />
        <Notes row={row} />
        {canConduct && state !== 'elsewhere' && !isForm && (
          <span className={styles.lineActions}>
            {row.excuse !== null && (
              <IconButton
                size="sm"
                icon={<Undo2 size={15} />}
                label={t('desk.undoExcuseOf', { name })}
                onClick={() =>
                  void screen.conductor.order(`site:${siteId}`, 'rollCall.excuse', { siteId, reason: null })
                }
                data-testid="roll-undo-excuse"
              />
            )}
            {row.excuse === null && (row.answer?.present ?? 0) === 0 && (
              <IconButton
                size="sm"
                icon={<UserX size={15} />}
                label={t('desk.excuseOf', { name })}
                onClick={() => setExcuses(true)}
                data-testid="roll-excuse"
              />
            )}
            <Button
              ref={enterButton}
              size="sm"
              tone="quiet"
              icon={<Phone size={14} />}
              aria-label={t('desk.enterOf', { name })}
              onClick={() => onEnter(true)}
              data-testid="roll-enter"
            >
              {t('desk.save')}
            </Button>
          </span>
        )}
      </div>
      {canConduct && isEntering && <EntryForm row={row} screen={screen} onDone={leave} />}
      {canConduct && excuses && !isEntering && <ExcuseForm row={row} screen={screen} onDone={leave} />}
      {problem !== undefined && <ErrorText>{errorText(problem, language)}</ErrorText>}
    </li>
  )
}

function Numbers({ row: { answer } }: { row: RollSite }) {
  const { t } = useTranslation('rollCall')
  if (answer === null) return <span className={styles.numbers}>–</span>
  const { present, invited } = answer
  return (
    <span className={styles.numbers}>
      {t(invited === 0 ? 'desk.delegatesPlain' : 'desk.delegatesShort', { present, invited })}
    </span>
  )
}

/** Everything else that is known of it, in words. */
function Notes({ row }: { row: RollSite }) {
  const { t } = useTranslation('rollCall')
  const { answer, excuse, lateSince, droppedSince } = row
  const notes = [
    answer?.head ?? '',
    excuse ?? '',
    answer?.by === 'crew' ? t('desk.byCrew', { clock: formatClock(answer.at) }) : '',
    lateSince === null ? '' : t('desk.late', { clock: formatClock(lateSince) }),
    droppedSince === null ? '' : t('desk.dropped', { clock: formatClock(droppedSince) }),
  ].filter(Boolean)
  const text = notes.join(' · ')
  return (
    <span className={styles.notes} title={text}>
      {text}
    </span>
  )
}
