import type { AccountDetail } from '@diem-cau/protocol'
import { useState } from 'react'
import { useTranslation } from '../../../i18n/index.ts'
import {
  mergedAccount,
  sideOf,
  type AccountDifference as Difference,
  type AccountField,
  type Side,
} from '../../../state/people/accountDifference.ts'
import { draftOf, type AccountDraft } from '../../../state/people/accountDraft.ts'
import { Button } from '../../../ui/index.ts'
import { useConsole } from '../../console/ConsoleContext.ts'
import styles from './Difference.module.css'
import type { AccountClash } from './useAccountSaving.ts'

interface AccountDifferenceProps {
  clash: AccountClash
  busy: boolean
  onSettle: (draft: AccountDraft, theirs: AccountDetail) => void
}

const SIDES: readonly Side[] = ['mine', 'theirs']

/** What somebody else has made of the account meanwhile, field by field, and which of the two is kept. */
export function AccountDifference({ clash, busy, onSettle }: AccountDifferenceProps) {
  const { t } = useTranslation('people')
  const [choices, setChoices] = useState<Partial<Record<AccountField, Side>>>({})
  const { mine, theirs, differences } = clash
  return (
    <section className={styles.difference} role="alert">
      <p>{t('difference.body')}</p>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">{t('difference.field')}</th>
            <th scope="col">{t('difference.mine')}</th>
            <th scope="col">{t('difference.theirs')}</th>
          </tr>
        </thead>
        <tbody>
          {differences.map((entry) => (
            <Row
              key={entry.field}
              entry={entry}
              drafts={{ mine, theirs: draftOf(theirs) }}
              chosen={sideOf(entry, choices)}
              onChoose={(side) => setChoices({ ...choices, [entry.field]: side })}
            />
          ))}
        </tbody>
      </table>
      <span>
        <Button
          tone="primary"
          busy={busy}
          onClick={() => onSettle(mergedAccount(mine, theirs, differences, choices), theirs)}
        >
          {t('difference.save')}
        </Button>
      </span>
    </section>
  )
}

interface RowProps {
  entry: Difference
  drafts: Record<Side, AccountDraft>
  chosen: Side
  onChoose: (side: Side) => void
}

function Row({ entry: { field, isClash }, drafts, chosen, onChoose }: RowProps) {
  const { t } = useTranslation('people')
  const words = useFieldWords()
  return (
    <tr>
      <th scope="row">
        {t(`form.${field}`)}
        <span className={styles.by}>{t(isClash ? 'difference.both' : 'difference.onlyThem')}</span>
      </th>
      {SIDES.map((side) => (
        <td key={side} data-chosen={chosen === side}>
          <label className={styles.choice}>
            <input
              type="radio"
              name={`difference-${field}`}
              checked={chosen === side}
              aria-label={`${t(`form.${field}`)}, ${t(`difference.${side}`)}: ${words(drafts[side], field)}`}
              onChange={() => onChoose(side)}
            />
            {words(drafts[side], field)}
          </label>
        </td>
      ))}
    </tr>
  )
}

function useFieldWords(): (draft: AccountDraft, field: AccountField) => string {
  const { t } = useTranslation('people')
  const { directory } = useConsole()
  return (draft, field) => {
    if (field !== 'grants') return draft[field] === '' ? t('difference.empty') : draft[field]
    return draft.grants
      .map(({ role, unitId }) => {
        const name = directory?.units.find((unit) => unit.unitId === unitId)?.name ?? unitId ?? ''
        return `${t(`role.${role}`)} · ${name}`
      })
      .join('; ')
  }
}
