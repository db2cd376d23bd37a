import type { SessionBody } from '@diem-cau/protocol'
import { useState } from 'react'
import { useTranslation } from '../../../../i18n/index.ts'
import { differences, merged, takenFrom, type SessionField } from '../../../../state/schedule/difference.ts'
import { Button, Dialog } from '../../../../ui/index.ts'
import { DifferenceTable, type Side } from '../../DifferenceTable.tsx'
import { FieldValue } from '../FieldValue.tsx'
import { useDayWords } from '../words.ts'
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
  const [choices, setChoices] = useState<Partial<Record<SessionField, Side>>>({})
  const fields = differences(base, mine, theirs)
  const name = theirs.updatedByName
  const by = {
    mine: t('difference.changedByMe'),
    theirs: t('difference.changedByThem', { name }),
    both: t('difference.changedByBoth'),
  }
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
        <DifferenceTable
          heads={{
            field: t('difference.field'),
            mine: t('difference.mine'),
            theirs: t('difference.theirs', { name }),
          }}
          rows={fields.map((entry) => ({
            field: entry.field,
            name: t(`field.${entry.field}`),
            by: by[entry.changedBy],
            isClash: entry.changedBy === 'both',
            chosen: takenFrom(entry, choices),
            values: {
              mine: <ClashValue clash={clash} field={entry.field} body={mine} />,
              theirs: <ClashValue clash={clash} field={entry.field} body={theirs} />,
            },
            onChoose: (side) => setChoices({ ...choices, [entry.field]: side }),
          }))}
        />
      )}
    </Dialog>
  )
}

interface ClashValueProps {
  clash: Clash
  field: SessionField
  body: SessionBody
}

function ClashValue({ clash: { theirs }, field, body }: ClashValueProps) {
  return <FieldValue field={field} body={body} names={theirs.names} documents={theirs.documents} />
}
