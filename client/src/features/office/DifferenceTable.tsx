import type { ReactNode } from 'react'
import styles from './DifferenceTable.module.css'

export type Side = 'mine' | 'theirs'
const SIDES: readonly Side[] = ['mine', 'theirs']

export interface DifferenceRow {
  readonly field: string
  /** What the field is called. */
  readonly name: string
  /** Who has changed it. */
  readonly by: string
  /** Both have: somebody has to look. */
  readonly isClash: boolean
  readonly chosen: Side
  readonly values: Readonly<Record<Side, ReactNode>>
  /** How a side's value is read out, where its name does not say enough. */
  readonly labels?: Readonly<Record<Side, string>>
  readonly onChoose: (side: Side) => void
}

interface DifferenceTableProps {
  /** Over the names and over the two sides. */
  heads: { readonly field: string } & Readonly<Record<Side, string>>
  rows: readonly DifferenceRow[]
}

/** What two people have made of the same thing, field by field, and which of the two is kept. */
export function DifferenceTable({ heads, rows }: DifferenceTableProps) {
  return (
    <table className={styles.table}>
      <thead>
        <tr>
          <th scope="col">{heads.field}</th>
          {SIDES.map((side) => (
            <th key={side} scope="col">
              {heads[side]}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(({ field, name, by, isClash, chosen, values, labels, onChoose }) => (
          <tr key={field}>
            <th scope="row">
              {name}
              <span className={styles.by} data-clash={isClash}>
                {by}
              </span>
            </th>
            {SIDES.map((side) => (
              <td key={side} data-chosen={chosen === side}>
                <label className={styles.choice}>
                  <input
                    type="radio"
                    name={`difference-${field}`}
                    checked={chosen === side}
                    aria-label={labels?.[side] ?? `${name}: ${heads[side]}`}
                    onChange={() => onChoose(side)}
                  />
                  {values[side]}
                </label>
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}
