import { useTranslation } from '../../../../i18n/index.ts'
import { formatDay } from '../../../../state/directory/dates.ts'
import type { ChangeDay } from '../../../../state/directory/edits.ts'
import styles from '../Directory.module.css'

interface ChangedInWordsProps<D> {
  /** From which day; null for a correction. */
  from: ChangeDay | undefined
  before: D
  after: D
  fieldWord: (field: keyof D & string) => string
  /** What a value is called where it is not text itself. */
  valueWord: (field: keyof D & string, value: string) => string
}

/** What somebody is about to change, as they would say it; the rows below say how the directory keeps it. */
export function ChangedInWords<D extends { readonly [F in keyof D]: string }>(props: ChangedInWordsProps<D>) {
  const { from, before, after, fieldWord, valueWord } = props
  const { t } = useTranslation('directory')
  const fields = fieldsOf(before).filter((field) => before[field] !== after[field])
  if (fields.length === 0) return null
  const text = (field: keyof D & string, value: string) => (value === '' ? '—' : valueWord(field, value))
  return (
    <div className={styles.words}>
      <p>{from ? t('edit.wordsFrom', { day: formatDay(from) }) : t('edit.wordsCorrect')}</p>
      <ul className={styles.wordList}>
        {fields.map((field) => (
          <li key={field}>
            {fieldWord(field)}: {text(field, before[field])} → <strong>{text(field, after[field])}</strong>
          </li>
        ))}
      </ul>
    </div>
  )
}

function fieldsOf<D extends object>(draft: D): (keyof D & string)[] {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the keys of an object are its keys
  return Object.keys(draft) as (keyof D & string)[]
}
