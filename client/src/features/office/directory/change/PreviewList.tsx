import type { PreviewRow } from '@diem-cau/protocol'
import { useVirtualizer } from '@tanstack/react-virtual'
import { CircleMinus, CirclePlus, CircleX, Equal, PencilLine } from 'lucide-react'
import { useRef } from 'react'
import { useLanguage, useTranslation } from '../../../../i18n/index.ts'
import { fieldText, type Outcome } from '../../../../state/directory/preview.ts'
import styles from './Preview.module.css'
import { useFieldWords } from './useFieldWords.ts'

export const OUTCOME_ICONS = {
  added: <CirclePlus size={16} aria-hidden="true" />,
  changed: <PencilLine size={16} aria-hidden="true" />,
  removed: <CircleMinus size={16} aria-hidden="true" />,
  unchanged: <Equal size={16} aria-hidden="true" />,
  refused: <CircleX size={16} aria-hidden="true" />,
} satisfies Record<Outcome, React.ReactNode>

interface PreviewListProps {
  label: string
  rows: readonly PreviewRow[]
  /** How many there are in all, when not all of them are here yet. */
  total?: number
  /** Called when the last of those that are here comes into view. */
  onEnd?: () => void
}

/** What would happen, row by row; drawn only where it can be seen. */
export function PreviewList({ label, rows, total = rows.length, onEnd }: PreviewListProps) {
  const scroller = useRef<HTMLDivElement>(null)
  // eslint-disable-next-line react/incompatible-library -- nothing of it is memoized here
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => 52,
    overscan: 8,
    onChange: (instance) => {
      const last = instance.getVirtualItems().at(-1)
      if (last !== undefined && last.index >= rows.length - 20 && rows.length < total) onEnd?.()
    },
  })
  return (
    <section
      ref={scroller}
      className={styles.scroller}
      style={{ blockSize: virtualizer.getTotalSize() }}
      // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reached by the keyboard
      tabIndex={0}
      aria-label={label}
    >
      <ul className={styles.rows} style={{ blockSize: virtualizer.getTotalSize() }}>
        {virtualizer.getVirtualItems().map(({ index, key, start }) => {
          const row = rows[index]
          if (row === undefined) return null
          return (
            <li
              key={key}
              ref={virtualizer.measureElement}
              data-index={index}
              data-outcome={row.outcome}
              className={styles.row}
              style={{ transform: `translateY(${start}px)` }}
              aria-setsize={total}
              aria-posinset={index + 1}
            >
              <RowContent row={row} />
            </li>
          )
        })}
      </ul>
    </section>
  )
}

function RowContent({ row }: { row: PreviewRow }) {
  const { t } = useTranslation('directory')
  const language = useLanguage()
  return (
    <>
      <span className={styles.outcome}>
        {OUTCOME_ICONS[row.outcome]}
        {t(`preview.outcome.${row.outcome}`)}
      </span>
      <div className={styles.what}>
        <p className={styles.name}>
          <span className={styles.kind}>{t(`preview.what.${row.what}`)}</span> {row.name || row.id}
          {row.line !== null && (
            <span className={styles.line}>
              {row.sheet === null
                ? t('preview.line', { line: row.line })
                : t('preview.sheetLine', { sheet: row.sheet, line: row.line })}
            </span>
          )}
        </p>
        {row.reason !== null && <p className={styles.reason}>{row.reason[language]}</p>}
        {row.note !== null && <p className={styles.note}>{row.note[language]}</p>}
        <Changes row={row} />
      </div>
    </>
  )
}

function Changes({ row }: { row: PreviewRow }) {
  const words = useFieldWords()
  if (row.changes.length === 0) return null
  if (row.outcome === 'added' || row.outcome === 'removed') {
    const side = row.outcome === 'added' ? 'after' : 'before'
    const known = row.changes.filter((change) => change[side] !== null)
    return (
      <p className={styles.summary}>
        {known
          .map(({ field, [side]: value }) => `${words.field(field)}: ${fieldText(row, field, value, words)}`)
          .join(' · ')}
      </p>
    )
  }
  return (
    <dl className={styles.changes}>
      {row.changes.map(({ field, before, after }) => (
        <div key={field}>
          <dt>{words.field(field)}</dt>
          <dd>
            <del>{fieldText(row, field, before, words)}</del>
            <span aria-hidden="true">→</span>
            <ins>{fieldText(row, field, after, words)}</ins>
          </dd>
        </div>
      ))}
    </dl>
  )
}
