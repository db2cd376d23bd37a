import type { DirectoryEdit, SiteRecord, UnitId, UnitRecord } from '@diem-cau/protocol'
import { useState } from 'react'
import { useTranslation } from '../../../../i18n/index.ts'
import { draftOfUnit, unitFaults, unitOfDraft } from '../../../../state/directory/drafts.ts'
import { newSiteId, newUnitId } from '../../../../state/directory/edits.ts'
import { rest } from '../../../../state/rest.ts'
import { ChangeDialog } from '../change/ChangeDialog.tsx'
import type { ChangePlan } from '../change/useChangeFlow.ts'
import { DayField } from '../DayField.tsx'
import { Checkbox } from './Checkbox.tsx'
import styles from './Edit.module.css'
import type { EditProps } from './EditDialog.tsx'
import { UnitFields } from './UnitFields.tsx'
import { unitIdsWithCode } from './unitIdsWithCode.ts'

export const NOBODY = { name: '', phone: '', email: '' } as const

/** Adds a unit below another, with a room if wanted. */
export function NewUnit({ directory, record: parent, onClose }: EditProps) {
  const { t } = useTranslation('directory')
  const { tree } = directory
  const sibling = tree.units.findLast(({ parentId, kind }) => parentId === parent.unitId && kind !== 'body')
  const tier = directory.tiers.find((other) => other.tier > parent.tier)?.tier
  const [blank] = useState<UnitRecord>(() => ({
    unitId: parent.unitId,
    validFrom: directory.on,
    validTo: null,
    code: '',
    name: '',
    kind: tier === undefined ? 'body' : (sibling?.kind ?? 'commune'),
    tier: tier ?? parent.tier,
    parentId: parent.unitId,
    aliases: [],
    successorIds: [],
    contact: NOBODY,
  }))
  const [draft, setDraft] = useState(() => draftOfUnit(blank))
  const [day, setDay] = useState<string | null>(directory.on)
  const [withSite, setWithSite] = useState(true)
  const [tried, setTried] = useState(false)
  const faults = unitFaults(draft)

  function planOf(): ChangePlan | null {
    setTried(true)
    if (Object.keys(faults).length > 0 || day === null) return null
    return async () => {
      const known = await unitIdsWithCode(draft.code)
      const unitId = newUnitId(draft.code, (id) => known.has(id) || tree.unit(id) !== undefined)
      const edits = editsOf(unitId, day)
      return { edits, preview: await rest('directory.preview', { body: { edits } }) }
    }
  }

  function editsOf(unitId: UnitId, validFrom: string): DirectoryEdit[] {
    const typed = unitOfDraft(draft, blank)
    // A department has the tier of the unit that it belongs to.
    const ownTier = typed.kind === 'body' ? parent.tier : typed.tier
    const unit = { ...typed, unitId, validFrom, tier: ownTier }
    if (!withSite) return [{ edit: 'putUnit', unit }]
    const site: SiteRecord = {
      siteId: newSiteId(unitId.replace(/^u-/, ''), (id) => tree.site(id) !== undefined),
      validFrom,
      validTo: null,
      unitId,
      name: unit.name,
      kind: unit.kind === 'body' ? 'body' : 'unit',
      room: '',
      downKbps: null,
      upKbps: null,
      technician: NOBODY,
      hostedAtSiteId: null,
    }
    return [
      { edit: 'putUnit', unit },
      { edit: 'putSite', site },
    ]
  }

  return (
    <ChangeDialog
      title={t('edit.newUnitTitle', { name: parent.name })}
      editsOf={planOf}
      summary={() => t('summary.newUnit', { name: draft.name })}
      onClose={onClose}
    >
      <div className={styles.form}>
        <UnitFields
          directory={directory}
          draft={draft}
          onChange={setDraft}
          faults={tried ? faults : {}}
          parents={[]}
        />
        <DayField
          label={t('field.validFrom')}
          value={day}
          onChange={setDay}
          error={tried && day === null ? t('day.wrong') : undefined}
        />
        <div className={styles.wide}>
          <Checkbox
            label={t('edit.withSite')}
            hint={t('edit.withSiteHint')}
            checked={withSite}
            onChange={setWithSite}
          />
        </div>
      </div>
    </ChangeDialog>
  )
}
