import type { AccountDetail, Role } from '@diem-cau/protocol'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Search, UserPlus, Users } from 'lucide-react'
import { useDeferredValue, useState } from 'react'
import { errorText, useLanguage, useTranslation } from '../../../i18n/index.ts'
import { problemOf } from '../../../state/problem.ts'
import { rest } from '../../../state/rest.ts'
import { Button, EmptyState, ErrorText, LiveRegion, Select, Spinner, TextField } from '../../../ui/index.ts'
import { AccountDialogs } from './AccountDialogs.tsx'
import { AccountTable } from './AccountTable.tsx'
import styles from './People.module.css'
import type { Task } from './task.ts'

const ROLES: readonly Role[] = ['administrator', 'scheduler', 'operator', 'observer']
const STATES = ['active', 'disabled', 'locked', 'unitEnded'] as const
type State = (typeof STATES)[number]
const PAGE = 100
const ANY = 'any'

interface Filter {
  q: string
  role: Role | null
  state: State | null
}
const NO_FILTER: Filter = { q: '', role: null, state: null }

function useAccounts({ q, role, state }: Filter) {
  return useInfiniteQuery({
    queryKey: ['accounts', q, role, state],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) =>
      rest('account.list', {
        query: {
          limit: PAGE,
          ...(pageParam === undefined ? {} : { cursor: pageParam }),
          ...(q.trim() === '' ? {} : { q: q.trim() }),
          ...(role === null ? {} : { role }),
          ...(state === null ? {} : { state }),
        },
        signal,
      }),
    getNextPageParam: ({ next }) => next ?? undefined,
    placeholderData: (previous) => previous,
  })
}

/** The accounts of the own subtree and what may be done with them. */
export default function PeoplePage() {
  const { t } = useTranslation(['people', 'common'])
  const language = useLanguage()
  const [filter, setFilter] = useState(NO_FILTER)
  const [task, setTask] = useState<Task | null>(null)
  const accounts = useAccounts(useDeferredValue(filter))
  const rows: AccountDetail[] = accounts.data?.pages.flatMap(({ items }) => items) ?? []
  const total = accounts.data?.pages[0]?.total ?? 0
  const isFiltered = filter.q !== '' || filter.role !== null || filter.state !== null
  return (
    <div className={styles.page}>
      <header className={styles.head}>
        <h1>{t('title')}</h1>
        {accounts.isSuccess && <span className={styles.count}>{t('count', { count: total })}</span>}
        <span className={styles.space} />
        <Button tone="primary" icon={<UserPlus size={16} />} onClick={() => setTask({ kind: 'add' })}>
          {t('add')}
        </Button>
      </header>
      <Filters filter={filter} onChange={setFilter} />
      <LiveRegion text={isFiltered && accounts.isSuccess ? t('count', { count: total }) : ''} />
      {accounts.isError && (
        <div className={styles.notice}>
          <ErrorText>{errorText(problemOf(accounts.error), language)}</ErrorText>
          <Button size="sm" onClick={() => void accounts.refetch()}>
            {t('common:action.retry')}
          </Button>
        </div>
      )}
      {accounts.isPending && <Spinner>{t('loading')}</Spinner>}
      {accounts.isSuccess && rows.length === 0 && (
        <EmptyState
          icon={<Users size={40} />}
          title={isFiltered ? t('noneFound') : t('none')}
          action={isFiltered && <Button onClick={() => setFilter(NO_FILTER)}>{t('clear')}</Button>}
        >
          {isFiltered ? t('noneFoundBody') : t('noneBody')}
        </EmptyState>
      )}
      {rows.length > 0 && <AccountTable accounts={rows} onTask={setTask} />}
      {accounts.hasNextPage && (
        <Button busy={accounts.isFetchingNextPage} onClick={() => void accounts.fetchNextPage()}>
          {t('more')}
        </Button>
      )}
      <AccountDialogs task={task} onTask={setTask} />
    </div>
  )
}

function Filters({ filter, onChange }: { filter: Filter; onChange: (filter: Filter) => void }) {
  const { t } = useTranslation('people')
  return (
    <search className={styles.filters}>
      <TextField
        className={styles.search}
        label={t('search')}
        hideLabel
        type="search"
        placeholder={t('search')}
        leading={<Search size={16} />}
        value={filter.q}
        onChange={(q) => onChange({ ...filter, q })}
      />
      <Select
        label={t('filter.role')}
        hideLabel
        value={filter.role ?? ANY}
        options={[
          { value: ANY, label: t('filter.anyRole') },
          ...ROLES.map((role) => ({ value: role, label: t(`role.${role}`) })),
        ]}
        onChange={(value) => onChange({ ...filter, role: ROLES.find((role) => role === value) ?? null })}
      />
      <Select
        label={t('filter.state')}
        hideLabel
        value={filter.state ?? ANY}
        options={[
          { value: ANY, label: t('filter.anyState') },
          ...STATES.map((state) => ({ value: state, label: t(`state.${state}`) })),
        ]}
        onChange={(value) => onChange({ ...filter, state: STATES.find((state) => state === value) ?? null })}
      />
    </search>
  )
}
