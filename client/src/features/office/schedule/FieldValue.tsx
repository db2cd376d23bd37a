import { assertUnreachable, type DocumentView, type SessionBody } from '@diem-cau/protocol'
import { useTranslation } from '../../../i18n/index.ts'
import { agendaMinutes } from '../../../state/schedule/agenda.ts'
import { dayOf } from '../../../state/schedule/days.ts'
import type { SessionField } from '../../../state/schedule/difference.ts'
import { SelectionChips } from '../../../ui/tree/SelectionChips.tsx'
import { useConsole } from '../../console/ConsoleContext.ts'
import { useDirectoryTree } from './useDirectoryTree.ts'
import { useDayWords } from './words.ts'

interface FieldValueProps {
  field: SessionField
  body: SessionBody
  /** Names that are known of units, sites and groups. */
  names: Readonly<Record<string, string>>
  documents: readonly DocumentView[]
}

/** One field of a plan in words. */
export function FieldValue({ field, body, names, documents }: FieldValueProps) {
  const { t } = useTranslation('schedule')
  const { moment } = useDayWords()
  const { directory } = useConsole()
  const siteName = (siteId: string) => directory?.site(siteId)?.name ?? names[siteId] ?? siteId
  const unitName = (unitId: string) =>
    directory?.units.find((unit) => unit.unitId === unitId)?.name ?? names[unitId] ?? unitId
  const lines = (texts: readonly string[]) =>
    texts.length === 0
      ? t('field.none')
      : texts.map((text, index) => <div key={`${index}-${text}`}>{text}</div>)
  switch (field) {
    case 'type':
      return <span>{t(`type.${body.type}`)}</span>
    case 'title':
      return <span>{body.title}</span>
    case 'notes':
      return (
        <span style={{ whiteSpace: 'pre-wrap' }}>{body.notes === '' ? t('field.empty') : body.notes}</span>
      )
    case 'hostUnitId':
      return <span>{unitName(body.hostUnitId)}</span>
    case 'startsAt':
      return <span>{moment(body.startsAt)}</span>
    case 'rehearsalAt':
      return <span>{body.rehearsalAt === null ? t('field.none') : moment(body.rehearsalAt)}</span>
    case 'durationMinutes':
      return <span>{t('field.minutes', { count: body.durationMinutes })}</span>
    case 'chair':
      return <span>{[body.chair.person, siteName(body.chair.siteId)].filter(Boolean).join(' · ')}</span>
    case 'invitation':
      return <Invited body={body} />
    case 'agenda':
      return (
        <div>
          <strong>
            {t('field.agendaSummary', { count: body.agenda.length, minutes: agendaMinutes(body.agenda) })}
          </strong>
          {body.agenda.map((item) => (
            <div key={item.itemId}>
              {t(`agendaKind.${item.kind}`)}: {item.title} ({item.minutes})
            </div>
          ))}
        </div>
      )
    case 'technicians':
      return (
        <div>
          {lines(
            body.technicians.map(({ siteId, contact }) =>
              [siteName(siteId), contact.name, contact.phone].filter(Boolean).join(' · '),
            ),
          )}
        </div>
      )
    case 'people':
      return <span>{t('field.peopleCount', { count: body.people.length })}</span>
    case 'documentIds':
      return (
        <div>
          {lines(
            body.documentIds.map(
              (id) =>
                documents.find(({ documentId }) => documentId === id)?.fileName ?? t('field.newDocument'),
            ),
          )}
        </div>
      )
    case 'settings':
      return (
        <span>
          {t('field.settingsSummary', {
            places: body.settings.speakerPlaces,
            microphones: body.settings.maxOpenMicrophones,
            codec: body.settings.videoCodec.toUpperCase(),
          })}
        </span>
      )
    default:
      return assertUnreachable(field)
  }
}

function Invited({ body }: { body: SessionBody }) {
  const { tree, contents } = useDirectoryTree(dayOf(body.startsAt))
  if (tree === null || contents === null) return null
  return (
    <SelectionChips
      scope={{ tree, groups: contents.groups }}
      tiers={contents.tiers}
      value={body.invitation}
    />
  )
}
