import { useId } from 'react'
import { useLanguage, useTranslation } from '../../../../i18n/index.ts'
import { UNIT_KINDS, type Faults, type UnitDraft } from '../../../../state/directory/drafts.ts'
import type { TreeUnit } from '../../../../state/directory/DirectoryTree.ts'
import { Select, TextField } from '../../../../ui/index.ts'
import type { DirectoryOnDay } from '../hooks/useDirectoryTree.ts'
import styles from './Edit.module.css'
import { useFaultWords } from './useFaultWords.ts'

interface UnitFieldsProps {
  directory: DirectoryOnDay
  draft: UnitDraft
  onChange: (draft: UnitDraft) => void
  faults: Faults<UnitDraft>
  /** Units it may hang below; none leaves its place as it is. */
  parents: readonly TreeUnit[]
}

/** The fields of a unit. */
export function UnitFields({ directory, draft, onChange, faults, parents }: UnitFieldsProps) {
  const { t } = useTranslation('directory')
  const language = useLanguage()
  const fault = useFaultWords()
  const aliasesId = useId()
  const set = (field: keyof UnitDraft) => (text: string) => onChange({ ...draft, [field]: text })
  const parentTier = directory.tree.unit(draft.parentId)?.tier ?? 0
  const tiers = directory.tiers.filter(({ tier }) => tier > parentTier)
  return (
    <>
      <div className={styles.wide}>
        <TextField
          label={t('field.officialName')}
          value={draft.name}
          onChange={set('name')}
          error={fault(faults.name)}
          maxLength={200}
        />
      </div>
      <TextField
        label={t('field.code')}
        value={draft.code}
        onChange={set('code')}
        error={fault(faults.code)}
        maxLength={20}
      />
      <Select
        label={t('field.kind')}
        value={draft.kind}
        onChange={set('kind')}
        options={UNIT_KINDS.map((kind) => ({ value: kind, label: t(`kind.${kind}`) }))}
      />
      {parents.length > 0 && (
        <Select
          label={t('field.parentId')}
          value={draft.parentId}
          onChange={set('parentId')}
          options={parents.map(({ unitId, name }) => ({ value: unitId, label: name }))}
        />
      )}
      {draft.kind !== 'body' && tiers.length > 1 && (
        <Select
          label={t('field.tier')}
          value={draft.tier}
          onChange={set('tier')}
          options={tiers.map(({ tier, name }) => ({ value: String(tier), label: name[language] }))}
        />
      )}
      <div className={`${styles.area} ${styles.wide}`}>
        <label htmlFor={aliasesId}>{t('field.aliases')}</label>
        <textarea
          id={aliasesId}
          value={draft.aliases}
          onChange={(event) => set('aliases')(event.target.value)}
          aria-describedby={`${aliasesId}-hint`}
        />
        <span id={`${aliasesId}-hint`} className={styles.hint}>
          {t('edit.aliasesHint')}
        </span>
      </div>
      <p className={styles.legend}>{t('unit.contact')}</p>
      <div className={styles.three}>
        <TextField
          label={t('contact.name')}
          value={draft.contactName}
          onChange={set('contactName')}
          maxLength={200}
        />
        <TextField
          label={t('contact.phone')}
          value={draft.contactPhone}
          onChange={set('contactPhone')}
          error={fault(faults.contactPhone)}
          inputMode="tel"
        />
        <TextField
          label={t('contact.email')}
          value={draft.contactEmail}
          onChange={set('contactEmail')}
          error={fault(faults.contactEmail)}
          inputMode="email"
        />
      </div>
    </>
  )
}
