import { ChevronRight, DoorClosed, DoorOpen } from 'lucide-react'
import { useState } from 'react'
import { errorText, useLanguage, useTranslation } from '../../../i18n/index.ts'
import { setQueue } from '../../../state/console/floorRules.ts'
import type { GroupQueue, QueueEntry } from '../../../state/console/queue.ts'
import { requestRef } from '../../../state/console/siteActions.ts'
import { toggled } from '../../../state/console/toggled.ts'
import { ErrorText, IconButton, StatusDot } from '../../../ui/index.ts'
import { useConsole } from '../ConsoleContext.ts'
import type { SessionScreen } from '../useSessionScreen.ts'
import styles from './GroupList.module.css'
import { NomineeEntry } from './NomineeEntry.tsx'
import { useDragList } from './useDragList.ts'

interface GroupListProps {
  groups: readonly GroupQueue[]
  open: QueueEntry | undefined
  screen: SessionScreen
}

/** The districts' short queues: each a line with how many and who is first, opened where one works in it. */
export function GroupList({ groups, open, screen }: GroupListProps) {
  const { t } = useTranslation('conduct')
  const language = useLanguage()
  const [opened, setOpened] = useState<ReadonlySet<string>>(new Set())
  const problem = screen.conduct.problems.get('queue')
  const count = groups.reduce((sum, { entries }) => sum + entries.length, 0)
  return (
    <section className={styles.section}>
      <h3 className={styles.heading}>
        {t('groups.title')}
        <span>{count === 0 ? t('groups.nobody') : t('groups.summary', { count })}</span>
      </h3>
      {problem !== undefined && <ErrorText>{errorText(problem, language)}</ErrorText>}
      <ul className={styles.groups}>
        {groups.map((group) => (
          <Group
            key={group.row.unitId}
            group={group}
            // The chosen entry is in sight wherever it is.
            expanded={opened.has(group.row.unitId) || (open !== undefined && group.entries.includes(open))}
            open={open}
            screen={screen}
            onToggle={() => setOpened(toggled(opened, group.row.unitId))}
          />
        ))}
      </ul>
    </section>
  )
}

interface GroupProps {
  group: GroupQueue
  expanded: boolean
  open: QueueEntry | undefined
  screen: SessionScreen
  onToggle: () => void
}

function Group({ group, expanded, open, screen, onToggle }: GroupProps) {
  const { t } = useTranslation('conduct')
  const { canConduct, link } = useConsole()
  const { row, entries } = group
  const isAllClosed = screen.view?.conduct.queueOpen === false
  const mayNominate = canConduct || (row.mayNominate && link.kind === 'live')
  const dragOf = useDragList(
    entries,
    (entry, position) => void screen.conductor.move(requestRef(entry.request), position),
  )
  return (
    <li className={styles.group} data-testid={`group-${row.unitId}`} data-empty={entries.length === 0}>
      <div className={styles.head}>
        <button type="button" className={styles.toggle} aria-expanded={expanded} onClick={onToggle}>
          <ChevronRight size={16} aria-hidden="true" className={styles.chevron} />
          <span className={styles.words}>
            <span className={styles.name}>{row.unitName}</span>
            {(expanded || entries.length > 0) && (
              <span className={styles.first}>
                {expanded ? <Connected group={group} /> : <FirstNames group={group} />}
              </span>
            )}
          </span>
          {!row.queueOpen && !isAllClosed && (
            <StatusDot tone="left" label={t('groups.closed')} className={styles.closed} />
          )}
          <span className={styles.count} data-some={entries.length > 0}>
            {entries.length}
          </span>
        </button>
        {canConduct && (
          <IconButton
            size="sm"
            label={row.queueOpen ? t('groups.close') : t('groups.open')}
            icon={row.queueOpen ? <DoorOpen size={16} /> : <DoorClosed size={16} />}
            side="left"
            disabled={isAllClosed}
            onClick={() => void setQueue(screen.conductor, row.unitId, !row.queueOpen)}
          />
        )}
      </div>
      {expanded &&
        (entries.length === 0 ? (
          <p className={styles.none}>{t('groups.none')}</p>
        ) : (
          <ol className={styles.entries}>
            {entries.map((entry, index) => (
              <NomineeEntry
                key={entry.request.requestId}
                entry={entry}
                position={index + 1}
                last={index === entries.length - 1}
                open={entry === open}
                screen={screen}
                mayNominate={mayNominate}
                drag={mayNominate ? dragOf(index) : null}
              />
            ))}
          </ol>
        ))}
    </li>
  )
}

const FIRST_NAMES = 2

/** Who is first, so that one need not open it to see. */
function FirstNames({ group: { entries } }: { group: GroupQueue }) {
  const { t } = useTranslation('conduct')
  const names = entries.slice(0, FIRST_NAMES).map(({ site, request }) => site?.name ?? request.siteId)
  const more = entries.length - names.length
  return more === 0 ? names.join(', ') : `${names.join(', ')} ${t('groups.more', { count: more })}`
}

function Connected({ group: { row } }: { group: GroupQueue }) {
  const { t } = useTranslation('conduct')
  return t('groups.connected', { connected: row.connectedCount, total: row.siteCount })
}
