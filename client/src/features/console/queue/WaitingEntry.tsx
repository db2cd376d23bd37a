import { ArrowDown, ArrowUp, Hourglass, MicVocal } from 'lucide-react'
import { formatDuration, useTranslation } from '../../../i18n/index.ts'
import { giveFloor } from '../../../state/console/floorRules.ts'
import { keyCap } from '../../../state/console/keys.ts'
import { requestRef, siteActions } from '../../../state/console/siteActions.ts'
import { Button, IconButton, Kbd, type MenuItem } from '../../../ui/index.ts'
import { useConsole } from '../ConsoleContext.ts'
import { GiveButton, MoreMenu, useMoreItems } from './entryActions.tsx'
import { EntryFrame, type EntryDrag, type EntryProps } from './EntryFrame.tsx'
import styles from './QueueEntries.module.css'

/** One that waits: its place, for how long, and everything that can be done with it. */
export function WaitingEntry(
  props: EntryProps & { position: number; last: boolean; drag: EntryDrag | null },
) {
  const { t } = useTranslation('console')
  const { now } = useConsole()
  const { entry, screen, position, last } = props
  const { request } = entry
  const can = siteActions(entry.status)
  const { conductor } = screen
  const more = useMoreItems(entry, screen)
  const standby = () => void conductor.standby(request.siteId, request.queuePosition)
  const move = (to: number) => void conductor.move(requestRef(request), to)
  const moves: MenuItem[] = [
    {
      key: 'up',
      label: t('action.moveUp'),
      icon: <ArrowUp size={16} />,
      shortcut: <Kbd>{keyCap('moveUp')}</Kbd>,
      disabled: position === 1,
      onSelect: () => move(position - 1),
    },
    {
      key: 'down',
      label: t('action.moveDown'),
      icon: <ArrowDown size={16} />,
      shortcut: <Kbd>{keyCap('moveDown')}</Kbd>,
      disabled: last,
      onSelect: () => move(position + 1),
    },
  ]
  const menu = (
    <MoreMenu label={t('action.more', { name: entry.site?.name ?? '' })} items={[...moves, ...more]} />
  )
  return (
    <EntryFrame
      {...props}
      {...(request.kind === 'pointOfOrder' ? { tone: request.kind } : {})}
      leading={<span className={styles.position}>{position}</span>}
      time={{ text: formatDuration(now - request.requestedAt), label: t('queue.waitedFor') }}
      menu={menu}
      compact={
        <IconButton
          size="sm"
          label={t('action.give')}
          icon={<MicVocal size={16} />}
          disabled={!can.give}
          onClick={() => void giveFloor(screen, request.siteId)}
        />
      }
      actions={
        <>
          <GiveButton entry={entry} screen={screen} />
          <Button
            size="sm"
            icon={<Hourglass size={15} />}
            shortcut={<Kbd>{keyCap('standby')}</Kbd>}
            disabled={!can.standby}
            onClick={standby}
          >
            {t('action.standby')}
          </Button>
        </>
      }
    />
  )
}
