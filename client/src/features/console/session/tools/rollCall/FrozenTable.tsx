import type { FrozenRow } from '@diem-cau/protocol'
import { useTranslation } from '../../../../../i18n/index.ts'
import styles from './RollCall.module.css'
import { inOrder, useFrozenWords } from './useFrozenWords.ts'

/** The rows of a frozen roll, by district. */
export function FrozenTable({ rows }: { rows: readonly FrozenRow[] }) {
  const { t } = useTranslation('rollCall')
  const { head, cells } = useFrozenWords()
  return (
    <table className={styles.frozen}>
      <caption className={styles.caption}>{t('desk.frozen.heading')}</caption>
      <thead>
        <tr>
          {head.map(({ key, text }) => (
            <th key={key} scope="col" data-key={key}>
              {text}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {inOrder(rows).map((row, index) => (
          <tr key={row.siteId}>
            {cells(row, index).map((text, column) => (
              <td key={head[column]?.key} data-key={head[column]?.key}>
                {text}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}
