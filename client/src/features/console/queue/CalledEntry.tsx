import { MicVocal, Undo2 } from 'lucide-react'
import { formatDuration, useTranslation } from '../../../i18n/index.ts'
import { giveFloor } from '../../../state/console/floorRules.ts'
import { keyCap } from '../../../state/console/keys.ts'
import { requestRef, siteActions } from '../../../state/console/siteActions.ts'
import { Button, IconButton, Kbd, StatusDot } from '../../../ui/index.ts'
import { useConsole } from '../ConsoleContext.ts'
import { GiveButton, MoreMenu, useMoreItems } from './entryActions.tsx'
import { EntryFrame, type EntryProps } from './EntryFrame.tsx'
import { StandbyCheck } from './StandbyCheck.tsx'

/** One that was invited or stands by. */
export function CalledEntry(props: EntryProps) {
  const { t } = useTranslation(['console', 'common'])
  const { now } = useConsole()
  const { entry, screen } = props
  const { request } = entry
  const isStandby = request.state === 'standby'
  const more = useMoreItems(entry, screen)
  const requeue = () => void screen.conductor.requeue(requestRef(request))
  const menu = <MoreMenu label={t('action.more', { name: entry.site?.name ?? '' })} items={more} />
  const label = isStandby ? t('common:floor.standby') : t('common:floor.invited')
  return (
    <EntryFrame
      {...props}
      tone={request.state}
      leading={<StatusDot tone={isStandby ? 'standby' : 'invited'} label={label} badge />}
      time={{ text: formatDuration(now - request.stateSince), label }}
      menu={menu}
      compact={
        <IconButton
          size="sm"
          label={t('action.give')}
          icon={<MicVocal size={16} />}
          disabled={!siteActions(entry.status).give}
          onClick={() => void giveFloor(screen, request.siteId)}
        />
      }
      actions={
        <>
          <GiveButton entry={entry} screen={screen} />
          <Button
            size="sm"
            icon={<Undo2 size={15} />}
            shortcut={<Kbd>{keyCap('requeue')}</Kbd>}
            onClick={requeue}
          >
            {t('action.requeue')}
          </Button>
        </>
      }
    >
      {isStandby && <StandbyCheck entry={entry} open={props.open} screen={screen} />}
    </EntryFrame>
  )
}
