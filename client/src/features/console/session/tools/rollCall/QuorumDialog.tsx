import type { QuorumRule } from '@diem-cau/protocol'
import { useState } from 'react'
import { useTranslation } from '../../../../../i18n/index.ts'
import {
  quorumDraft,
  quorumFaults,
  quorumIn,
  type QuorumDraft,
} from '../../../../../state/console/quorumDraft.ts'
import { Button, Dialog, Switch } from '../../../../../ui/index.ts'
import type { ToolProps } from '../tools.ts'
import { QuorumFields } from './QuorumFields.tsx'
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
        {draft.on && <QuorumFields draft={draft} faults={faults} onChange={change} />}
      </form>
    </Dialog>
  )
}
