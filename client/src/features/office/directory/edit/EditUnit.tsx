import type { UnitRecord } from '@diem-cau/protocol'
import { useState } from 'react'
import { useLanguage, useTranslation } from '../../../../i18n/index.ts'
import { recordOn, standingOn } from '../../../../state/directory/dates.ts'
import { isWithinUnit, type TreeUnit } from '../../../../state/directory/DirectoryTree.ts'
import {
  draftOfUnit,
  isOnlyContact,
  UNIT_KINDS,
  unitFaults,
  unitOfDraft,
  type UnitDraft,
} from '../../../../state/directory/drafts.ts'
import {
  editsOfUnit,
  editsToRename,
  withFormerName,
  type ChangeDay,
} from '../../../../state/directory/edits.ts'
import { rest } from '../../../../state/rest.ts'
import type { DirectoryOnDay } from '../hooks/useDirectoryTree.ts'
import { Checkbox } from './Checkbox.tsx'
import styles from './Edit.module.css'
import type { EditProps } from './EditDialog.tsx'
import { EditRecord } from './EditRecord.tsx'
import { UnitFields } from './UnitFields.tsx'
import { useDraft } from './useDraft.ts'
import { useUnitFieldWords } from './draftFieldWords.ts'
import type { When } from './WhenField.tsx'

/** Renames, recodes, moves a unit from a day on, or sets right what was wrong. */
export function EditUnit({ directory, record, onClose }: EditProps) {
  const { t } = useTranslation('directory')
  const form = useDraft(record, draftOfUnit)
  const { draft } = form
  const [chosenWhen, setWhen] = useState<When | null>(null)
  const [withSites, setWithSites] = useState(true)
  // Whom to write to is not the unit's history: it is only set right, unless somebody wants otherwise.
  const when = chosenWhen ?? {
    mode: isOnlyContact(form.before, draft) ? 'correct' : 'from',
    day: directory.on,
  }
  const ownSites = directory.sites.filter(
    (site) => site.unitId === record.unitId && standingOn(site, directory.on) === 'current',
  )
  const isRenamed = draft.name.trim() !== form.record.name
  const sameNamed = ownSites.filter(({ name }) => name === form.record.name).length

  function editsOf(day: ChangeDay) {
    const changed = unitOfDraft(draft, form.record)
    const unit = day === null ? changed : withFormerName(changed, form.record)
    const names = { before: form.record.name, after: changed.name }
    return [...editsOfUnit(form.record, unit, day), ...(withSites ? editsToRename(ownSites, names, day) : [])]
  }

  async function fetchTheirs(): Promise<UnitRecord> {
    const { records } = await rest('directory.unit', { params: { unitId: record.unitId } })
    return recordOn(records, directory.on)
  }

  return (
    <EditRecord<UnitRecord, UnitDraft>
      title={t('edit.unitTitle', { name: record.name })}
      summary={t('summary.unit', { name: draft.name })}
      form={form}
      faults={unitFaults(draft)}
      when={when}
      onWhen={setWhen}
      fieldWord={useUnitFieldWords()}
      valueWord={useUnitValueWords(directory)}
      editsOf={editsOf}
      fetchTheirs={fetchTheirs}
      onClose={onClose}
    >
      {(faults) => (
        <>
          <UnitFields
            directory={directory}
            draft={draft}
            onChange={form.setDraft}
            faults={faults}
            parents={parentsFor(record, directory)}
          />
          {isRenamed && sameNamed > 0 && (
            <div className={styles.wide}>
              <Checkbox
                label={t('edit.renameSites', { count: sameNamed, name: form.record.name })}
                checked={withSites}
                onChange={setWithSites}
              />
            </div>
          )}
        </>
      )}
    </EditRecord>
  )
}

/** The units below which a unit may hang: those above its tier that do not hang below it. */
function parentsFor(record: UnitRecord, { tree }: DirectoryOnDay): TreeUnit[] {
  if (record.parentId === null) return []
  const self = tree.unit(record.unitId)
  return tree.units.filter(
    (unit) =>
      unit.kind !== 'body' &&
      unit.tier < Math.max(record.tier, 2) &&
      (self === undefined || !isWithinUnit(unit, self)),
  )
}

function useUnitValueWords({ tree, tiers }: DirectoryOnDay) {
  const { t } = useTranslation('directory')
  const language = useLanguage()
  return (field: keyof UnitDraft, value: string): string => {
    if (field === 'kind') {
      const kind = UNIT_KINDS.find((known) => known === value)
      return kind === undefined ? value : t(`kind.${kind}`)
    }
    if (field === 'parentId') return tree.unit(value)?.name ?? value
    if (field === 'tier') return tiers.find(({ tier }) => String(tier) === value)?.name[language] ?? value
    return value.split('\n').join('; ')
  }
}
