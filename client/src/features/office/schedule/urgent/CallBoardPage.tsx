import type { SessionHead, SessionId, SessionView, SiteRecord } from '@diem-cau/protocol'
import { Siren } from 'lucide-react'
import { useMemo } from 'react'
import { navigate, PATHS } from '../../../../app/navigation.tsx'
import { formatClockSeconds, formatDuration, useTranslation } from '../../../../i18n/index.ts'
import {
  callBoard,
  type CallBoard,
  type CalledSite,
  type CallState,
} from '../../../../state/schedule/callBoard.ts'
import { dayOf } from '../../../../state/schedule/days.ts'
import { Button, LiveRegion, Spinner, StatusDot, type StatusTone } from '../../../../ui/index.ts'
import { useConsole } from '../../../console/ConsoleContext.ts'
import { useResource } from '../../../console/hooks/useResource.ts'
import { entitiesOf, useView } from '../../../console/hooks/useView.ts'
import { useDirectoryTree } from '../useDirectoryTree.ts'
import styles from './Urgent.module.css'

const TONES: Readonly<Record<CallState, StatusTone>> = {
  unreachable: 'warn',
  ringing: 'standby',
  answered: 'good',
}

/** Who has answered an urgent call, live, worst first, with whom to phone. */
export function CallBoardPage({ sessionId }: { sessionId: SessionId }) {
  const { t } = useTranslation('schedule')
  const { connection, directory, clockNow, chooseSession } = useConsole()
  const { contents } = useDirectoryTree(dayOf(clockNow))
  const subscription = useResource(() => {
    const view = connection.view({ view: 'session', sessionId })
    return { resource: view, close: () => view.close() }
  }, [connection, sessionId])
  const view: SessionView | null = entitiesOf(useView(subscription))
  const board = useMemo(
    () => (view === null ? null : callBoard(view, (siteId) => directory?.site(siteId)?.name ?? siteId)),
    [view, directory],
  )
  const sites = useMemo(
    () => new Map<string, SiteRecord>((contents?.sites ?? []).map((site) => [site.siteId, site])),
    [contents],
  )
  if (view === null || board === null) {
    return (
      <div className={styles.centred}>
        <Spinner size="lg">{t('urgent.waiting')}</Spinner>
      </div>
    )
  }
  const total = board.sites.length
  return (
    <div className={styles.page}>
      <div className={styles.top}>
        <header className={styles.head}>
          <Siren size={24} aria-hidden="true" className={styles.siren} />
          <div>
            <h1 className={styles.title}>{view.session.title}</h1>
            {view.session.urgent !== null && !view.session.title.includes(view.session.urgent.reason) && (
              <p className={styles.soft}>{view.session.urgent.reason}</p>
            )}
          </div>
          <span className={styles.space} />
          <Elapsed session={view.session} now={clockNow} />
          <Button
            tone="primary"
            onClick={() => {
              chooseSession(sessionId)
              navigate(PATHS.console)
            }}
          >
            {t('urgent.desk')}
          </Button>
        </header>
        <Counts board={board} />
      </div>
      <LiveRegion text={t('urgent.answeredOf', { count: board.counts.answered, total })} />
      <ul className={styles.board} aria-label={t('urgent.board')}>
        {board.sites.map((site) => (
          <BoardLine key={site.siteId} site={site} record={sites.get(site.siteId)} />
        ))}
      </ul>
    </div>
  )
}

function Elapsed({ session, now }: { session: SessionHead; now: number }) {
  return (
    <time className={styles.elapsed} dateTime={new Date(session.openedAt).toISOString()}>
      {formatDuration(now - session.openedAt)}
    </time>
  )
}

function Counts({ board }: { board: CallBoard }) {
  const { t } = useTranslation('schedule')
  const total = board.sites.length
  return (
    <section className={styles.counts} aria-label={t('urgent.board')}>
      <div className={styles.progress} aria-hidden="true">
        {(['answered', 'ringing', 'unreachable'] as const).map((state) => (
          <span key={state} data-state={state} style={{ flexGrow: board.counts[state] }} />
        ))}
      </div>
      <dl className={styles.numbers}>
        {(['answered', 'ringing', 'unreachable'] as const).map((state) => (
          <div key={state}>
            <dt>
              <StatusDot tone={TONES[state]} label={t(`urgent.${state}`)} />
            </dt>
            <dd>
              {board.counts[state]}
              <span className={styles.soft}>/{total}</span>
            </dd>
          </div>
        ))}
      </dl>
    </section>
  )
}

function BoardLine({ site, record }: { site: CalledSite; record: SiteRecord | undefined }) {
  const { t } = useTranslation('schedule')
  const { state, answeredAt, busyWith } = site
  const technician = record?.technician
  return (
    <li className={styles.line} data-state={state}>
      <StatusDot tone={TONES[state]} label={t(`urgent.${state}`)} />
      <span className={styles.name}>{site.name}</span>
      {state === 'answered' && answeredAt !== null && (
        <span className={styles.soft}>
          {t('urgent.answeredAt', { when: formatClockSeconds(answeredAt) })}
        </span>
      )}
      {state !== 'answered' && (
        <span className={styles.phone}>
          {technician === undefined || technician.phone === '' ? (
            <span className={styles.soft}>{t('day.noPhone')}</span>
          ) : (
            <>
              {technician.name}{' '}
              <a href={`tel:${technician.phone.replaceAll(/[^+\d]/g, '')}`}>{technician.phone}</a>
            </>
          )}
          {busyWith !== null && (
            <span className={styles.soft}>{t('urgent.busyWith', { title: busyWith })}</span>
          )}
        </span>
      )}
    </li>
  )
}
