import type { SiteId } from '@diem-cau/protocol'
import { ListOrdered } from 'lucide-react'
import { useEffect, type ReactNode } from 'react'
import { useTranslation } from '../../../i18n/index.ts'
import { nextEntry, type QueueEntry, type QueueModel } from '../../../state/console/queue.ts'
import { entryOf, requestRef } from '../../../state/console/siteActions.ts'
import { EmptyState, StatusDot } from '../../../ui/index.ts'
import { appearanceId, useConsole } from '../ConsoleContext.ts'
import { useDesk } from '../DeskContext.ts'
import type { SessionScreen } from '../useSessionScreen.ts'
import { CalledEntry } from './CalledEntry.tsx'
import { GroupList } from './GroupList.tsx'
import { LiveEntry } from './LiveEntry.tsx'
import { PaperList } from './PaperList.tsx'
import styles from './QueuePanel.module.css'
import { UndoLine } from './UndoLine.tsx'
import { useDragList } from './useDragList.ts'
import { WaitingEntry } from './WaitingEntry.tsx'

/** Who was called, who speaks, which papers come, who waits, and what is done with each. */
export function QueuePanel() {
  const { t } = useTranslation('console')
  const { screen } = useConsole()
  if (screen === null) {
    return (
      <div className={styles.panel}>
        <h2 className={styles.title}>{t('queue.title')}</h2>
        <EmptyState icon={<ListOrdered size={28} strokeWidth={1.5} />} title={t('queue.noSession')} />
      </div>
    )
  }
  return <Queue screen={screen} />
}

function Queue({ screen }: { screen: SessionScreen }) {
  const { t } = useTranslation(['console', 'conduct'])
  const { selectedSite } = useConsole()
  const { queue } = useDesk()
  useStandbyPictures(queue)
  const { view } = screen
  // One entry is opened out: the chosen one, else the one that comes next.
  const chosen = entryOf(queue, selectedSite)
  const open = chosen ?? nextEntry(queue)
  useInSight(chosen)
  return (
    <div className={styles.panel}>
      <h2 className={styles.title}>
        {t('queue.title')} <span className={styles.count}>{queue.waiting.length}</span>
        {view?.conduct.queueOpen === false && (
          <StatusDot tone="left" label={t('conduct:rules.queueClosed')} badge className={styles.closed} />
        )}
      </h2>
      <div className={styles.lists}>
        {queue.called.length > 0 && (
          <Section title={t('queue.called')}>
            {queue.called.map((entry) => (
              <CalledEntry
                key={entry.request.requestId}
                entry={entry}
                open={entry === open}
                screen={screen}
              />
            ))}
          </Section>
        )}
        {queue.live.length > 0 && (
          <Section title={t('queue.live')}>
            {queue.live.map((entry) => (
              // What ends a speech is never one press further away while only one speaks.
              <LiveEntry
                key={entry.request.requestId}
                entry={entry}
                open={entry === open || queue.live.length === 1}
                screen={screen}
              />
            ))}
          </Section>
        )}
        {view !== null && <PaperList screen={screen} view={view} />}
        <Waiting queue={queue} open={open} screen={screen} />
        {queue.groups.length > 0 && <GroupList groups={queue.groups} open={open} screen={screen} />}
      </div>
      <UndoLine screen={screen} />
    </div>
  )
}

function Waiting({
  queue,
  open,
  screen,
}: {
  queue: QueueModel
  open: QueueEntry | undefined
  screen: SessionScreen
}) {
  const { t } = useTranslation('console')
  if (queue.waiting.length > 0) {
    return (
      <Section title={t('queue.waiting')}>
        <WaitingList waiting={queue.waiting} open={open} screen={screen} />
      </Section>
    )
  }
  if (queue.groups.length > 0) return <p className={styles.nobody}>{t('queue.empty')}</p>
  return (
    <EmptyState icon={<ListOrdered size={28} strokeWidth={1.5} />} title={t('queue.empty')}>
      {t('queue.emptyBody')}
    </EmptyState>
  )
}

function Section({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className={styles.section}>
      <h3 className={styles.heading}>{title}</h3>
      <ol className={styles.list}>{children}</ol>
    </section>
  )
}

interface WaitingListProps {
  waiting: readonly QueueEntry[]
  open: QueueEntry | undefined
  screen: SessionScreen
}

/** The waiting requests; dragged to another place, or moved by their keys. */
function WaitingList({ waiting, open, screen }: WaitingListProps) {
  const { canConduct } = useConsole()
  const dragOf = useDragList(
    waiting,
    (entry, position) => void screen.conductor.move(requestRef(entry.request), position),
  )
  return waiting.map((entry, index) => (
    <WaitingEntry
      key={entry.request.requestId}
      entry={entry}
      position={index + 1}
      last={index === waiting.length - 1}
      open={entry === open}
      screen={screen}
      drag={canConduct ? dragOf(index) : null}
    />
  ))
}

/** The chosen entry goes with its state from one list to another: it stays in sight. */
function useInSight(chosen: QueueEntry | undefined): void {
  const siteId = chosen?.request.siteId
  const state = chosen?.request.state
  useEffect(() => {
    if (siteId === undefined) return
    const place = appearanceId({ siteId, beside: 'queue' })
    document.querySelector(`#${CSS.escape(place)}`)?.scrollIntoView({ block: 'nearest' })
    // eslint-disable-next-line react/exhaustive-effect-dependencies -- another state is another list
  }, [siteId, state])
}

/** Rooms on standby send ahead, so that they can be looked at before the cut. */
function useStandbyPictures(queue: QueueModel): void {
  const { watchFor } = useDesk()
  const siteIds: SiteId[] = queue.called
    .filter(({ request, status }) => request.state === 'standby' && status.row?.presence === 'connected')
    .map(({ request }) => request.siteId)
  const key = siteIds.join(' ')
  useEffect(() => {
    watchFor('standby', siteIds)
    // eslint-disable-next-line react/exhaustive-deps -- the list is new each time, its content is the key
  }, [key, watchFor])
  useEffect(() => () => watchFor('standby', []), [watchFor])
}
