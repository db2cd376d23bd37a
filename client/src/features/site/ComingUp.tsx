import type { UpcomingSession } from '@diem-cau/protocol'
import { assertUnreachable } from '@diem-cau/protocol'
import { useTranslation } from '../../i18n/index.ts'
import { comingUp, type Moment, type NextSession, type Remaining } from '../../state/site/upcoming.ts'
import { useModel, useNow } from './hooks.ts'
import styles from './WaitingScreen.module.css'

/** The next session with its countdown, read from the other end of the room; and that nobody has to do anything. */
export function ComingUp({ upcoming }: { upcoming: readonly UpcomingSession[] }) {
  const { t } = useTranslation('site')
  const { clock } = useModel().connection
  const now = useNow(clock.now.bind(clock))
  const { next, later } = comingUp(upcoming, now)
  const momentText = useMomentText()
  return (
    <section className={styles.words} data-testid="coming-up">
      {next === null ? (
        <h2 className={styles.title}>{t('waiting.title')}</h2>
      ) : (
        <Next next={next} momentText={momentText} />
      )}
      <p className={styles.body}>{t('waiting.body')}</p>
      {later.length > 0 && (
        <div className={styles.later}>
          <h3>{t('waiting.later')}</h3>
          <ul>
            {later.map(({ session, starts }) => (
              <li key={session.sessionId}>
                <b>{momentText(starts)}</b> {session.title}
              </li>
            ))}
          </ul>
        </div>
      )}
    </section>
  )
}

function Next({ next, momentText }: { next: NextSession; momentText: (moment: Moment) => string }) {
  const { t } = useTranslation('site')
  const remainingText = useRemainingText()
  const { session, starts, remaining, rehearsal } = next
  return (
    <>
      <p className={styles.eyebrow}>{t('waiting.next')}</p>
      <h2 className={styles.title}>{session.title}</h2>
      <p className={styles.when}>
        <span>{momentText(starts)}</span>
        <span className={styles.remaining} data-due={remaining.kind === 'due' || remaining.kind === 'soon'}>
          {remainingText(remaining)}
        </span>
      </p>
      <p className={styles.body}>
        {t('waiting.host', { unit: session.hostUnitName })}
        {session.chairPerson !== '' && ` · ${t('waiting.chair', { person: session.chairPerson })}`}
      </p>
      {rehearsal !== null && (
        <p className={styles.rehearsal}>{t('waiting.rehearsal', { starts: momentText(rehearsal) })}</p>
      )}
    </>
  )
}

function useMomentText(): (moment: Moment) => string {
  const { t } = useTranslation('site')
  return ({ clock, day }) => {
    const word = day.kind === 'date' ? day.date : t(`waiting.${day.kind}`)
    return t('waiting.starts', { clock, day: word })
  }
}

function useRemainingText(): (remaining: Remaining) => string {
  const { t } = useTranslation('site')
  return (remaining) => {
    switch (remaining.kind) {
      case 'due':
        return t('waiting.due')
      case 'soon':
        return t('waiting.soon')
      case 'minutes':
        return t('waiting.minutes', { minutes: remaining.minutes })
      case 'hours':
        return remaining.minutes === 0
          ? t('waiting.hours', { hours: remaining.hours })
          : t('waiting.hoursMinutes', { hours: remaining.hours, minutes: remaining.minutes })
      case 'days':
        return t('waiting.days', { days: remaining.days })
      default:
        return assertUnreachable(remaining)
    }
  }
}
