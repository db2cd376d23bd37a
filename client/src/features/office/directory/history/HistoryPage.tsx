import type { DirectoryChange } from '@diem-cau/protocol'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Undo2 } from 'lucide-react'
import { useState } from 'react'
import { errorText, formatMoment, useLanguage, useTranslation } from '../../../../i18n/index.ts'
import { OUTCOMES } from '../../../../state/directory/preview.ts'
import { mayChangeAnything } from '../../../../state/directory/rights.ts'
import { problemOf } from '../../../../state/problem.ts'
import { rest } from '../../../../state/rest.ts'
import { Button, EmptyState, Spinner } from '../../../../ui/index.ts'
import { useConsole } from '../../../console/ConsoleContext.ts'
import { useUndo } from '../change/useAppliedToast.tsx'
import { DIRECTORY_KEY } from '../hooks/useDirectoryTree.ts'
import { Page } from '../Page.tsx'
import styles from './History.module.css'

const PAGE = 50

/** Every change of the directory, newest first; what nothing later stands upon can be taken back. */
export function HistoryPage() {
  const { t } = useTranslation(['directory', 'common'])
  const language = useLanguage()
  const query = useInfiniteQuery({
    queryKey: [DIRECTORY_KEY, 'changes'],
    queryFn: ({ pageParam, signal }) =>
      rest('directory.changes', {
        query: { limit: PAGE, ...(pageParam === '' ? {} : { cursor: pageParam }) },
        signal,
      }),
    initialPageParam: '',
    getNextPageParam: ({ next }) => next,
  })
  if (query.error !== null)
    return (
      <EmptyState
        title={t('history.failed')}
        action={<Button onClick={() => void query.refetch()}>{t('common:action.retry')}</Button>}
      >
        {errorText(problemOf(query.error), language)}
      </EmptyState>
    )
  if (query.data === undefined) return <Spinner size="lg">{t('history.loading')}</Spinner>
  const changes = query.data.pages.flatMap(({ items }) => items)
  if (changes.length === 0)
    return <EmptyState title={t('history.empty')}>{t('history.emptyBody')}</EmptyState>
  // Taking back restores records as they were; such a change is not taken back itself.
  const takers = new Set(changes.map(({ undoneBy }) => undoneBy))
  return (
    <Page title={t('history.title')} intro={t('history.intro')}>
      <ol className={styles.changes}>
        {changes.map((change) => (
          <ChangeItem key={change.revision} change={change} isUndo={takers.has(change.revision)} />
        ))}
      </ol>
      {query.hasNextPage && (
        <Button busy={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
          {t('history.more')}
        </Button>
      )}
    </Page>
  )
}

function ChangeItem({ change, isUndo }: { change: DirectoryChange; isUndo: boolean }) {
  const { t } = useTranslation(['directory', 'common'])
  const { account, clockNow } = useConsole()
  const undo = useUndo()
  const [busy, setBusy] = useState(false)
  const { revision, at, actorName, summary, counts, undoable, undoneBy } = change

  async function takeBack() {
    setBusy(true)
    await undo(revision)
    setBusy(false)
  }

  return (
    <li className={styles.change} data-undone={undoneBy !== null}>
      <span className={styles.revision}>{t('history.revision', { revision })}</span>
      <div className={styles.what}>
        <p className={styles.summary}>
          {revision === 1 ? t('history.first') : summary || t('history.noSummary')}
        </p>
        <p className={styles.soft}>
          {actorName || t('history.system')} ·{' '}
          <time dateTime={new Date(at).toISOString()}>{formatMoment(at, clockNow)}</time>
        </p>
      </div>
      <ul className={styles.counts} aria-label={t('preview.rows')}>
        {OUTCOMES.filter((outcome) => outcome !== 'unchanged' && counts[outcome] > 0).map((outcome) => (
          <li key={outcome}>
            {t(`preview.outcome.${outcome}`)} <strong>{counts[outcome]}</strong>
          </li>
        ))}
      </ul>
      <span className={styles.state}>
        {undoneBy !== null ? (
          <span className={styles.soft}>{t('history.undone', { revision: undoneBy })}</span>
        ) : undoable && mayChangeAnything(account) ? (
          <Button
            size="sm"
            icon={<Undo2 size={15} />}
            busy={busy}
            aria-label={t('history.undoOf', { revision })}
            onClick={() => void takeBack()}
          >
            {t('common:action.undo')}
          </Button>
        ) : (
          revision > 1 && !isUndo && <span className={styles.soft}>{t('history.locked')}</span>
        )}
      </span>
    </li>
  )
}
