import type { AuditEntry } from '@diem-cau/protocol'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Download, ScrollText, Search } from 'lucide-react'
import { useDeferredValue, useState } from 'react'
import {
  errorText,
  formatDate,
  formatClockSeconds,
  useLanguage,
  useTranslation,
} from '../../../i18n/index.ts'
import { auditQuery, NO_AUDIT_FILTER, type AuditFilter } from '../../../state/people/auditFilter.ts'
import { problemOf } from '../../../state/problem.ts'
import { rest, restUrl } from '../../../state/rest.ts'
import {
  Button,
  DataTable,
  EmptyState,
  ErrorText,
  Select,
  Spinner,
  StatusDot,
  TextField,
} from '../../../ui/index.ts'
import { AuditDetails } from './AuditDetails.tsx'
import styles from './Audit.module.css'

const PAGE = 100
const ANY = 'any'

function useAudit(filter: AuditFilter) {
  return useInfiniteQuery({
    queryKey: ['audit', filter],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) =>
      rest('audit.list', {
        query: {
          limit: PAGE,
          ...(pageParam === undefined ? {} : { cursor: pageParam }),
          ...auditQuery(filter),
        },
        signal,
      }),
    getNextPageParam: ({ next }) => next ?? undefined,
    placeholderData: (previous) => previous,
  })
}

/** What was done in the own subtree: searched, looked into, exported. */
export default function AuditPage() {
  const { t } = useTranslation(['audit', 'common'])
  const language = useLanguage()
  const [filter, setFilter] = useState(NO_AUDIT_FILTER)
  const [shown, setShown] = useState<AuditEntry | null>(null)
  const audit = useAudit(useDeferredValue(filter))
  const entries = audit.data?.pages.flatMap(({ items }) => items) ?? []
  return (
    <div className={styles.page}>
      <header className={styles.head}>
        <div>
          <h1>{t('title')}</h1>
          <p className={styles.soft}>{t('body')}</p>
        </div>
        <a className={styles.export} href={restUrl('audit.export', { query: auditQuery(filter) })} download>
          <Download size={16} aria-hidden="true" /> {t('export')}
        </a>
      </header>
      <Filters filter={filter} onChange={setFilter} />
      {audit.isError && (
        <div className={styles.notice}>
          <ErrorText>{errorText(problemOf(audit.error), language)}</ErrorText>
          <Button size="sm" onClick={() => void audit.refetch()}>
            {t('common:action.retry')}
          </Button>
        </div>
      )}
      {audit.isPending && <Spinner>{t('loading')}</Spinner>}
      {audit.isSuccess && entries.length === 0 && (
        <EmptyState
          icon={<ScrollText size={40} />}
          title={filter === NO_AUDIT_FILTER ? t('none') : t('noneFound')}
        >
          {filter === NO_AUDIT_FILTER ? undefined : t('noneFoundBody')}
        </EmptyState>
      )}
      {entries.length > 0 && (
        <div className={styles.table}>
          <AuditTable entries={entries} onShow={setShown} />
        </div>
      )}
      {audit.hasNextPage && (
        <Button busy={audit.isFetchingNextPage} onClick={() => void audit.fetchNextPage()}>
          {t('more')}
        </Button>
      )}
      {shown !== null && <AuditDetails entry={shown} onClose={() => setShown(null)} />}
    </div>
  )
}

function Filters({ filter, onChange }: { filter: AuditFilter; onChange: (filter: AuditFilter) => void }) {
  const { t } = useTranslation('audit')
  return (
    <search className={styles.filters}>
      <TextField
        label={t('search')}
        type="search"
        leading={<Search size={16} />}
        value={filter.q}
        onChange={(q) => onChange({ ...filter, q })}
      />
      <TextField
        label={t('from')}
        type="date"
        value={filter.from}
        onChange={(from) => onChange({ ...filter, from })}
      />
      <TextField
        label={t('to')}
        type="date"
        value={filter.to}
        onChange={(to) => onChange({ ...filter, to })}
      />
      <Select
        label={t('outcome')}
        value={filter.outcome ?? ANY}
        options={[
          { value: ANY, label: t('anyOutcome') },
          { value: 'done', label: t('done') },
          { value: 'refused', label: t('refused') },
        ]}
        onChange={(value) =>
          onChange({ ...filter, outcome: value === 'done' || value === 'refused' ? value : null })
        }
      />
    </search>
  )
}

function AuditTable(props: { entries: readonly AuditEntry[]; onShow: (entry: AuditEntry) => void }) {
  const { t } = useTranslation('audit')
  return (
    <DataTable
      caption={t('title')}
      rows={props.entries}
      keyOf={({ seq }) => seq}
      onRow={props.onShow}
      columns={[
        {
          key: 'at',
          head: t('column.at'),
          width: '170px',
          render: ({ at }) => `${formatDate(at)} ${formatClockSeconds(at)}`,
        },
        { key: 'actor', head: t('column.actor'), width: '20%', render: ({ actorName }) => actorName },
        {
          key: 'action',
          head: t('column.action'),
          width: '22%',
          render: (entry) => (
            <button
              type="button"
              className={styles.action}
              onClick={(event) => {
                event.stopPropagation()
                props.onShow(entry)
              }}
            >
              {entry.action}
            </button>
          ),
        },
        {
          key: 'subject',
          head: t('column.subject'),
          render: ({ subject, subjectName, unitName }) => (
            <>
              {subjectName === '' ? subject : subjectName}
              {unitName !== null && <span className={styles.soft}> · {unitName}</span>}
            </>
          ),
        },
        {
          key: 'outcome',
          head: t('column.outcome'),
          width: '130px',
          render: ({ outcome }) => (
            <StatusDot tone={outcome === 'done' ? 'good' : 'warn'} label={t(outcome)} />
          ),
        },
      ]}
    />
  )
}
