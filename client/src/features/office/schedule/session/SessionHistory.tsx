import type { SessionDetail } from '@diem-cau/protocol'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from '../../../../i18n/index.ts'
import { rest } from '../../../../state/rest.ts'
import { EmptyState, Spinner } from '../../../../ui/index.ts'
import { Failed } from '../Failed.tsx'
import { SCHEDULE } from '../queries.ts'
import { useDayWords } from '../words.ts'
import styles from './Session.module.css'

const ACTIONS = [
  'create',
  'update',
  'schedule',
  'rehearse',
  'start',
  'end',
  'archive',
  'cancel',
  'series',
] as const
const FIELDS = [
  'type',
  'title',
  'hostUnitId',
  'startsAt',
  'durationMinutes',
  'rehearsalAt',
  'chair',
  'invitation',
  'agenda',
  'technicians',
  'people',
  'documentIds',
  'notes',
  'settings',
  'state',
] as const

/** Who changed what, newest first, in words. */
export function SessionHistory({ session }: { session: SessionDetail }) {
  const { t } = useTranslation('schedule')
  const { moment } = useDayWords()
  const { sessionId, version } = session
  const { data, error, refetch } = useQuery({
    queryKey: [SCHEDULE, 'history', sessionId, version],
    queryFn: ({ signal }) => rest('sessions.history', { params: { sessionId }, signal }),
  })
  if (error !== null) return <Failed error={error} onRetry={() => void refetch()} />
  if (data === undefined) return <Spinner>{t('session.historyLoading')}</Spinner>
  if (data.items.length === 0) return <EmptyState title={t('session.historyNone')} />
  const actionWord = (action: string) => {
    const known = ACTIONS.find((entry) => action === entry || action === `sessions.${entry}`)
    return known === undefined ? action : t(`session.historyAction.${known}`)
  }
  const fieldWord = (field: string) => {
    const known = FIELDS.find((entry) => entry === field)
    return known === undefined ? field : t(`field.${known}`)
  }
  const changeWords = (before: string | null, after: string | null) => {
    if (before === null) return t('session.historySet', { after: after ?? '' })
    if (after === null) return t('session.historyCleared', { before })
    return t('session.historyOf', { before, after })
  }
  return (
    <ol className={styles.history}>
      {data.items.map((entry, index) => (
        <li key={`${entry.at}-${index}`}>
          <span className={styles.time}>{moment(entry.at)}</span>
          <div>
            <strong>{actionWord(entry.action)}</strong> <span className={styles.soft}>{entry.actorName}</span>
            <ul>
              {entry.changes.map(({ field, before, after }) => (
                <li key={field}>
                  {fieldWord(field)}: {changeWords(before, after)}
                </li>
              ))}
            </ul>
          </div>
        </li>
      ))}
    </ol>
  )
}
