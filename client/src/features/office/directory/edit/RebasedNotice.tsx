import { useTranslation } from '../../../../i18n/index.ts'
import type { Rebased } from '../../../../state/directory/drafts.ts'
import { Button } from '../../../../ui/index.ts'
import styles from './Edit.module.css'

interface RebasedNoticeProps<D> {
  rebased: Rebased<D>
  fieldWord: (field: keyof D & string) => string
  /** What a value is called where it is not text itself. */
  valueWord: (field: keyof D & string, value: string) => string
  /** Takes the other one's text. */
  onTake: (field: keyof D & string, text: string) => void
}

/** What somebody else has changed of the same record meanwhile, beside what was typed. */
export function RebasedNotice<D>({ rebased, fieldWord, valueWord, onTake }: RebasedNoticeProps<D>) {
  const { t } = useTranslation('directory')
  const { taken, collisions } = rebased
  if (taken.length + collisions.length === 0)
    return <output className={styles.notice}>{t('rebased.elsewhere')}</output>
  return (
    <div className={styles.notice} aria-live="polite">
      {taken.length > 0 && <p>{t('rebased.taken', { fields: taken.map(fieldWord).join(', ') })}</p>}
      {collisions.length > 0 && (
        <>
          <p>{t('rebased.collisions')}</p>
          <ul>
            {collisions.map(({ field, theirs }) => (
              <li key={field}>
                <span>
                  {fieldWord(field)}: «{theirs === '' ? '—' : valueWord(field, theirs)}»
                </span>
                <Button size="sm" onClick={() => onTake(field, theirs)}>
                  {t('rebased.take')}
                </Button>
              </li>
            ))}
          </ul>
        </>
      )}
    </div>
  )
}
