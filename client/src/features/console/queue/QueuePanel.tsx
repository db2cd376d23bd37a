import { ListOrdered, Undo2 } from 'lucide-react'
import { useState, type ReactNode } from 'react'
import type { RequestId } from '@diem-cau/protocol'
import { useTranslation } from '../../../i18n/index.ts'
import { keyCap } from '../../../state/console/keys.ts'
import { nextEntry, type QueueEntry, type QueueModel } from '../../../state/console/queue.ts'
import { entryOf, requestRef } from '../../../state/console/siteActions.ts'
import { Button, EmptyState, Kbd } from '../../../ui/index.ts'
import { useConsole } from '../ConsoleContext.ts'
import type { SessionScreen } from '../useSessionScreen.ts'
import { CalledEntry } from './CalledEntry.tsx'
import { LiveEntry } from './LiveEntry.tsx'
import { WaitingEntry } from './WaitingEntry.tsx'
import styles from './QueuePanel.module.css'

/** Who was called, who speaks, who waits, and what is done with each. */
export function QueuePanel({ queue }: { queue: QueueModel }) {
  const { t } = useTranslation('console')
  const { screen, selectedSite } = useConsole()
  if (screen === null) {
    return (
      <div className={styles.panel}>
        <h2 className={styles.title}>{t('queue.title')}</h2>
        <EmptyState icon={<ListOrdered size={28} strokeWidth={1.5} />} title={t('queue.noSession')} />
      </div>
    )
  }
  // One entry is opened out: the chosen one, else the one that comes next.
  const open = entryOf(queue, selectedSite) ?? nextEntry(queue)
  return (
    <div className={styles.panel}>
      <h2 className={styles.title}>
        {t('queue.title')} <span className={styles.count}>{queue.waiting.length}</span>
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
              <LiveEntry key={entry.request.requestId} entry={entry} open={entry === open} screen={screen} />
            ))}
          </Section>
        )}
        {queue.waiting.length > 0 ? (
          <Section title={t('queue.waiting')}>
            <WaitingList waiting={queue.waiting} open={open} screen={screen} />
          </Section>
        ) : (
          <EmptyState icon={<ListOrdered size={28} strokeWidth={1.5} />} title={t('queue.empty')}>
            {t('queue.emptyBody')}
          </EmptyState>
        )}
      </div>
      <UndoLine screen={screen} />
    </div>
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
  const [dragged, setDragged] = useState<RequestId | null>(null)
  const [over, setOver] = useState<number | null>(null)
  const from = waiting.findIndex((entry) => entry.request.requestId === dragged)

  function drop() {
    const entry = waiting[from]
    if (entry !== undefined && over !== null) {
      void screen.conductor.move(requestRef(entry.request), over + 1)
    }
    setDragged(null)
    setOver(null)
  }

  return waiting.map((entry, index) => (
    <WaitingEntry
      key={entry.request.requestId}
      entry={entry}
      position={index + 1}
      last={index === waiting.length - 1}
      open={entry === open}
      screen={screen}
      drag={
        canConduct
          ? {
              state: over === index && from !== index ? (from < index ? 'after' : 'before') : null,
              lifted: dragged === entry.request.requestId,
              onStart: () => setDragged(entry.request.requestId),
              onOver: () => dragged !== null && setOver(index),
              onDrop: drop,
              onEnd: () => {
                setDragged(null)
                setOver(null)
              },
            }
          : null
      }
    />
  ))
}

const UNDO_FOR_MS = 20_000

/** What was done last, while it can be taken back. */
function UndoLine({ screen }: { screen: SessionScreen }) {
  const { t } = useTranslation(['console', 'common'])
  const { now, directory } = useConsole()
  const step = screen.conduct.undo
  if (step === null || now - step.at > UNDO_FOR_MS) return null
  const name = step.siteId === null ? '' : (directory?.site(step.siteId)?.name ?? step.siteId)
  return (
    <div className={styles.undo}>
      <span>{t(`undo.${step.kind}`, { name })}</span>
      <Button
        size="sm"
        icon={<Undo2 size={15} />}
        shortcut={<Kbd>{keyCap('undo')}</Kbd>}
        onClick={() => void screen.conductor.undo()}
      >
        {t('common:action.undo')}
      </Button>
    </div>
  )
}
