import type { AuditEntry } from '@diem-cau/protocol'
import { formatClockSeconds, formatDate, useTranslation } from '../../../i18n/index.ts'
import { Dialog } from '../../../ui/index.ts'
import styles from './Audit.module.css'

/** Everything that the trail knows of one action. */
export function AuditDetails({ entry, onClose }: { entry: AuditEntry; onClose: () => void }) {
  const { t } = useTranslation('audit')
  const facts: [string, string][] = [
    [t('column.actor'), entry.actorName],
    [t('field.actorId'), entry.actor],
    [t('field.address'), entry.address],
    [t('column.action'), entry.action],
    [t('column.outcome'), t(entry.outcome)],
    [t('column.subject'), entry.subjectName],
    [t('field.subjectId'), entry.subject],
    [t('field.unit'), entry.unitName ?? ''],
    ...Object.entries(entry.details).map(([name, value]): [string, string] => [
      name,
      typeof value === 'string' ? value : JSON.stringify(value),
    ]),
  ]
  return (
    <Dialog
      open
      width="lg"
      onOpenChange={(open) => !open && onClose()}
      title={t('detailsOf', { time: `${formatClockSeconds(entry.at)} ${formatDate(entry.at)}` })}
    >
      <dl className={styles.facts}>
        {facts
          .filter(([, value]) => value !== '')
          .map(([name, value]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ))}
      </dl>
    </Dialog>
  )
}
