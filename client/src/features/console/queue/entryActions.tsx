import { CornerDownLeft, Ellipsis, Hand, Info, MessageCircleQuestion, MicVocal, X } from 'lucide-react'
import { useTranslation } from '../../../i18n/index.ts'
import { giveFloor, returnToGroup } from '../../../state/console/floorRules.ts'
import { keyCap } from '../../../state/console/keys.ts'
import type { QueueEntry } from '../../../state/console/queue.ts'
import { requestRef, siteActions } from '../../../state/console/siteActions.ts'
import { Button, IconButton, Kbd, Menu, type MenuItem } from '../../../ui/index.ts'
import { useConsole } from '../ConsoleContext.ts'
import { useDesk } from '../DeskContext.ts'
import type { SessionScreen } from '../useSessionScreen.ts'
import type { EntryProps } from './EntryFrame.tsx'

/** The primary action of whoever has not the floor yet. */
export function GiveButton({ entry, screen }: Omit<EntryProps, 'open'>) {
  const { t } = useTranslation('console')
  const { siteId } = entry.request
  const can = siteActions(entry.status)
  return (
    <Button
      size="sm"
      tone="primary"
      disabled={!can.give}
      busy={screen.conduct.busy.has(`site:${siteId}`)}
      icon={<MicVocal size={15} />}
      shortcut={<Kbd>{keyCap('give')}</Kbd>}
      onClick={() => void giveFloor(screen, siteId)}
    >
      {t('action.give')}
    </Button>
  )
}

/** The menu at the end of an entry. */
export function MoreMenu({ items, label }: { items: MenuItem[]; label: string }) {
  return (
    <Menu
      trigger={<IconButton size="sm" label={label} icon={<Ellipsis size={16} />} side="left" />}
      items={items}
    />
  )
}

/** What is in the menu of an entry, whatever its state. */
export function useMoreItems(entry: QueueEntry, screen: SessionScreen): MenuItem[] {
  const { t } = useTranslation(['console', 'conduct'])
  const { showDetails, selectSite } = useConsole()
  const { queue } = useDesk()
  const { siteId, queuePosition, state, nominated } = entry.request
  const can = siteActions(entry.status)
  const { conductor } = screen
  return [
    {
      key: 'alongside',
      label: t('action.giveAlongside'),
      icon: <MicVocal size={16} />,
      shortcut: <Kbd>{keyCap('giveAlongside')}</Kbd>,
      disabled: !can.give,
      onSelect: () => void conductor.give(siteId, { alongside: true }),
    },
    {
      key: 'interposed',
      label: t('action.giveInterposed'),
      icon: <MessageCircleQuestion size={16} />,
      shortcut: <Kbd>{keyCap('giveInterposed')}</Kbd>,
      disabled: !can.give || queue.live.length === 0,
      onSelect: () => void conductor.give(siteId, { interposed: true }),
    },
    ...(state === 'queued' && nominated
      ? [
          {
            key: 'return',
            label: t('conduct:groups.return'),
            icon: <CornerDownLeft size={16} />,
            shortcut: <Kbd>{keyCap('returnToGroup')}</Kbd>,
            onSelect: () => void returnToGroup(conductor, requestRef(entry.request)),
          },
        ]
      : []),
    {
      key: 'invite',
      label: t('action.invite'),
      icon: <Hand size={16} />,
      shortcut: <Kbd>{keyCap('invite')}</Kbd>,
      disabled: !can.invite,
      onSelect: () => void conductor.invite(siteId, queuePosition),
    },
    {
      key: 'decline',
      label: t('action.decline'),
      icon: <X size={16} />,
      shortcut: <Kbd>{keyCap('decline')}</Kbd>,
      onSelect: () => void conductor.decline(requestRef(entry.request)),
    },
    {
      key: 'details',
      label: t('action.details'),
      icon: <Info size={16} />,
      shortcut: <Kbd>{keyCap('details')}</Kbd>,
      separated: true,
      onSelect: () => {
        selectSite(siteId)
        showDetails({ siteId, beside: 'queue' })
      },
    },
  ]
}
