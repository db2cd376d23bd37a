import { Check, Mic, MicOff } from 'lucide-react'
import { formatDuration, useTranslation } from '../../../i18n/index.ts'
import { keyCap } from '../../../state/console/keys.ts'
import { requestRef, siteActions } from '../../../state/console/siteActions.ts'
import { Button, IconButton, Kbd, StatusDot } from '../../../ui/index.ts'
import { useConsole } from '../ConsoleContext.ts'
import { EntryFrame, type EntryProps } from './EntryFrame.tsx'

/** One that speaks. */
export function LiveEntry(props: EntryProps) {
  const { t } = useTranslation(['console', 'common'])
  const { now } = useConsole()
  const { entry, screen } = props
  const { request } = entry
  const can = siteActions(entry.status.row)
  const { conductor } = screen
  const isOpen = entry.status.row?.microphoneOpen === true
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
          onClick={() => void conductor.finish(requestRef(request))}
        />
      }
      actions={
        <>
          <Button
            size="sm"
            shortcut={<Kbd>{keyCap('finish')}</Kbd>}
            onClick={() => void conductor.finish(requestRef(request))}
          >
            {t('action.finish')}
          </Button>
          <Button
            size="sm"
            icon={isOpen ? <MicOff size={15} /> : <Mic size={15} />}
            shortcut={<Kbd>{keyCap('microphone')}</Kbd>}
            disabled={!can.closeMicrophone && !can.openMicrophone}
            onClick={() => void conductor.setMicrophone(request.siteId, !isOpen)}
          >
            {isOpen ? t('action.closeMicrophone') : t('action.openMicrophone')}
          </Button>
          <Button
            size="sm"
            tone="danger"
            shortcut={<Kbd>{keyCap('revoke')}</Kbd>}
            onClick={() => void conductor.revoke(requestRef(request))}
          >
            {t('action.revoke')}
          </Button>
        </>
      }
    />
  )
}
