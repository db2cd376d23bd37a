import type { SessionDetail, SessionId } from '@diem-cau/protocol'
import { Link, reportPath } from '../../../../app/navigation.tsx'
import { useTranslation } from '../../../../i18n/index.ts'
import { problemOf } from '../../../../state/problem.ts'
import { EmptyState, Spinner } from '../../../../ui/index.ts'
import { BackLink } from '../BackLink.tsx'
import { Failed } from '../Failed.tsx'
import { calendarPath, callsPath, sessionPath, type SessionPart } from '../places.ts'
import { useSession } from '../queries.ts'
import { SessionState } from '../SessionState.tsx'
import { useDayWords } from '../words.ts'
import { SessionActions } from './SessionActions.tsx'
import { SessionHistory } from './SessionHistory.tsx'
import { SessionNotices } from './SessionNotices.tsx'
import { SessionOverview } from './SessionOverview.tsx'
import styles from './Session.module.css'

/** One session: its state with what comes next, what is planned, who was told, what was changed. */
export function SessionPage({ sessionId, part }: { sessionId: SessionId; part: SessionPart }) {
  const { t } = useTranslation('schedule')
  const { data, error, refetch } = useSession(sessionId)
  if (data === undefined) {
    if (error === null) {
      return (
        <div className={styles.centred}>
          <Spinner size="lg">{t('loadingSession')}</Spinner>
        </div>
      )
    }
    const { code } = problemOf(error)
    if (code !== 'session_not_found' && code !== 'not_found' && code !== 'forbidden') {
      return <Failed error={error} onRetry={() => void refetch()} />
    }
    return (
      <EmptyState title={t('session.notFound')} action={<Link href={calendarPath}>{t('back')}</Link>}>
        {t('session.notFoundBody')}
      </EmptyState>
    )
  }
  return (
    <div className={styles.page}>
      <Head session={data} part={part} />
      <div className={styles.body}>
        {part === 'overview' && <SessionOverview session={data} />}
        {part === 'notices' && <SessionNotices session={data} />}
        {part === 'history' && <SessionHistory session={data} />}
      </div>
    </div>
  )
}

function Head({ session, part }: { session: SessionDetail; part: SessionPart }) {
  const { t } = useTranslation('schedule')
  const { span } = useDayWords()
  // Whom a session was announced to is the business of those who plan and run it.
  const parts = (['overview', 'notices', 'history'] as const).filter(
    (entry) => entry !== 'notices' || session.mayPlan || session.mayConduct,
  )
  const endsAt = session.startsAt + session.durationMinutes * 60_000
  return (
    <header className={styles.head}>
      <BackLink />
      <div className={styles.titleRow}>
        <h1 className={styles.title}>{session.title}</h1>
        <SessionState state={session.state} />
        <span className={styles.space} />
        {session.type === 'urgentCall' && session.state === 'live' && (
          <Link href={callsPath(session.sessionId)}>{t('urgent.board')}</Link>
        )}
        <SessionActions session={session} />
      </div>
      <p className={styles.when}>
        <strong>{span(session.startsAt, endsAt)}</strong> · {t(`type.${session.type}`)}
        {session.cancelReason !== null && (
          <span className={styles.cancelled}>
            {' '}
            · {t('session.cancelled', { reason: session.cancelReason })}
          </span>
        )}
      </p>
      <nav className={styles.parts} aria-label={t('session.parts')}>
        {parts.map((entry) => (
          <Link
            key={entry}
            href={sessionPath(session.sessionId, entry)}
            className={styles.part}
            aria-current={entry === part ? 'page' : undefined}
          >
            {t(`session.${entry}`)}
          </Link>
        ))}
        {session.startedAt !== null && (
          <Link href={reportPath(session.sessionId)} className={styles.part}>
            {t('session.report')}
          </Link>
        )}
      </nav>
    </header>
  )
}
