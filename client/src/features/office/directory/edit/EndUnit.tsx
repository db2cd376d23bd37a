import { useState } from 'react'
import { useTranslation } from '../../../../i18n/index.ts'
import { sitesBelow } from '../../../../state/directory/DirectoryTree.ts'
import { ChangeDialog } from '../change/ChangeDialog.tsx'
import type { ChangePlan } from '../change/useChangeFlow.ts'
import { DayField } from '../DayField.tsx'
import { Checkbox } from './Checkbox.tsx'
import styles from './Edit.module.css'
import type { EditProps } from './EditDialog.tsx'
import { planToEnd } from './planToEnd.ts'

/** Ends a unit on a day, with what lies below it if wanted. Its history stays. */
export function EndUnit({ directory, record, onClose }: EditProps) {
  const { t } = useTranslation('directory')
  const { tree } = directory
  const [day, setDay] = useState<string | null>(directory.on)
  const unit = tree.unit(record.unitId)
  const unitsBelow = unit === undefined ? [] : tree.units.slice(unit.order + 1, unit.end)
  const sites = unit === undefined ? [] : sitesBelow(tree, unit)
  const hasMore = unitsBelow.length + sites.length > 0
  const [withAll, setWithAll] = useState(true)
  const [tried, setTried] = useState(false)

  function planOf(): ChangePlan | null {
    setTried(true)
    if (day === null) return null
    const lower = withAll ? unitsBelow.map(({ unitId }) => unitId) : []
    const siteIds = new Set<string>(withAll ? sites.map(({ siteId }) => siteId) : [])
    return planToEnd({ unitIds: new Set<string>([record.unitId, ...lower]), siteIds }, day)
  }

  return (
    <ChangeDialog
      title={t('edit.endUnitTitle', { name: record.name })}
      description={t('edit.endUnitBody')}
      editsOf={planOf}
      summary={() => t('summary.endUnit', { name: record.name })}
      onClose={onClose}
    >
      <div className={styles.form}>
        <DayField
          label={t('edit.lastDay')}
          value={day}
          onChange={setDay}
          error={tried && day === null ? t('day.wrong') : undefined}
        />
        {hasMore && (
          <div className={styles.wide}>
            <Checkbox
              label={
                unitsBelow.length === 0
                  ? t('edit.endSites', { sites: sites.length })
                  : t('edit.endBelow', { units: unitsBelow.length, sites: sites.length })
              }
              checked={withAll}
              onChange={setWithAll}
            />
          </div>
        )}
      </div>
    </ChangeDialog>
  )
}
