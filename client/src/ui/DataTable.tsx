import type { ReactNode } from 'react'
import { classNames } from './classNames.ts'
import styles from './DataTable.module.css'

export interface DataColumn<Row> {
  key: string
  head: ReactNode
  render: (row: Row) => ReactNode
  /** Width in CSS; the rest is shared. */
  width?: string
  align?: 'start' | 'end'
}

export interface DataTableProps<Row> {
  /** Read out before the table. */
  caption: string
  columns: readonly DataColumn<Row>[]
  rows: readonly Row[]
  keyOf: (row: Row) => string | number
  /** What opens when a row is chosen; the first cell should hold a button for the keyboard. */
  onRow?: (row: Row) => void
  /** Softer rows: what no longer holds. */
  isFaint?: (row: Row) => boolean
}

/** A dense table of things that are alike. Its head stays in sight. */
export function DataTable<Row>({ caption, columns, rows, keyOf, onRow, isFaint }: DataTableProps<Row>) {
  return (
    <table className={styles.table}>
      <caption className={styles.caption}>{caption}</caption>
      <colgroup>
        {columns.map(({ key, width }) => (
          <col key={key} style={width === undefined ? undefined : { inlineSize: width }} />
        ))}
      </colgroup>
      <thead>
        <tr>
          {columns.map(({ key, head, align }) => (
            <th key={key} scope="col" data-align={align}>
              {head}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          // eslint-disable-next-line jsx-a11y/click-events-have-key-events -- a button in the row has the keys
          <tr
            key={keyOf(row)}
            className={classNames(
              onRow !== undefined && styles.pressable,
              isFaint?.(row) === true && styles.faint,
            )}
            onClick={onRow === undefined ? undefined : () => onRow(row)}
          >
            {columns.map(({ key, render, align }) => (
              <td key={key} data-align={align}>
                {render(row)}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}
