import type { Standing } from '../../../../state/directory/dates.ts'
import type { DirectoryRow } from '../../../../state/directory/rows.ts'
import styles from './Browse.module.css'

/** The words of all rows, looked up once. */
export interface RowWords {
  readonly noSites: string
  readonly standing: Readonly<Record<Standing, string>>
}

/** A unit in the tree: its name, and how many sites lie below it. Drawn so often that its words are given. */
export function UnitRow({ row, words }: { row: DirectoryRow; words: RowWords }) {
  const { unit } = row
  const sites = unit.siteTo - unit.siteFrom
  return (
    <>
      <span
        className={styles.name}
        data-depth={unit.depth}
        data-passed={row.passedBy}
        data-standing={unit.standing}
      >
        {unit.name}
      </span>
      {unit.standing !== 'current' && <span className={styles.tag}>{words.standing[unit.standing]}</span>}
      {sites === 0 && unit.standing === 'current' ? (
        <span className={styles.noSite}>{words.noSites}</span>
      ) : (
        unit.childIds.length > 0 && <span className={styles.siteCount}>{sites}</span>
      )}
    </>
  )
}
