import { useState } from 'react'
import { useLanguage, useTranslation } from '../../../../i18n/index.ts'
import { recordOn, standingOn } from '../../../../state/directory/dates.ts'
import { isWithinUnit } from '../../../../state/directory/DirectoryTree.ts'
import {
  draftOfUnit,
  isOnlyContact,
  UNIT_KINDS,
  unitFaults,
  unitOfDraft,
  type UnitDraft,
} from '../../../../state/directory/drafts.ts'
import { editsOfUnit, editsToRename, withFormerName } from '../../../../state/directory/edits.ts'
import { rest } from '../../../../state/rest.ts'
import { ChangeDialog } from '../change/ChangeDialog.tsx'
import { ChangedInWords } from './ChangedInWords.tsx'
import { Checkbox } from './Checkbox.tsx'
import styles from './Edit.module.css'
import type { EditProps } from './EditDialog.tsx'
import { RebasedNotice } from './RebasedNotice.tsx'
import { UnitFields } from './UnitFields.tsx'
import { useDraft } from './useDraft.ts'
import { useUnitFieldWords } from './draftFieldWords.ts'
import { changeDayOf, WhenField, type When } from './WhenField.tsx'

/** Renames, recodes, moves a unit from a day on, or sets right what was wrong. */
export function EditUnit({ directory, record, onClose }: EditProps) {
  const { t } = useTranslation('directory')
  const language = useLanguage()
  const fieldWord = useUnitFieldWords()
  const { base, draft, setDraft, rebased, rebaseOnto, take } = useDraft(record, draftOfUnit)
  const [chosenWhen, setWhen] = useState<When | null>(null)
  const [withSites, setWithSites] = useState(true)
  const [tried, setTried] = useState(false)
  const faults = unitFaults(draft)
  // Whom to write to is not the unit's history: it is only set right, unless somebody wants otherwise.
  const when = chosenWhen ?? {
    mode: isOnlyContact(draftOfUnit(base.current), draft) ? 'correct' : 'from',
    day: directory.on,
  }
  const self = directory.tree.unit(record.unitId)
  const parents =
    record.parentId === null
      ? []
      : directory.tree.units.filter(
          (unit) =>
            unit.kind !== 'body' &&
            unit.tier < Math.max(record.tier, 2) &&
            (self === undefined || !isWithinUnit(unit, self)),
        )

  const ownSites = directory.sites.filter(
    (site) => site.unitId === record.unitId && standingOn(site, directory.on) === 'current',
  )
  const isRenamed = draft.name.trim() !== base.current.name
  const sameNamed = ownSites.filter(({ name }) => name === base.current.name).length

  function editsOf() {
    setTried(true)
    const day = changeDayOf(when)
    if (Object.keys(faults).length > 0 || day === undefined) return null
    const changed = unitOfDraft(draft, base.current)
    const unit = day === null ? changed : withFormerName(changed, base.current)
    const names = { before: base.current.name, after: changed.name }
    return [
      ...editsOfUnit(base.current, unit, day),
      ...(withSites ? editsToRename(ownSites, names, day) : []),
    ]
  }

  function valueWord(field: keyof UnitDraft, value: string): string {
    if (field === 'kind') return t(`kind.${UNIT_KINDS.find((kind) => kind === value) ?? record.kind}`)
    if (field === 'parentId') return directory.tree.unit(value)?.name ?? value
    if (field === 'tier')
      return directory.tiers.find(({ tier }) => String(tier) === value)?.name[language] ?? value
    return value.split('\n').join('; ')
  }

  async function bringUpToDate() {
    const { records } = await rest('directory.unit', { params: { unitId: record.unitId } })
    rebaseOnto(recordOn(records, directory.on))
  }

  return (
    <ChangeDialog
      title={t('edit.unitTitle', { name: record.name })}
      editsOf={editsOf}
      summary={() => t('summary.unit', { name: draft.name })}
      inWords={
        <ChangedInWords<UnitDraft>
          from={changeDayOf(when)}
          before={draftOfUnit(base.current)}
          after={draft}
          fieldWord={fieldWord}
          valueWord={valueWord}
        />
      }
      onOvertaken={bringUpToDate}
      onClose={onClose}
    >
      <div className={styles.form}>
        {rebased !== null && (
          <RebasedNotice<UnitDraft>
            rebased={rebased}
            fieldWord={fieldWord}
            valueWord={valueWord}
            onTake={take}
          />
        )}
        <UnitFields
          directory={directory}
          draft={draft}
          onChange={setDraft}
          faults={tried ? faults : {}}
          parents={parents}
        />
        {isRenamed && sameNamed > 0 && (
          <div className={styles.wide}>
            <Checkbox
              label={t('edit.renameSites', { count: sameNamed, name: base.current.name })}
              checked={withSites}
              onChange={setWithSites}
            />
          </div>
        )}
        <WhenField
          value={when}
          onChange={setWhen}
          validFrom={record.validFrom}
          error={tried && when.day === null ? t('day.wrong') : undefined}
        />
      </div>
    </ChangeDialog>
  )
}
