import type { Conflict, SessionId } from '@diem-cau/protocol'
import { keepPreviousData, useQuery, type UseQueryResult } from '@tanstack/react-query'
import { CalendarCheck2, CalendarClock } from 'lucide-react'
import { Link } from '../../../../app/navigation.tsx'
import { useTranslation } from '../../../../i18n/index.ts'
import { rest } from '../../../../state/rest.ts'
import { groupConflicts, type ConflictGroup } from '../../../../state/schedule/conflicts.ts'
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

const MOST_SHOWN = 5
const MOST_NAMES = 4

export function ConflictsPanel({ conflicts }: { conflicts: ConflictsQuery }) {
  const { t } = useTranslation('schedule')
  const { data, error, isFetching } = conflicts
  const total = data?.total ?? 0
  const groups = groupConflicts(data?.items ?? [])
  const told = groups.slice(0, MOST_SHOWN).reduce((sum, { count }) => sum + count, 0)
  const untold = total - told
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
        {groups.slice(0, MOST_SHOWN).map((group) => (
          <ConflictLine key={group.sessionId} group={group} />
        ))}
      </ul>
      {untold > 0 && <p className={styles.soft}>{t('conflict.more', { count: untold })}</p>}
      <LiveRegion text={total > 0 ? t('conflict.count', { count: total }) : ''} />
    </section>
  )
}

function ConflictLine({ group }: { group: ConflictGroup }) {
  const { t } = useTranslation('schedule')
  const { span } = useDayWords()
  return (
    <li>
      <Link href={sessionPath(group.sessionId)}>{t('conflict.session', { title: group.title })}</Link>
      <div>{span(group.startsAt, group.endsAt)}</div>
      {group.parts.map(({ kind, names }) => {
        const shown = names.slice(0, MOST_NAMES).join(', ')
        const more = names.length - MOST_NAMES
        return (
          <div key={kind}>
            <strong>{t(`conflict.${kind}`)}:</strong> {shown}
            {more > 0 && ` ${t('conflict.others', { count: more })}`}
          </div>
        )
      })}
    </li>
  )
}
