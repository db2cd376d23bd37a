import { useTranslation } from '../../../../../i18n/index.ts'
import { usesTotal, type quorumFaults, type QuorumDraft } from '../../../../../state/console/quorumDraft.ts'
import { Segmented, Switch, TextField } from '../../../../../ui/index.ts'
import styles from './RollCall.module.css'

interface QuorumFieldsProps {
  draft: QuorumDraft
  faults: ReturnType<typeof quorumFaults>
  onChange: (next: Partial<QuorumDraft>) => void
}

/** A quorum rule as it is written: of sites or delegates, what share, and whether every tier needs it. */
export function QuorumFields({ draft, faults, onChange }: QuorumFieldsProps) {
  const { t } = useTranslation('rollCall')
  return (
    <>
      <Segmented
        label={t('desk.quorum.basis')}
        value={draft.basis}
        onChange={(basis) => onChange({ basis })}
        options={[
          { value: 'sites', label: t('desk.quorum.sites') },
          { value: 'delegates', label: t('desk.quorum.delegates') },
        ]}
      />
      <Segmented
        label={t('desk.quorum.compare')}
        value={draft.compare}
        onChange={(compare) => onChange({ compare })}
        options={[
          { value: 'atLeast', label: t('desk.quorum.atLeast') },
          { value: 'moreThan', label: t('desk.quorum.moreThan') },
        ]}
      />
      <div className={styles.pair}>
        {(['numerator', 'denominator'] as const).map((field) => (
          <TextField
            key={field}
            label={t(`desk.quorum.${field}`)}
            inputMode="numeric"
            value={draft[field]}
            onChange={(value) => onChange({ [field]: value })}
            error={faults.includes(field) ? t('desk.quorum.wrong') : undefined}
          />
        ))}
      </div>
      {usesTotal(draft) && (
        <TextField
          label={t('desk.quorum.total')}
          hint={t('desk.quorum.totalHint')}
          inputMode="numeric"
          value={draft.total}
          onChange={(total) => onChange({ total })}
          error={faults.includes('total') ? t('desk.quorum.wrongTotal') : undefined}
        />
      )}
      <Switch
        label={t('desk.quorum.eachTier')}
        checked={draft.eachTier}
        onChange={(eachTier) => onChange({ eachTier })}
      />
    </>
  )
}
