import type { SessionView, SiteId } from '@diem-cau/protocol'
import { useId, useState, type SubmitEvent } from 'react'
import { useTranslation } from '../../../i18n/index.ts'
import { chairCandidates } from '../../../state/console/chairLost.ts'
import { Button, Combobox, Dialog } from '../../../ui/index.ts'
import { useConsole } from '../ConsoleContext.ts'

interface ChooseSiteDialogProps {
  view: SessionView
  title: string
  body: string
  label: string
  chosen: SiteId | null
  confirmLabel: string
  /** Takes back what is chosen; null where there is nothing to take back. */
  onClear: (() => void) | null
  onChoose: (siteId: SiteId) => void
  onClose: () => void
}

/** One of the connected sites, found by typing a part of its name. */
export function ChooseSiteDialog(props: ChooseSiteDialogProps) {
  const { t } = useTranslation('conduct')
  const { directory, statusOf } = useConsole()
  const formId = useId()
  const candidates = chairCandidates(props.view, directory, statusOf)
  const [wanted, setWanted] = useState<string>(props.chosen ?? '')
  const chosen = candidates.find(({ siteId }) => siteId === wanted)
  function submit(event: SubmitEvent) {
    event.preventDefault()
    if (chosen === undefined) return
    props.onChoose(chosen.siteId)
    props.onClose()
  }
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && props.onClose()}
      title={props.title}
      description={props.body}
      footer={
        <>
          {props.onClear !== null && <Button onClick={props.onClear}>{t('plan.noDeputy')}</Button>}
          <Button type="submit" form={formId} tone="primary" disabled={chosen === undefined}>
            {props.confirmLabel}
          </Button>
        </>
      }
    >
      <form id={formId} onSubmit={submit}>
        <Combobox
          label={props.label}
          value={wanted}
          options={candidates.map(({ siteId, name, above }) => ({
            value: siteId,
            label: name,
            detail: above,
          }))}
          nothing={t('chairLost.nothing')}
          onChange={setWanted}
        />
      </form>
    </Dialog>
  )
}
