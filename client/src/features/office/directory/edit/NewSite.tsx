import type { DirectoryEdit, SiteRecord } from '@diem-cau/protocol'
import { useState } from 'react'
import { useTranslation } from '../../../../i18n/index.ts'
import { draftOfSite, siteFaults, siteOfDraft } from '../../../../state/directory/drafts.ts'
import { newSiteId } from '../../../../state/directory/edits.ts'
import { ChangeDialog } from '../change/ChangeDialog.tsx'
import { DayField } from '../DayField.tsx'
import styles from './Edit.module.css'
import type { EditProps } from './EditDialog.tsx'
import { NOBODY } from './NewUnit.tsx'
import { SiteFields } from './SiteFields.tsx'

/** Adds a room to a unit. */
export function NewSite({ directory, record: unit, onClose }: EditProps) {
  const { t } = useTranslation('directory')
  const { tree } = directory
  const [blank] = useState<SiteRecord>(() => ({
    siteId: newSiteId(unit.unitId.replace(/^u-/, ''), (id) => tree.site(id) !== undefined),
    validFrom: directory.on,
    validTo: null,
    unitId: unit.unitId,
    name: (tree.unit(unit.unitId)?.ownSites.length ?? 0) === 0 ? unit.name : '',
    kind: unit.kind === 'body' ? 'body' : 'unit',
    room: '',
    downKbps: null,
    upKbps: null,
    technician: NOBODY,
    hostedAtSiteId: null,
  }))
  const [draft, setDraft] = useState(() => draftOfSite(blank))
  const [day, setDay] = useState<string | null>(directory.on)
  const [tried, setTried] = useState(false)
  const faults = siteFaults(draft)

  function editsOf(): DirectoryEdit[] | null {
    setTried(true)
    if (Object.keys(faults).length > 0 || day === null) return null
    return [{ edit: 'putSite', site: { ...siteOfDraft(draft, blank), validFrom: day } }]
  }

  return (
    <ChangeDialog
      title={t('edit.newSiteTitle', { name: unit.name })}
      editsOf={editsOf}
      summary={() => t('summary.newSite', { name: draft.name })}
      onClose={onClose}
    >
      <div className={styles.form}>
        <SiteFields draft={draft} onChange={setDraft} faults={tried ? faults : {}} tree={tree} />
        <DayField
          label={t('field.validFrom')}
          value={day}
          onChange={setDay}
          error={tried && day === null ? t('day.wrong') : undefined}
        />
      </div>
    </ChangeDialog>
  )
}
