import type { DirectoryEdit } from '@diem-cau/protocol'
import { useState, type ReactNode } from 'react'
import { useTranslation } from '../../../../i18n/index.ts'
import type { Faults } from '../../../../state/directory/drafts.ts'
import type { ChangeDay } from '../../../../state/directory/edits.ts'
import { ChangeDialog } from '../change/ChangeDialog.tsx'
import { ChangedInWords } from './ChangedInWords.tsx'
import styles from './Edit.module.css'
import { RebasedNotice } from './RebasedNotice.tsx'
import type { RecordDraft } from './useDraft.ts'
import { changeDayOf, WhenField, type When } from './WhenField.tsx'

interface EditRecordProps<R, D> {
  title: string
  summary: string
  form: RecordDraft<R, D>
  /** What is wrong with what is typed. */
  faults: Faults<D>
  when: When
  onWhen: (when: When) => void
  fieldWord: (field: keyof D & string) => string
  /** What a value is called where it is not text itself. */
  valueWord: (field: keyof D & string, value: string) => string
  editsOf: (day: ChangeDay) => DirectoryEdit[]
  /** The record as somebody else has left it meanwhile; undefined when they have removed it. */
  fetchTheirs: () => Promise<R | undefined>
  onClose: () => void
  /** The fields; what is wrong with them is said once somebody has tried to go on. */
  children: (faults: Faults<D>) => ReactNode
}

/** Changes one record from a day on, or sets right what was wrong; what others change meanwhile is kept. */
export function EditRecord<
  R extends { readonly validFrom: string },
  D extends { readonly [F in keyof D]: string },
>(props: EditRecordProps<R, D>) {
  const { form, faults, when, onWhen, fieldWord, valueWord, editsOf, fetchTheirs } = props
  const { t } = useTranslation('directory')
  const [tried, setTried] = useState(false)
  const { record, rebased } = form

  async function bringUpToDate() {
    const theirs = await fetchTheirs()
    if (theirs !== undefined) form.rebaseOnto(theirs)
  }

  function checkedEdits() {
    setTried(true)
    const day = changeDayOf(when)
    return Object.keys(faults).length > 0 || day === undefined ? null : editsOf(day)
  }

  return (
    <ChangeDialog
      title={props.title}
      editsOf={checkedEdits}
      summary={() => props.summary}
      inWords={
        <ChangedInWords<D>
          from={changeDayOf(when)}
          before={form.before}
          after={form.draft}
          fieldWord={fieldWord}
          valueWord={valueWord}
        />
      }
      onOvertaken={bringUpToDate}
      onClose={props.onClose}
    >
      <div className={styles.form}>
        {rebased !== null && (
          <RebasedNotice<D>
            rebased={rebased}
            fieldWord={fieldWord}
            valueWord={valueWord}
            onTake={form.take}
          />
        )}
        {props.children(tried ? faults : {})}
        <WhenField
          value={when}
          onChange={onWhen}
          validFrom={record.validFrom}
          error={tried && when.day === null ? t('day.wrong') : undefined}
        />
      </div>
    </ChangeDialog>
  )
}
