import type { AuditEntry } from '@diem-cau/protocol'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Download, ScrollText } from 'lucide-react'
import { useDeferredValue, useState } from 'react'
import { errorText, useLanguage, useTranslation } from '../../../i18n/index.ts'
import {
  auditQuery,
  isFiltering,
  NO_AUDIT_FILTER,
  type AuditFilter,
} from '../../../state/people/auditFilter.ts'
import { problemOf } from '../../../state/problem.ts'
import { rest, restUrl } from '../../../state/rest.ts'
import { Button, EmptyState, ErrorText, LiveRegion, Spinner } from '../../../ui/index.ts'
import styles from './Audit.module.css'
import { AuditDetails } from './AuditDetails.tsx'
import { AuditFilters } from './AuditFilters.tsx'
import { AuditTable } from './AuditTable.tsx'

const PAGE = 100
/** New lines come by themselves while the newest are looked at; further down nothing moves. */
const REFRESH_MS = 15_000

function useAudit(filter: AuditFilter) {
  const query = auditQuery(filter)
  return useInfiniteQuery({
    queryKey: ['audit', query],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) =>
      rest('audit.list', {
        query: { limit: PAGE, ...(pageParam === undefined ? {} : { cursor: pageParam }), ...query },
        signal,
      }),
    getNextPageParam: ({ next }) => next ?? undefined,
    placeholderData: (previous) => previous,
    refetchInterval: ({ state }) => ((state.data?.pages.length ?? 0) > 1 ? false : REFRESH_MS),
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
  const count = audit.isSuccess ? t('count', { count: audit.data.pages[0]?.total ?? 0 }) : ''
  return (
    <div className={styles.page}>
      <header className={styles.head}>
        <div>
          <h1>
            {t('title')} <span className={styles.count}>{count}</span>
          </h1>
          <p className={styles.soft}>{t('body')}</p>
        </div>
        <a
          className={styles.export}
          href={restUrl('audit.export', { query: { ...auditQuery(filter), language } })}
          download
        >
          <Download size={16} aria-hidden="true" /> {t('export')}
        </a>
      </header>
      <AuditFilters filter={filter} onChange={setFilter} />
      <LiveRegion text={isFiltering(filter) ? count : ''} />
      {audit.isError && (
        <div className={styles.notice}>
          <ErrorText>{errorText(problemOf(audit.error), language)}</ErrorText>
          <Button size="sm" onClick={() => void audit.refetch()}>
            {t('common:action.retry')}
          </Button>
        </div>
      )}
      {audit.isPending && <Spinner>{t('loading')}</Spinner>}
      {audit.isSuccess && entries.length === 0 && <Nothing isFiltered={isFiltering(filter)} />}
      {entries.length > 0 && <AuditTable entries={entries} onShow={setShown} />}
      {audit.hasNextPage && (
        <Button busy={audit.isFetchingNextPage} onClick={() => void audit.fetchNextPage()}>
          {t('more')}
        </Button>
      )}
      {shown !== null && <AuditDetails entry={shown} onClose={() => setShown(null)} />}
    </div>
  )
}

function Nothing({ isFiltered }: { isFiltered: boolean }) {
  const { t } = useTranslation('audit')
  return (
    <EmptyState icon={<ScrollText size={40} />} title={isFiltered ? t('noneFound') : t('none')}>
      {isFiltered ? t('noneFoundBody') : undefined}
    </EmptyState>
  )
}
