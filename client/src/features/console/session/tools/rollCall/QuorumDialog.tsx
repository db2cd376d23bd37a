import type { QuorumRule } from '@diem-cau/protocol'
import { useState } from 'react'
import { useTranslation } from '../../../../../i18n/index.ts'
import {
  quorumDraft,
  quorumFaults,
  quorumIn,
  usesTotal,
  type QuorumDraft,
} from '../../../../../state/console/quorumDraft.ts'
import { Button, Dialog, Segmented, Switch, TextField } from '../../../../../ui/index.ts'
import type { ToolProps } from '../tools.ts'
import styles from './RollCall.module.css'

/** When the meeting has enough people: changed in the middle of it as well, as the chair decides. */
export function QuorumDialog({
  screen,
  rule,
  onClose,
}: ToolProps & { rule: QuorumRule | null; onClose: () => void }) {
  const { t } = useTranslation(['rollCall', 'common'])
  const [draft, setDraft] = useState<QuorumDraft>(() => ({ ...quorumDraft(rule), on: true }))
  const { conductor, conduct } = screen
  const faults = quorumFaults(draft)
  const change = (next: Partial<QuorumDraft>) => setDraft((before) => ({ ...before, ...next }))
  const save = async () => {
    if (faults.length > 0) return
    await conductor.order('rollCall', 'rollCall.setQuorum', { quorum: quorumIn(draft) })
    onClose()
  }
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={t('desk.quorum.edit')}
      description={t('desk.quorum.editBody')}
      footer={
        <>
          <Button onClick={onClose}>{t('common:action.cancel')}</Button>
          <Button
            tone="primary"
            busy={conduct.busy.has('rollCall')}
            disabled={faults.length > 0}
            onClick={() => void save()}
            data-testid="quorum-save"
          >
            {t('desk.quorum.save')}
          </Button>
        </>
      }
    >
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault()
          void save()
        }}
      >
        <Switch label={t('desk.quorum.on')} checked={draft.on} onChange={(on) => change({ on })} />
        {draft.on && <RuleFields draft={draft} faults={faults} onChange={change} />}
      </form>
    </Dialog>
  )
}

interface RuleFieldsProps {
  draft: QuorumDraft
  faults: ReturnType<typeof quorumFaults>
  onChange: (next: Partial<QuorumDraft>) => void
}

function RuleFields({ draft, faults, onChange }: RuleFieldsProps) {
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
