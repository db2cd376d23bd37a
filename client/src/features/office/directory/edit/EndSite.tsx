import type { SiteRecord } from '@diem-cau/protocol'
import { useState } from 'react'
import { useTranslation } from '../../../../i18n/index.ts'
import { formatDay } from '../../../../state/directory/dates.ts'
import { editsToEnd } from '../../../../state/directory/edits.ts'
import { ChangeDialog } from '../change/ChangeDialog.tsx'
import { DayField } from '../DayField.tsx'
import styles from './Edit.module.css'
import type { EditProps } from './EditDialog.tsx'

/** Ends a room on a day. Its history and its device stay known. */
export function EndSite({ directory, site, onClose }: EditProps & { site: SiteRecord }) {
  const { t } = useTranslation('directory')
  const [day, setDay] = useState<string | null>(directory.on)
  const [tried, setTried] = useState(false)

  function editsOf() {
    setTried(true)
    if (day === null) return null
    // As it is now, not as it was when the dialog opened: somebody may have changed it meanwhile.
    const records = directory.sites.filter(({ siteId }) => siteId === site.siteId)
    return editsToEnd({ units: [], sites: records }, day)
  }

  return (
    <ChangeDialog
      title={t('edit.endSiteTitle', { name: site.name })}
      description={t('edit.endSiteBody')}
      editsOf={editsOf}
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
