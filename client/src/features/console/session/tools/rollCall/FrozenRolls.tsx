import type { FrozenRoll } from '@diem-cau/protocol'
import { ArrowLeft } from 'lucide-react'
import { useState } from 'react'
import { formatClockSeconds, formatDate, useTranslation } from '../../../../../i18n/index.ts'
import { Button, DataTable, EmptyState } from '../../../../../ui/index.ts'
import type { ToolProps } from '../tools.ts'
import { FrozenSheet } from './FrozenSheet.tsx'
import styles from './RollCall.module.css'

/** The evidence: every roll that was frozen, the latest first, and each as it stood. */
export function FrozenRolls({ screen, view, onBack }: ToolProps & { onBack: () => void }) {
  const { t } = useTranslation('rollCall')
  const [chosen, setChosen] = useState<string | null>(null)
  const { frozen } = view.rollCall
  const found = frozen.find(({ freezeId }) => freezeId === chosen)
  if (found !== undefined) {
    return <FrozenSheet screen={screen} view={view} frozen={found} onBack={() => setChosen(null)} />
  }
  return (
    <div className={styles.panel} data-testid="frozen-rolls">
      <div className={styles.bar}>
        <Button
          size="sm"
          tone="quiet"
          icon={<ArrowLeft size={15} />}
          onClick={onBack}
          data-testid="frozen-back"
        >
          {t('desk.list')}
        </Button>
        <p className={styles.since}>{t('desk.frozen.title')}</p>
      </div>
      {frozen.length === 0 ? (
        <EmptyState title={t('desk.frozen.title')}>{t('desk.frozen.none')}</EmptyState>
      ) : (
        <>
          <p className={styles.lead}>{t('desk.frozen.body')}</p>
          <FrozenTable frozen={frozen} onOpen={setChosen} />
        </>
      )}
    </div>
  )
}

function FrozenTable({
  frozen,
  onOpen,
}: {
  frozen: readonly FrozenRoll[]
  onOpen: (freezeId: string) => void
}) {
  const { t } = useTranslation('rollCall')
  return (
    <DataTable
      caption={t('desk.frozen.title')}
      rows={frozen.toReversed()}
      keyOf={({ freezeId }) => freezeId}
      onRow={({ freezeId }) => onOpen(freezeId)}
      columns={[
        {
          key: 'at',
          head: t('desk.frozen.time'),
          width: '150px',
          render: ({ freezeId, at }) => (
            <button
              type="button"
              className={styles.link}
              aria-label={t('desk.frozen.open', { clock: formatClockSeconds(at) })}
              onClick={() => onOpen(freezeId)}
              data-testid="frozen-open"
            >
              {formatClockSeconds(at)} {formatDate(at)}
            </button>
          ),
        },
        {
          key: 'label',
          head: t('desk.freezeLabel'),
          render: ({ label, reason }) => (label === '' ? t(`desk.frozen.${reason}`) : label),
        },
        {
          key: 'sites',
          head: t('desk.sites'),
          width: '120px',
          align: 'end',
          render: ({ totals }) => `${totals.presentSites}/${totals.sites}`,
        },
        {
          key: 'delegates',
          head: t('desk.delegates'),
          width: '130px',
          align: 'end',
          render: ({ totals }) => `${totals.present}/${totals.invited}`,
        },
        {
          key: 'quorum',
          head: t('desk.quorum.title'),
          width: '150px',
          render: ({ quorum }) =>
            quorum === null ? '–' : t(quorum.reached ? 'desk.quorum.isReached' : 'desk.quorum.isMissing'),
        },
      ]}
    />
  )
}
