import type { SessionBody } from '@diem-cau/protocol'
import { useState } from 'react'
import { useTranslation } from '../../../../i18n/index.ts'
import {
  differences,
  merged,
  takenFrom,
  type FieldDifference,
  type SessionField,
} from '../../../../state/schedule/difference.ts'
import { Button, Dialog } from '../../../../ui/index.ts'
import { FieldValue } from '../FieldValue.tsx'
import { useDayWords } from '../words.ts'
import styles from './Difference.module.css'
import type { Clash } from './useSessionForm.ts'

interface DifferenceDialogProps {
  clash: Clash
  onCancel: () => void
  onSettle: (body: SessionBody) => void
}

/** Two have changed the same session: field by field what each made of it, and which is kept. Nothing is lost. */
export function DifferenceDialog({ clash, onCancel, onSettle }: DifferenceDialogProps) {
  const { t } = useTranslation('schedule')
  const { moment } = useDayWords()
  const { base, mine, theirs } = clash
  const [choices, setChoices] = useState<Partial<Record<SessionField, 'mine' | 'theirs'>>>({})
  const fields = differences(base, mine, theirs)
  const name = theirs.updatedByName
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onCancel()}
      width="lg"
      title={t('difference.title')}
      description={t('difference.body', { name, time: moment(theirs.updatedAt) })}
      footer={
        <>
          <Button onClick={onCancel}>{t('form.confirmBack')}</Button>
          <Button tone="primary" onClick={() => onSettle(merged(base, mine, theirs, choices))}>
            {t('difference.mergeSave')}
          </Button>
        </>
      }
    >
      {fields.length === 0 ? (
        <p>{t('difference.same')}</p>
      ) : (
        <table className={styles.table}>
          <thead>
            <tr>
              <th scope="col">{t('difference.field')}</th>
              <th scope="col">{t('difference.mine')}</th>
              <th scope="col">{t('difference.theirs', { name })}</th>
            </tr>
          </thead>
          <tbody>
            {fields.map((entry) => (
              <DifferenceRow
                key={entry.field}
                entry={entry}
                clash={clash}
                chosen={takenFrom(entry, choices)}
                onChoose={(choice) => setChoices({ ...choices, [entry.field]: choice })}
              />
            ))}
          </tbody>
        </table>
      )}
    </Dialog>
  )
}

interface RowProps {
  entry: FieldDifference
  clash: Clash
  chosen: 'mine' | 'theirs'
  onChoose: (choice: 'mine' | 'theirs') => void
}

function DifferenceRow({ entry, clash, chosen, onChoose }: RowProps) {
  const { t } = useTranslation('schedule')
  const { field, changedBy } = entry
  const name = clash.theirs.updatedByName
  const by = {
    mine: t('difference.changedByMe'),
    theirs: t('difference.changedByThem', { name }),
    both: t('difference.changedByBoth'),
  }[changedBy]
  return (
    <tr>
      <th scope="row">
        {t(`field.${field}`)}
        <span className={styles.by} data-both={changedBy === 'both'}>
          {by}
        </span>
      </th>
      {(['mine', 'theirs'] as const).map((side) => (
        <td key={side} data-chosen={chosen === side}>
          <label className={styles.choice}>
            <input
              type="radio"
              name={`difference-${field}`}
              checked={chosen === side}
              aria-label={`${t(`field.${field}`)}: ${side === 'mine' ? t('difference.mine') : t('difference.theirs', { name })}`}
              onChange={() => onChoose(side)}
            />
            <FieldValue
              field={field}
              body={side === 'mine' ? clash.mine : clash.theirs}
              names={clash.theirs.names}
              documents={clash.theirs.documents}
            />
          </label>
        </td>
      ))}
    </tr>
  )
}
