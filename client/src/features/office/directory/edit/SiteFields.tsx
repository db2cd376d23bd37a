import { useTranslation } from '../../../../i18n/index.ts'
import {
  MICROPHONE_RULES,
  SITE_KINDS,
  type Faults,
  type SiteDraft,
} from '../../../../state/directory/drafts.ts'
import type { DirectoryTree } from '../../../../state/directory/DirectoryTree.ts'
import { Select, TextField } from '../../../../ui/index.ts'
import styles from './Edit.module.css'
import { SiteChoice } from './SiteChoice.tsx'
import { useFaultWords } from './useFaultWords.ts'

interface SiteFieldsProps {
  draft: SiteDraft
  onChange: (draft: SiteDraft) => void
  faults: Faults<SiteDraft>
  tree: DirectoryTree
  /** The site itself, which can not be its own host. */
  self?: string
}

/** The fields of a site. */
export function SiteFields({ draft, onChange, faults, tree, self }: SiteFieldsProps) {
  const { t } = useTranslation('directory')
  const fault = useFaultWords()
  const set = (field: keyof SiteDraft) => (text: string) => onChange({ ...draft, [field]: text })
  return (
    <>
      <TextField
        label={t('field.siteName')}
        value={draft.name}
        onChange={set('name')}
        error={fault(faults.name)}
        maxLength={200}
      />
      <Select
        label={t('field.kind')}
        value={draft.kind}
        onChange={set('kind')}
        options={SITE_KINDS.map((kind) => ({ value: kind, label: t(`site.kind.${kind}`) }))}
      />
      <TextField
        label={t('field.room')}
        value={draft.room}
        onChange={set('room')}
        hint={t('edit.roomHint')}
        maxLength={200}
      />
      <SiteChoice
        label={t('field.hostedAtSiteId')}
        none={t('edit.notHosted')}
        tree={tree}
        {...(self === undefined ? {} : { except: self })}
        value={draft.hostedAtSiteId}
        onChange={set('hostedAtSiteId')}
      />
      <Select
        label={t('field.microphone')}
        value={draft.microphone}
        onChange={set('microphone')}
        options={MICROPHONE_RULES.map((rule) => ({ value: rule, label: t(`site.microphone.${rule}`) }))}
      />
      <p className={styles.legend}>{t('site.bandwidth')}</p>
      <TextField
        label={t('field.downMbps')}
        value={draft.downMbps}
        onChange={set('downMbps')}
        error={fault(faults.downMbps)}
        inputMode="decimal"
        trailing={<span className={styles.unitOf}>Mbit/s</span>}
      />
      <TextField
        label={t('field.upMbps')}
        value={draft.upMbps}
        onChange={set('upMbps')}
        error={fault(faults.upMbps)}
        inputMode="decimal"
        trailing={<span className={styles.unitOf}>Mbit/s</span>}
      />
      <p className={styles.legend}>{t('site.technician')}</p>
      <div className={styles.three}>
        <TextField
          label={t('contact.name')}
          value={draft.technicianName}
          onChange={set('technicianName')}
          maxLength={200}
        />
        <TextField
          label={t('contact.phone')}
          value={draft.technicianPhone}
          onChange={set('technicianPhone')}
          error={fault(faults.technicianPhone)}
          inputMode="tel"
        />
        <TextField
          label={t('contact.email')}
          value={draft.technicianEmail}
          onChange={set('technicianEmail')}
          error={fault(faults.technicianEmail)}
          inputMode="email"
        />
      </div>
    </>
  )
}
