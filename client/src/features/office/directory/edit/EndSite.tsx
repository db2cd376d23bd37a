import type { SiteRecord } from '@diem-cau/protocol'
import { useState } from 'react'
import { useTranslation } from '../../../../i18n/index.ts'
import { formatDay } from '../../../../state/directory/dates.ts'
import { ChangeDialog } from '../change/ChangeDialog.tsx'
import type { ChangePlan } from '../change/useChangeFlow.ts'
import { DayField } from '../DayField.tsx'
import styles from './Edit.module.css'
import type { EditProps } from './EditDialog.tsx'
import { planToEnd } from './planToEnd.ts'

/** Ends a room on a day. Its history and its device stay known. */
export function EndSite({ directory, site, onClose }: EditProps & { site: SiteRecord }) {
  const { t } = useTranslation('directory')
  const [day, setDay] = useState<string | null>(directory.on)
  const [tried, setTried] = useState(false)

  function planOf(): ChangePlan | null {
    setTried(true)
    return day === null ? null : planToEnd({ unitIds: new Set(), siteIds: new Set([site.siteId]) }, day)
  }

  return (
    <ChangeDialog
      title={t('edit.endSiteTitle', { name: site.name })}
      description={t('edit.endSiteBody')}
      editsOf={planOf}
      summary={() => t('summary.endSite', { name: site.name })}
      onClose={onClose}
    >
      <div className={styles.form}>
        <DayField
          label={t('edit.lastDay')}
          value={day}
          onChange={setDay}
          error={tried && day === null ? t('day.wrong') : undefined}
        />
      </div>
    </ChangeDialog>
  )
}

/** Takes a record of a room away as if it had never been: for one that was entered by mistake. */
export function RemoveSite({ site, onClose }: EditProps & { site: SiteRecord }) {
  const { t } = useTranslation('directory')
  return (
    <ChangeDialog
      title={t('edit.removeSiteTitle', { name: site.name })}
      editsOf={() => [{ edit: 'removeSite', siteId: site.siteId, validFrom: site.validFrom }]}
      summary={() => t('summary.removeSite', { name: site.name })}
      onClose={onClose}
    >
      <p>{t('edit.removeSiteBody', { day: formatDay(site.validFrom) })}</p>
    </ChangeDialog>
  )
}
