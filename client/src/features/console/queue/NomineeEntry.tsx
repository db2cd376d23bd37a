import { ArrowDown, ArrowUp, ArrowUpFromLine, MicVocal, X } from 'lucide-react'
import { formatDuration, useTranslation } from '../../../i18n/index.ts'
import { giveFloor, nominate } from '../../../state/console/floorRules.ts'
import { keyCap } from '../../../state/console/keys.ts'
import { requestRef, siteActions } from '../../../state/console/siteActions.ts'
import { Button, IconButton, Kbd, type MenuItem } from '../../../ui/index.ts'
import { useConsole } from '../ConsoleContext.ts'
import { MoreMenu } from './entryActions.tsx'
import { EntryFrame, type EntryDrag, type EntryProps } from './EntryFrame.tsx'
import styles from './QueueEntries.module.css'

interface NomineeEntryProps extends EntryProps {
  position: number
  last: boolean
  drag: EntryDrag | null
  mayNominate: boolean
}

/** One that waits for its district: nominated upward, turned down, or given the floor past its district. */
export function NomineeEntry(props: NomineeEntryProps) {
  const { t } = useTranslation(['console', 'conduct'])
  const { now, canConduct } = useConsole()
  const { entry, screen, position, last, mayNominate } = props
  const { request } = entry
  const { conductor } = screen
  const can = siteActions(entry.status)
  const ref = requestRef(request)
  const up = () => void nominate(conductor, ref)
  const give = () => void giveFloor(screen, request.siteId)
  const items: MenuItem[] = [
    {
      key: 'up',
      label: t('action.moveUp'),
      icon: <ArrowUp size={16} />,
      shortcut: <Kbd>{keyCap('moveUp')}</Kbd>,
      disabled: position === 1,
      onSelect: () => void conductor.move(ref, position - 1),
    },
    {
      key: 'down',
      label: t('action.moveDown'),
      icon: <ArrowDown size={16} />,
      shortcut: <Kbd>{keyCap('moveDown')}</Kbd>,
      disabled: last,
      onSelect: () => void conductor.move(ref, position + 1),
    },
    {
      key: 'decline',
      label: t('conduct:groups.decline'),
      icon: <X size={16} />,
      shortcut: <Kbd>{keyCap('decline')}</Kbd>,
      separated: true,
      onSelect: () => void conductor.decline(ref),
    },
  ]
  return (
    <EntryFrame
      {...props}
      mayAct={mayNominate}
      {...(request.kind === 'pointOfOrder' ? { tone: request.kind } : {})}
      leading={<span className={styles.position}>{position}</span>}
      time={{ text: formatDuration(now - request.requestedAt), label: t('queue.waitedFor') }}
      menu={<MoreMenu label={t('action.more', { name: entry.site?.name ?? '' })} items={items} />}
      compact={
        <IconButton
          size="sm"
          label={t('conduct:groups.nominate')}
          icon={<ArrowUpFromLine size={16} />}
          onClick={up}
        />
      }
      actions={
        <>
          <Button
            size="sm"
            tone="primary"
            icon={<ArrowUpFromLine size={15} />}
            busy={screen.conduct.busy.has(`site:${request.siteId}`)}
            shortcut={<Kbd>{keyCap('nominate')}</Kbd>}
            onClick={up}
          >
            {t('conduct:groups.nominate')}
          </Button>
          {canConduct && (
            <Button
              size="sm"
              icon={<MicVocal size={15} />}
              shortcut={<Kbd>{keyCap('give')}</Kbd>}
              disabled={!can.give}
              onClick={give}
            >
              {t('action.give')}
            </Button>
          )}
        </>
      }
    />
  )
}
