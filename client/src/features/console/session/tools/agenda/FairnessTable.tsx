import type { SessionView } from '@diem-cau/protocol'
import { ChevronRight } from 'lucide-react'
import { useState } from 'react'
import { formatDuration, useTranslation } from '../../../../../i18n/index.ts'
import {
  fairness,
  FAIRNESS_ORDERS,
  type DistrictShare,
  type FairnessOrder,
} from '../../../../../state/console/fairness.ts'
import { toggled } from '../../../../../state/console/toggled.ts'
import { Button, EmptyState, Segmented, VisuallyHidden } from '../../../../../ui/index.ts'
import { useConsole } from '../../../ConsoleContext.ts'
import styles from './Agenda.module.css'

/** How often and how long each district has spoken, and which of its rooms have not. */
export function FairnessTable({ view }: { view: SessionView }) {
  const { t } = useTranslation('conduct')
  const { directory } = useConsole()
  const [order, setOrder] = useState<FairnessOrder>('least')
  const [opened, setOpened] = useState<ReadonlySet<string>>(new Set())
  const rows = fairness(view, directory, order)
  if (rows.length === 0) return <EmptyState title={t('fairness.none')} />
  return (
    <>
      <div className={styles.head}>
        <span className={styles.pace}>{t('fairness.order')}</span>
        <Segmented<FairnessOrder>
          label={t('fairness.order')}
          size="sm"
          value={order}
          onChange={setOrder}
          options={FAIRNESS_ORDERS.map((value) => ({ value, label: t(`fairness.orders.${value}`) }))}
        />
      </div>
      <table className={styles.table}>
        <caption className={styles.caption}>{t('fairness.title')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('fairness.district')}</th>
            <th scope="col">{t('fairness.speeches')}</th>
            <th scope="col">{t('fairness.spoken')}</th>
            <th scope="col">{t('fairness.silent')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <District
              key={row.unitId ?? ''}
              row={row}
              open={opened.has(row.unitId ?? '')}
              onToggle={() => setOpened(toggled(opened, row.unitId ?? ''))}
            />
          ))}
        </tbody>
      </table>
    </>
  )
}

function District({ row, open, onToggle }: { row: DistrictShare; open: boolean; onToggle: () => void }) {
  const { t } = useTranslation('conduct')
  const { selectSite, showDetails } = useConsole()
  const name = row.name === '' ? t('fairness.direct') : row.name
  return (
    <>
      <tr className={styles.row}>
        <td>{name}</td>
        <td className={styles.minutes}>{row.speechCount}</td>
        <td className={styles.spoken}>
          <span>{formatDuration(row.spokenMs)}</span>
          <span className={styles.bar} aria-hidden="true">
            <span style={{ inlineSize: `${row.share * 100}%` }} />
          </span>
        </td>
        <td>
          {row.silent.length === 0 ? (
            <span className={styles.pace}>{t('fairness.allSpoken')}</span>
          ) : (
            <button type="button" className={styles.silent} aria-expanded={open} onClick={onToggle}>
              <ChevronRight size={14} aria-hidden="true" />
              {t('fairness.silentOf', { silent: row.silent.length, total: row.siteCount })}
              <VisuallyHidden> {name}</VisuallyHidden>
            </button>
          )}
        </td>
      </tr>
      {open && row.silent.length > 0 && (
        <tr>
          <td colSpan={4} className={styles.names}>
            {row.silent.map(({ siteId, name: siteName, connected }) => (
              <Button
                key={siteId}
                size="sm"
                tone="quiet"
                className={connected ? undefined : styles.absent}
                onClick={() => {
                  selectSite(siteId)
                  showDetails({ siteId, beside: 'tree' })
                }}
              >
                {siteName}
              </Button>
            ))}
          </td>
        </tr>
      )}
    </>
  )
}
