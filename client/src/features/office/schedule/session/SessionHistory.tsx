import { SESSION_TYPES, type SessionDetail } from '@diem-cau/protocol'
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
  'followDirectory',
  'joinSeries',
] as const
/** Where the bridge’s name of a field finds its words. */
const FIELDS = {
  type: 'field.type',
  title: 'field.title',
  hostUnitId: 'field.hostUnitId',
  startsAt: 'field.startsAt',
  durationMinutes: 'field.durationMinutes',
  rehearsalAt: 'field.rehearsalAt',
  'chair.siteId': 'form.chairSite',
  'chair.person': 'form.chairPerson',
  'invitation.tiers': 'field.invitedTiers',
  'invitation.unitIds': 'field.invitedUnits',
  'invitation.groupIds': 'field.invitedGroups',
  'invitation.siteIds': 'field.invitedSites',
  'invitation.exceptSiteIds': 'field.notInvited',
  agenda: 'field.agenda',
  technicians: 'field.technicians',
  people: 'field.people',
  documentIds: 'field.documentIds',
  notes: 'field.notes',
  'settings.speakerPlaces': 'form.speakerPlaces',
  'settings.maxOpenMicrophones': 'form.maxMicrophones',
  'settings.videoCodec': 'form.codec',
} as const

function isField(field: string): field is keyof typeof FIELDS {
  return Object.hasOwn(FIELDS, field)
}

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
  const fieldWord = (field: string) => (isField(field) ? t(FIELDS[field]) : field)
  const valueWord = (field: string, value: string): string => {
    if (field === 'durationMinutes') return t('field.minutes', { count: Number(value) })
    const type = field === 'type' ? SESSION_TYPES.find((entry) => entry === value) : undefined
    return type === undefined ? value : t(`type.${type}`)
  }
  const changeWords = (field: string, was: string | null, is: string | null) => {
    const before = was === null ? '' : valueWord(field, was)
    const after = is === null ? '' : valueWord(field, is)
    if (was === null) return t('session.historySet', { after })
    if (is === null) return t('session.historyCleared', { before })
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
              {entry.changes.map(({ field, before, after }, place) => (
                <li key={`${field}-${place}`}>
                  {fieldWord(field)}: {changeWords(field, before, after)}
                </li>
              ))}
            </ul>
          </div>
        </li>
      ))}
    </ol>
  )
}
