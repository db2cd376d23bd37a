import type { AuditEntry } from '@diem-cau/protocol'
import { refusalOf } from '@diem-cau/protocol/words'
import {
  errorText,
  formatClockSeconds,
  formatDate,
  useLanguage,
  useTranslation,
} from '../../../i18n/index.ts'
import { DataTable, StatusDot } from '../../../ui/index.ts'
import styles from './Audit.module.css'
import { useAuditWords } from './useAuditWords.ts'

interface AuditTableProps {
  entries: readonly AuditEntry[]
  onShow: (entry: AuditEntry) => void
}

/** The lines of the trail; each opens with all that is known of it. */
export function AuditTable({ entries, onShow }: AuditTableProps) {
  const { t } = useTranslation('audit')
  const words = useAuditWords()
  return (
    <div className={styles.table}>
      <DataTable
        caption={t('title')}
        rows={entries}
        keyOf={({ seq }) => seq}
        onRow={onShow}
        columns={[
          {
            key: 'at',
            head: t('column.at'),
            width: '178px',
            render: ({ at }) => `${formatClockSeconds(at)} ${formatDate(at)}`,
          },
          {
            key: 'actor',
            head: t('column.actor'),
            width: '15%',
            render: (entry) => words.actor(entry),
          },
          {
            key: 'action',
            head: t('column.action'),
            render: (entry) => (
              <button
                type="button"
                className={styles.action}
                onClick={(event) => {
                  event.stopPropagation()
                  onShow(entry)
                }}
              >
                {words.action(entry.action)}
              </button>
            ),
          },
          {
            key: 'subject',
            head: t('column.subject'),
            width: '33%',
            render: (entry) => (
              <>
                {words.subject(entry)}
                {entry.unitName !== null && entry.unitName !== words.subject(entry) && (
                  <span className={styles.soft}> · {entry.unitName}</span>
                )}
              </>
            ),
          },
          {
            key: 'outcome',
            head: t('column.outcome'),
            width: '20%',
            render: (entry) => <Outcome entry={entry} />,
          },
        ]}
      />
    </div>
  )
}

/** That it was done is what one expects, and is said quietly; a refusal with its reason. */
function Outcome({ entry }: { entry: AuditEntry }) {
  const { t } = useTranslation('audit')
  const language = useLanguage()
  const refusal = refusalOf(entry)
  if (refusal === null) return <span className={styles.soft}>{t(entry.outcome)}</span>
  return (
    <>
      <StatusDot tone="warn" label={t(entry.outcome)} />
      <div className={styles.reason}>{errorText({ message: refusal }, language)}</div>
    </>
  )
}
