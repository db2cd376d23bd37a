import type { Standing } from '../../../../state/directory/dates.ts'
import { highlight } from '../../../../state/directory/highlight.ts'
import type { DirectoryRow } from '../../../../state/directory/rows.ts'
import styles from './Browse.module.css'

/** The words of all rows, looked up once. */
export interface RowWords {
  readonly noSites: string
  readonly standing: Readonly<Record<Standing, string>>
}

interface UnitRowProps {
  row: DirectoryRow
  words: RowWords
  /** What is searched for, folded: marked in the names that it finds. */
  search?: readonly string[]
}

const NO_WORDS: readonly string[] = []

/** A unit in the tree: its name, and how many sites lie below it. Drawn so often that its words are given. */
export function UnitRow({ row, words, search = NO_WORDS }: UnitRowProps) {
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
        {search.length === 0 || row.passedBy ? unit.name : <Marked name={unit.name} search={search} />}
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

function Marked({ name, search }: { name: string; search: readonly string[] }) {
  return highlight(name, search).map(({ text, isHit }, index) =>
    // eslint-disable-next-line react/no-array-index-key -- pieces of one text have no other name
    isHit ? <mark key={index}>{text}</mark> : <span key={index}>{text}</span>,
  )
}
