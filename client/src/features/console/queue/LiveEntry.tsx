import { Check, Mic, MicOff, Plus } from 'lucide-react'
import { formatDuration, useTranslation } from '../../../i18n/index.ts'
import { extend } from '../../../state/console/floorRules.ts'
import { keyCap } from '../../../state/console/keys.ts'
import { requestRef, siteActions } from '../../../state/console/siteActions.ts'
import { Button, IconButton, Kbd, StatusDot, Tooltip } from '../../../ui/index.ts'
import { useConsole } from '../ConsoleContext.ts'
import { Countdown } from './Countdown.tsx'
import { EntryFrame, type EntryProps } from './EntryFrame.tsx'
import styles from './QueueEntries.module.css'

/** One that speaks: what is left of its time, more of it, and its end. */
export function LiveEntry(props: EntryProps) {
  const { t } = useTranslation(['console', 'common', 'conduct'])
  const { now, canConduct } = useConsole()
  const { entry, screen } = props
  const { request } = entry
  const { conductor } = screen
  const ref = requestRef(request)
  return (
    <EntryFrame
      {...props}
      tone="live"
      leading={
        <StatusDot tone="live" label={request.slot === null ? '' : t(`common:slot.${request.slot}`)} badge />
      }
      time={{ text: formatDuration(now - request.stateSince), label: t('queue.spokenFor') }}
      compact={
        <IconButton
          size="sm"
          label={t('action.finish')}
          icon={<Check size={16} />}
          onClick={() => void conductor.finish(ref)}
        />
      }
      actions={
        <>
          <Button
            size="sm"
            shortcut={<Kbd>{keyCap('finish')}</Kbd>}
            onClick={() => void conductor.finish(ref)}
          >
            {t('action.finish')}
          </Button>
          <MicrophoneButton {...props} />
          <Button
            size="sm"
            tone="danger"
            shortcut={<Kbd>{keyCap('revoke')}</Kbd>}
            onClick={() => void conductor.revoke(ref)}
          >
            {t('action.revoke')}
          </Button>
        </>
      }
    >
      {request.interposed && (
        <p className={styles.interposed}>
          <span>{t('conduct:time.interposed')}</span> {t('conduct:time.standsStillHint')}
        </p>
      )}
      <Countdown request={request} />
      {canConduct && (
        <div className={styles.actions}>
          <MoreTime label={t('conduct:time.extend')} minutes={1} action="extend" {...props} />
          <MoreTime label={t('conduct:time.extendMore')} minutes={5} action="extendMore" {...props} />
          {entry.status.row?.microphoneOpen === false && !entry.status.row.remoteMicrophone && (
            <span className={styles.hint}>{t('conduct:remote.refused')}</span>
          )}
          {request.timeIsUp && <span className={styles.hint}>{t('conduct:time.closedHint')}</span>}
        </div>
      )}
    </EntryFrame>
  )
}

interface MoreTimeProps extends EntryProps {
  label: string
  minutes: number
  action: 'extend' | 'extendMore'
}

function MoreTime({ label, minutes, action, entry, screen }: MoreTimeProps) {
  return (
    <Button
      size="sm"
      icon={<Plus size={15} />}
      shortcut={<Kbd>{keyCap(action)}</Kbd>}
      disabled={entry.request.clock?.limitMs === null || entry.request.clock === null}
      onClick={() => void extend(screen.conductor, entry.request, minutes)}
    >
      {label}
    </Button>
  )
}

/** Closes its microphone, or opens it where the site lets that be done from afar. */
function MicrophoneButton({ entry, screen }: EntryProps) {
  const { t } = useTranslation(['console', 'conduct'])
  const { row } = entry.status
  const can = siteActions(entry.status)
  const isOpen = row?.microphoneOpen === true
  const isRefused = !isOpen && row?.remoteMicrophone === false
  const button = (
    <Button
      size="sm"
      icon={isOpen ? <MicOff size={15} /> : <Mic size={15} />}
      shortcut={<Kbd>{keyCap('microphone')}</Kbd>}
      disabled={!can.closeMicrophone && !can.openMicrophone}
      onClick={() => void screen.conductor.setMicrophone(entry.request.siteId, !isOpen)}
    >
      {isRefused
        ? t('conduct:remote.refusedShort')
        : isOpen
          ? t('action.closeMicrophone')
          : t('action.openMicrophone')}
    </Button>
  )
  return isRefused ? <Tooltip text={t('conduct:remote.refused')}>{button}</Tooltip> : button
}
