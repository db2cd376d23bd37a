import type { SiteRecord } from '@diem-cau/protocol'
import { useState } from 'react'
import { useTranslation } from '../../../../i18n/index.ts'
import {
  draftOfSite,
  SITE_KINDS,
  siteFaults,
  siteOfDraft,
  type SiteDraft,
} from '../../../../state/directory/drafts.ts'
import { editsOfSite } from '../../../../state/directory/edits.ts'
import { allPages } from '../../../../state/directory/loadDirectory.ts'
import { rest } from '../../../../state/rest.ts'
import { ChangeDialog } from '../change/ChangeDialog.tsx'
import { useSiteFieldWords } from './draftFieldWords.ts'
import { ChangedInWords } from './ChangedInWords.tsx'
import styles from './Edit.module.css'
import type { EditProps } from './EditDialog.tsx'
import { RebasedNotice } from './RebasedNotice.tsx'
import { SiteFields } from './SiteFields.tsx'
import { useDraft } from './useDraft.ts'
import { changeDayOf, WhenField, type When } from './WhenField.tsx'

/** Changes a room's fields from a day on, or sets right what was wrong. */
export function EditSite({ directory, site, onClose }: EditProps & { site: SiteRecord }) {
  const { t } = useTranslation('directory')
  const fieldWord = useSiteFieldWords()
  const { base, draft, setDraft, rebased, rebaseOnto, take } = useDraft(site, draftOfSite)
  // A technician or a bandwidth is mostly filled in or set right; a move has a day.
  const [when, setWhen] = useState<When>({ mode: 'correct', day: directory.on })
  const [tried, setTried] = useState(false)
  const faults = siteFaults(draft)

  function editsOf() {
    setTried(true)
    const day = changeDayOf(when)
    if (Object.keys(faults).length > 0 || day === undefined) return null
    return editsOfSite(base.current, siteOfDraft(draft, base.current), day)
  }

  function valueWord(field: keyof SiteDraft, value: string): string {
    if (field === 'kind') return t(`site.kind.${SITE_KINDS.find((kind) => kind === value) ?? site.kind}`)
    if (field === 'hostedAtSiteId') return directory.tree.site(value)?.name ?? value
    return field === 'downMbps' || field === 'upMbps' ? `${value} Mbit/s` : value
  }

  async function bringUpToDate() {
    const { on } = directory
    const sites = await allPages((cursor) =>
      rest('directory.sites', { query: { on, within: site.unitId, limit: 5_000, ...cursor } }),
    )
    const theirs = sites.find(({ siteId }) => siteId === site.siteId)
    if (theirs !== undefined) rebaseOnto(theirs)
  }

  return (
    <ChangeDialog
      title={t('edit.siteTitle', { name: site.name })}
      editsOf={editsOf}
      summary={() => t('summary.site', { name: draft.name })}
      inWords={
        <ChangedInWords<SiteDraft>
          from={changeDayOf(when)}
          before={draftOfSite(base.current)}
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
          <RebasedNotice<SiteDraft>
            rebased={rebased}
            fieldWord={fieldWord}
            valueWord={valueWord}
            onTake={take}
          />
        )}
        <SiteFields
          draft={draft}
          onChange={setDraft}
          faults={tried ? faults : {}}
          tree={directory.tree}
          self={site.siteId}
        />
        <WhenField
          value={when}
          onChange={setWhen}
          validFrom={site.validFrom}
          error={tried && when.day === null ? t('day.wrong') : undefined}
        />
      </div>
    </ChangeDialog>
  )
}
