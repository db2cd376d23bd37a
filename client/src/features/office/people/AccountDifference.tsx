import type { AccountDetail } from '@diem-cau/protocol'
import { useState } from 'react'
import { useTranslation } from '../../../i18n/index.ts'
import {
  mergedAccount,
  sideOf,
  type AccountField,
  type Side,
} from '../../../state/people/accountDifference.ts'
import { draftOf, type AccountDraft } from '../../../state/people/accountDraft.ts'
import { Button } from '../../../ui/index.ts'
import { useConsole } from '../../console/ConsoleContext.ts'
import { DifferenceTable } from '../DifferenceTable.tsx'
import styles from './People.module.css'
import type { AccountClash } from './useAccountSaving.ts'

interface AccountDifferenceProps {
  clash: AccountClash
  busy: boolean
  onSettle: (draft: AccountDraft, theirs: AccountDetail) => void
}

/** What somebody else has made of the account meanwhile, field by field, and which of the two is kept. */
export function AccountDifference({ clash, busy, onSettle }: AccountDifferenceProps) {
  const { t } = useTranslation('people')
  const [choices, setChoices] = useState<Partial<Record<AccountField, Side>>>({})
  const words = useFieldWords()
  const { mine, theirs, differences } = clash
  const heads = {
    field: t('difference.field'),
    mine: t('difference.mine'),
    theirs: t('difference.theirs'),
  }
  return (
    <section className={styles.difference} role="alert">
      <p>{t('difference.body')}</p>
      <DifferenceTable
        heads={heads}
        rows={differences.map((entry) => {
          const { field, isClash } = entry
          const name = t(`form.${field}`)
          const values = { mine: words(mine, field), theirs: words(draftOf(theirs), field) }
          return {
            field,
            name,
            by: t(isClash ? 'difference.both' : 'difference.onlyThem'),
            isClash,
            chosen: sideOf(entry, choices),
            values,
            labels: {
              mine: `${name}, ${heads.mine}: ${values.mine}`,
              theirs: `${name}, ${heads.theirs}: ${values.theirs}`,
            },
            onChoose: (side) => setChoices({ ...choices, [field]: side }),
          }
        })}
      />
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
