import type { Report, SessionId } from '@diem-cau/protocol'
import { clockText, momentText, reportTables } from '@diem-cau/protocol/report'
import { useQuery } from '@tanstack/react-query'
import { Search, X } from 'lucide-react'
import { useMemo, useState, type ReactNode } from 'react'
import { Link } from '../../../../app/navigation.tsx'
import { useLanguage, useTranslation } from '../../../../i18n/index.ts'
import { problemOf } from '../../../../state/problem.ts'
import { rest } from '../../../../state/rest.ts'
import { EmptyState, IconButton, Spinner, TextField } from '../../../../ui/index.ts'
import { BackLink } from '../BackLink.tsx'
import { Failed } from '../Failed.tsx'
import { calendarPath, sessionPath } from '../places.ts'
import { SCHEDULE } from '../queries.ts'
import { ReportFiles } from './ReportFiles.tsx'
import { ReportSection } from './ReportSection.tsx'
import { ReportSummary } from './ReportSummary.tsx'
import { SectionNav } from './SectionNav.tsx'
import styles from './Report.module.css'

/** While the session goes on its report is asked for again so often. */
const REFRESH_MS = 15_000

function useReport(sessionId: SessionId) {
  return useQuery<Report>({
    queryKey: [SCHEDULE, 'report', sessionId],
    queryFn: ({ signal }) => rest('report.get', { params: { sessionId }, signal }),
    refetchInterval: ({ state }) => (state.data?.live === true ? REFRESH_MS : false),
  })
}

/** What a session was, or is so far: every figure of its log, to be searched, sorted, printed and taken along. */
export function ReportPage({ sessionId }: { sessionId: SessionId }) {
  const { t } = useTranslation(['report', 'schedule'])
  const { data, error, refetch } = useReport(sessionId)
  if (data !== undefined) return <Whole report={data} />
  if (error === null) {
    return (
      <div className={styles.centred}>
        <Spinner size="lg">{t('loading')}</Spinner>
      </div>
    )
  }
  const { code } = problemOf(error)
  const isMissing = code === 'not_found' || code === 'forbidden'
  if (code !== 'report_not_there' && !isMissing)
    return <Failed error={error} onRetry={() => void refetch()} />
  return (
    <EmptyState
      title={t(isMissing ? 'notFound' : 'notHeld')}
      action={
        <Link href={isMissing ? calendarPath : sessionPath(sessionId)}>
          {isMissing ? t('schedule:back') : t('toSession')}
        </Link>
      }
    >
      {isMissing ? undefined : t('notHeldBody')}
    </EmptyState>
  )
}

function Whole({ report }: { report: Report }) {
  const { t } = useTranslation('report')
  const language = useLanguage()
  const [text, setText] = useState('')
  const tables = useMemo(() => reportTables(report, language), [report, language])
  const [summary, ...others] = tables
  return (
    <div className={styles.page}>
      <Head report={report}>
        <TextField
          label={t('search')}
          hideLabel
          className={styles.search}
          placeholder={t('searchHint')}
          value={text}
          onChange={setText}
          leading={<Search size={16} aria-hidden="true" />}
          trailing={
            text === '' ? undefined : (
              <IconButton label={t('clear')} icon={<X size={16} />} onClick={() => setText('')} />
            )
          }
        />
        <ReportFiles sessionId={report.sessionId} />
      </Head>
      <div className={styles.columns}>
        <SectionNav tables={tables} text={text} />
        <div className={styles.sections}>
          {summary !== undefined && <ReportSummary table={summary} />}
          {others.map((table) => (
            <ReportSection key={table.id} table={table} report={report} text={text} />
          ))}
          <p className={styles.soft}>{t('recording')}</p>
        </div>
      </div>
    </div>
  )
}

function Head({ report, children }: { report: Report; children: ReactNode }) {
  const { t } = useTranslation('report')
  const { head, live, until, scope, sessionId } = report
  return (
    <header className={styles.head}>
      <div className={styles.links}>
        <BackLink />
        {head.parent === null && (
          <Link className={styles.back} href={sessionPath(sessionId)}>
            {t('toSession')}
          </Link>
        )}
      </div>
      <div className={styles.titleRow}>
        <div className={styles.titles}>
          <h1 className={styles.title}>{head.title}</h1>
          <p className={styles.soft}>
            {live ? (
              <output className={styles.running}>{t('live', { time: clockText(until).slice(0, 5) })}</output>
            ) : (
              <>
                {t('ended')} · {momentText(head.startedAt).slice(0, 16)} – {clockText(until).slice(0, 5)}
              </>
            )}
            {scope === 'own' && <span className={styles.own}> · {t('own')}</span>}
          </p>
        </div>
        {children}
      </div>
    </header>
  )
}
