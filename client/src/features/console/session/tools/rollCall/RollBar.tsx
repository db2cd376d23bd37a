import { Lock, RotateCcw } from 'lucide-react'
import { useState } from 'react'
import { formatClock, useTranslation } from '../../../../../i18n/index.ts'
import { Button, ConfirmDialog, Dialog, TextField, useToast } from '../../../../../ui/index.ts'
import { useConsole } from '../../../ConsoleContext.ts'
import type { ToolProps } from '../tools.ts'
import styles from './RollCall.module.css'

/** Whether the roll is open, and what the desk does with it as a whole. */
export function RollBar({ screen, view, onLookBack }: ToolProps & { onLookBack: () => void }) {
  const { t } = useTranslation('rollCall')
  const { canConduct } = useConsole()
  const [asks, setAsks] = useState<'freeze' | 'anew' | null>(null)
  const { open, openedAt, frozen } = view.rollCall
  const { conductor, conduct } = screen
  const busy = conduct.busy.has('rollCall')
  const clock = formatClock(openedAt ?? 0)
  return (
    <div className={styles.bar}>
      <p className={styles.since} data-open={open}>
        {t(open ? 'desk.openSince' : 'desk.closedSince', { clock })}
      </p>
      <Button size="sm" tone="quiet" onClick={onLookBack} data-testid="roll-frozen">
        {t('desk.frozenCount', { count: frozen.length })}
      </Button>
      {canConduct && (
        <>
          {!open && (
            <Button
              size="sm"
              icon={<RotateCcw size={15} />}
              onClick={() => setAsks('anew')}
              data-testid="roll-anew"
            >
              {t('desk.anew')}
            </Button>
          )}
          <Button
            size="sm"
            busy={busy}
            onClick={() => void conductor.order('rollCall', open ? 'rollCall.close' : 'rollCall.open', {})}
            data-testid="roll-switch"
          >
            {t(open ? 'desk.close' : 'desk.reopen')}
          </Button>
          <Button
            size="sm"
            tone="primary"
            icon={<Lock size={15} />}
            onClick={() => setAsks('freeze')}
            data-testid="roll-freeze"
          >
            {t('desk.freeze')}
          </Button>
        </>
      )}
      {asks === 'freeze' && <FreezeDialog screen={screen} view={view} onClose={() => setAsks(null)} />}
      <ConfirmDialog
        open={asks === 'anew'}
        onOpenChange={() => setAsks(null)}
        title={t('desk.anewTitle')}
        consequence={t('desk.anewBody')}
        confirmLabel={t('desk.anew')}
        onConfirm={async () => void (await conductor.order('rollCall', 'rollCall.open', { anew: true }))}
      />
    </div>
  )
}

/** Evidence has a name by which it is found again. */
function FreezeDialog({ screen, view, onClose }: ToolProps & { onClose: () => void }) {
  const { t } = useTranslation(['rollCall', 'common'])
  const toast = useToast()
  const isFirst = view.rollCall.frozen.length === 0
  const [label, setLabel] = useState(isFirst ? t('desk.frozen.start') : '')
  const { conductor, conduct } = screen
  const freeze = async () => {
    const reply = await conductor.order('rollCall', 'rollCall.freeze', { label })
    if (reply !== null) toast({ text: t('desk.frozenNow') })
    onClose()
  }
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={t('desk.freeze')}
      description={t('desk.frozen.body')}
      width="sm"
      footer={
        <>
          <Button onClick={onClose}>{t('common:action.cancel')}</Button>
          <Button
            tone="primary"
            busy={conduct.busy.has('rollCall')}
            onClick={() => void freeze()}
            data-testid="roll-freeze-now"
          >
            {t('desk.freeze')}
          </Button>
        </>
      }
    >
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault()
          void freeze()
        }}
      >
        <TextField
          label={t('desk.freezeLabel')}
          hint={t('desk.freezeHint')}
          value={label}
          onChange={setLabel}
          maxLength={300}
          autoComplete="off"
        />
      </form>
    </Dialog>
  )
}
