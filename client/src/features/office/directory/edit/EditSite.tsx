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
import { useSiteFieldWords } from './draftFieldWords.ts'
import type { EditProps } from './EditDialog.tsx'
import { EditRecord } from './EditRecord.tsx'
import { SiteFields } from './SiteFields.tsx'
import { useDraft } from './useDraft.ts'
import type { When } from './WhenField.tsx'

/** Changes a room's fields from a day on, or sets right what was wrong. */
export function EditSite({ directory, site, onClose }: EditProps & { site: SiteRecord }) {
  const { t } = useTranslation('directory')
  const form = useDraft(site, draftOfSite)
  const { draft } = form
  // A technician or a bandwidth is mostly filled in or set right; a move has a day.
  const [when, setWhen] = useState<When>({ mode: 'correct', day: directory.on })

  function valueWord(field: keyof SiteDraft, value: string): string {
    if (field === 'kind') return t(`site.kind.${SITE_KINDS.find((kind) => kind === value) ?? site.kind}`)
    if (field === 'microphone') return t(`site.microphone.${value === 'room' ? 'room' : 'crew'}`)
    if (field === 'hostedAtSiteId') return directory.tree.site(value)?.name ?? value
    return field === 'downMbps' || field === 'upMbps' ? `${value} Mbit/s` : value
  }

  async function fetchTheirs(): Promise<SiteRecord | undefined> {
    const { on } = directory
    const sites = await allPages((cursor) =>
      rest('directory.sites', { query: { on, within: site.unitId, limit: 5_000, ...cursor } }),
    )
    return sites.find(({ siteId }) => siteId === site.siteId)
  }

  return (
    <EditRecord<SiteRecord, SiteDraft>
      title={t('edit.siteTitle', { name: site.name })}
      summary={t('summary.site', { name: draft.name })}
      form={form}
      faults={siteFaults(draft)}
      when={when}
      onWhen={setWhen}
      fieldWord={useSiteFieldWords()}
      valueWord={valueWord}
      editsOf={(day) => editsOfSite(form.record, siteOfDraft(draft, form.record), day)}
      fetchTheirs={fetchTheirs}
      onClose={onClose}
    >
      {(faults) => (
        <SiteFields
          draft={draft}
          onChange={form.setDraft}
          faults={faults}
          tree={directory.tree}
          self={site.siteId}
        />
      )}
    </EditRecord>
  )
}
