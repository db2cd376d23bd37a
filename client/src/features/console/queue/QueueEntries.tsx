import {
  ArrowDown,
  ArrowUp,
  Check,
  Ellipsis,
  Hand,
  Hourglass,
  Info,
  MicOff,
  Mic,
  MicVocal,
  Undo2,
  X,
} from 'lucide-react'
import type { DragEvent, ReactNode } from 'react'
import { errorText, formatDuration, useLanguage, useTranslation } from '../../../i18n/index.ts'
import { keyCap } from '../../../state/console/keys.ts'
import type { QueueEntry } from '../../../state/console/queue.ts'
import { requestRef, siteActions } from '../../../state/console/siteActions.ts'
import {
  Button,
  classNames,
  ErrorText,
  IconButton,
  Kbd,
  Menu,
  StatusDot,
  type MenuItem,
} from '../../../ui/index.ts'
import { appearanceId, useConsole } from '../ConsoleContext.ts'
import type { SessionScreen } from '../useSessionScreen.ts'
import { useSiteWord } from '../useWords.ts'
import styles from './QueueEntries.module.css'

interface EntryProps {
  entry: QueueEntry
  /** Opened out, with its actions in words. */
  open: boolean
  screen: SessionScreen
}

export interface EntryDrag {
  state: 'before' | 'after' | null
  lifted: boolean
  onStart: () => void
  onOver: () => void
  onDrop: () => void
  onEnd: () => void
}

interface EntryFrameProps extends EntryProps {
  /** What stands before the name: the place in the queue, or a mark. */
  leading: ReactNode
  /** Running time, and what it counts for assistive technology. */
  time: { text: string; label: string }
  /** Beside the name while the entry is closed. */
  compact?: ReactNode
  /** Everything else, at the end of the line. */
  menu?: ReactNode
  /** Under the name while it is open. */
  actions?: ReactNode
  drag?: EntryDrag | null
  tone?: string
}

function EntryFrame(props: EntryFrameProps) {
  const { t } = useTranslation('console')
  const language = useLanguage()
  const { entry, open, screen, drag } = props
  const { selectedSite, selectSite, canConduct } = useConsole()
  const { siteId } = entry.request
  const word = useSiteWord(entry.status)
  const problem = screen.conduct.problems.get(`site:${siteId}`)
  const isAway = entry.status.row?.presence !== 'connected'
  const handlers =
    drag == null
      ? {}
      : {
          draggable: true,
          onDragStart: (event: DragEvent) => {
            event.dataTransfer.effectAllowed = 'move'
            drag.onStart()
          },
          onDragOver: (event: DragEvent) => {
            event.preventDefault()
            drag.onOver()
          },
          onDrop: (event: DragEvent) => {
            event.preventDefault()
            drag.onDrop()
          },
          onDragEnd: drag.onEnd,
        }
  return (
    <li
      {...handlers}
      id={appearanceId({ siteId, beside: 'queue' })}
      className={classNames(styles.entry, open && styles.open, selectedSite === siteId && styles.selected)}
      data-tone={props.tone}
      data-drop={drag?.state ?? undefined}
      data-lifted={drag?.lifted ?? undefined}
    >
      <div className={styles.line}>
        <button
          type="button"
          className={styles.main}
          aria-current={selectedSite === siteId ? 'true' : undefined}
          onClick={() => selectSite(siteId)}
        >
          <span className={styles.leading}>{props.leading}</span>
          <span className={styles.words}>
            <span className={styles.name}>{entry.site?.name ?? siteId}</span>
            <span className={styles.above}>{entry.site?.above[0] ?? ''}</span>
          </span>
          <span className={styles.time} aria-label={`${props.time.label} ${props.time.text}`}>
            {props.time.text}
          </span>
        </button>
        {canConduct && (
          <span className={styles.compact}>
            {!open && props.compact}
            {props.menu}
          </span>
        )}
      </div>
      {isAway && (
        <p className={styles.away}>
          <StatusDot tone={entry.status.tone} label={`${word}. ${t('queue.awayBody')}`} />
        </p>
      )}
      {canConduct && open && <div className={styles.actions}>{props.actions}</div>}
      {problem !== undefined && (
        <div className={styles.problem}>
          <ErrorText>{errorText(problem, language)}</ErrorText>
        </div>
      )}
    </li>
  )
}

/** The primary action of whoever has not the floor yet. */
function GiveButton({ entry, screen }: Omit<EntryProps, 'open'>) {
  const { t } = useTranslation('console')
  const { siteId } = entry.request
  const can = siteActions(entry.status.row)
  return (
    <Button
      size="sm"
      tone="primary"
      disabled={!can.give}
      busy={screen.conduct.busy.has(`site:${siteId}`)}
      icon={<MicVocal size={15} />}
      shortcut={<Kbd>{keyCap('give')}</Kbd>}
      onClick={() => void screen.conductor.give(siteId)}
    >
      {t('action.give')}
    </Button>
  )
}

function MoreMenu({ items, label }: { items: MenuItem[]; label: string }) {
  return (
    <Menu
      trigger={<IconButton size="sm" label={label} icon={<Ellipsis size={16} />} side="left" />}
      items={items}
    />
  )
}

/** What is in the menu of an entry, whatever its state. */
function useMoreItems(entry: QueueEntry, screen: SessionScreen): MenuItem[] {
  const { t } = useTranslation('console')
  const { showDetails, selectSite } = useConsole()
  const { siteId, queuePosition } = entry.request
  const can = siteActions(entry.status.row)
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

/** One that waits: its place, for how long, and everything that can be done with it. */
export function WaitingEntry(
  props: EntryProps & { position: number; last: boolean; drag: EntryDrag | null },
) {
  const { t } = useTranslation('console')
  const { now } = useConsole()
  const { entry, screen, position, last } = props
  const { request } = entry
  const can = siteActions(entry.status.row)
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
      leading={<span className={styles.position}>{position}</span>}
      time={{ text: formatDuration(now - request.requestedAt), label: t('queue.waitedFor') }}
      menu={menu}
      compact={
        <IconButton
          size="sm"
          label={t('action.give')}
          icon={<MicVocal size={16} />}
          disabled={!can.give}
          onClick={() => void conductor.give(request.siteId)}
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
          disabled={!siteActions(entry.status.row).give}
          onClick={() => void screen.conductor.give(request.siteId)}
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
    />
  )
}

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
            icon={<Check size={15} />}
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
