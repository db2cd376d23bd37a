import type { Conflict, SessionId } from '@diem-cau/protocol'
import { keepPreviousData, useQuery, type UseQueryResult } from '@tanstack/react-query'
import { CalendarCheck2, CalendarClock } from 'lucide-react'
import { Link } from '../../../../app/navigation.tsx'
import { useTranslation } from '../../../../i18n/index.ts'
import { rest } from '../../../../state/rest.ts'
import { readableBody } from '../../../../state/schedule/draft.ts'
import { LiveRegion, SpinnerMark } from '../../../../ui/index.ts'
import { sessionPath } from '../places.ts'
import { SCHEDULE } from '../queries.ts'
import { useDebounced } from '../useDebounced.ts'
import { useDayWords } from '../words.ts'
import styles from './Form.module.css'
import type { SessionFormState } from './useSessionForm.ts'

interface Conflicts {
  items: Conflict[]
  total: number
}
type ConflictsQuery = UseQueryResult<Conflicts | null>

/** Who or what is needed twice, asked again a moment after something has changed. */
export function useConflicts(
  { draft, today }: SessionFormState,
  sessionId: SessionId | null,
): ConflictsQuery {
  const body = readableBody(draft, today)
  const text = useDebounced(JSON.stringify(body), 400)
  return useQuery({
    queryKey: [SCHEDULE, 'conflicts', sessionId, text],
    queryFn: ({ signal }) =>
      body === null
        ? null
        : rest('sessions.conflicts', {
            body: { session: body, ...(sessionId === null ? {} : { sessionId }) },
            signal,
          }),
    placeholderData: keepPreviousData,
  })
}

const MOST_SHOWN = 6

export function ConflictsPanel({ conflicts }: { conflicts: ConflictsQuery }) {
  const { t } = useTranslation('schedule')
  const { data, error, isFetching } = conflicts
  const total = data?.total ?? 0
  return (
    <section className={styles.conflicts} data-any={total > 0} aria-label={t('conflict.title')}>
      <h2 className={styles.sideTitle}>
        {total > 0 ? (
          <CalendarClock size={18} aria-hidden="true" />
        ) : (
          <CalendarCheck2 size={18} aria-hidden="true" />
        )}
        {data === null && t('conflict.title')}
        {data !== null && total > 0 && t('conflict.count', { count: total })}
        {data !== null && total === 0 && (data === undefined ? t('conflict.title') : t('conflict.none'))}
        {isFetching && <SpinnerMark size={14} />}
      </h2>
      {error !== null && <p className={styles.soft}>{t('conflict.unknown')}</p>}
      {data === null && <p className={styles.soft}>{t('conflict.notYet')}</p>}
      {data === undefined && error === null && <p className={styles.soft}>{t('conflict.checking')}</p>}
      <ul className={styles.conflictList}>
        {data?.items.slice(0, MOST_SHOWN).map((conflict) => (
          <ConflictLine
            key={`${conflict.kind}-${conflict.id}-${conflict.withSessionId}`}
            conflict={conflict}
          />
        ))}
      </ul>
      {total > MOST_SHOWN && (
        <p className={styles.soft}>{t('conflict.more', { count: total - MOST_SHOWN })}</p>
      )}
      <LiveRegion text={total > 0 ? t('conflict.count', { count: total }) : ''} />
    </section>
  )
}

function ConflictLine({ conflict }: { conflict: Conflict }) {
  const { t } = useTranslation('schedule')
  const { span } = useDayWords()
  return (
    <li>
      <strong>{t(`conflict.${conflict.kind}`, { name: conflict.name })}</strong>{' '}
      <Link href={sessionPath(conflict.withSessionId)}>
        {t('conflict.with', {
          title: conflict.withTitle,
          when: span(conflict.withStartsAt, conflict.withEndsAt),
        })}
      </Link>
    </li>
  )
}
