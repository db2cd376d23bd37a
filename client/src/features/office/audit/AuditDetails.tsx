import type { AuditEntry } from '@diem-cau/protocol'
import { refusalOf } from '@diem-cau/protocol/words'
import {
  errorText,
  formatClockSeconds,
  formatDate,
  useLanguage,
  useTranslation,
} from '../../../i18n/index.ts'
import { Dialog } from '../../../ui/index.ts'
import styles from './Audit.module.css'
import { useAuditWords } from './useAuditWords.ts'

/** Everything that the trail knows of one action: first what happened, then the ids that find it elsewhere. */
export function AuditDetails({ entry, onClose }: { entry: AuditEntry; onClose: () => void }) {
  const { t } = useTranslation('audit')
  const language = useLanguage()
  const words = useAuditWords()
  const refusal = refusalOf(entry)
  const facts: [string, string][] = [
    [t('column.at'), `${formatClockSeconds(entry.at)} ${formatDate(entry.at)}`],
    [t('column.actor'), words.actor(entry)],
    [t('field.address'), entry.address],
    [t('column.subject'), words.subject(entry)],
    [t('field.unit'), entry.unitName ?? ''],
    [t('column.outcome'), t(entry.outcome)],
    [t('reason'), refusal === null ? '' : errorText({ message: refusal }, language)],
    ...Object.entries(entry.details).map(([name, value]): [string, string] => [
      words.field(name),
      words.detail(value),
    ]),
  ]
  const ids: [string, string][] = [
    [t('field.seq'), String(entry.seq)],
    [t('field.code'), entry.action],
    [t('field.actorId'), entry.actor],
    [t('field.subjectId'), entry.subject],
  ]
  return (
    <Dialog open width="lg" onOpenChange={(open) => !open && onClose()} title={words.action(entry.action)}>
      <Facts facts={facts} />
      <Facts facts={ids} isSoft />
    </Dialog>
  )
}

function Facts({ facts, isSoft = false }: { facts: [string, string][]; isSoft?: boolean }) {
  return (
    <dl className={styles.facts} data-soft={isSoft}>
      {facts
        .filter(([, value]) => value !== '')
        .map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
    </dl>
  )
}
