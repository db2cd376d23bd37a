import type { AgendaRow, AgendaState } from '@diem-cau/protocol'
import { Ellipsis, FileText, MicVocal, Play, SkipForward, Undo2 } from 'lucide-react'
import { useTranslation } from '../../../../../i18n/index.ts'
import type { AgendaEntry, AgendaModel } from '../../../../../state/console/agenda.ts'
import { setSkipped } from '../../../../../state/console/floorRules.ts'
import {
  classNames,
  IconButton,
  Menu,
  StatusDot,
  VisuallyHidden,
  type MenuItem,
  type StatusTone,
} from '../../../../../ui/index.ts'
import { useConsole } from '../../../ConsoleContext.ts'
import { useDesk } from '../../../DeskContext.ts'
import type { SessionScreen } from '../../../useSessionScreen.ts'
import styles from './Agenda.module.css'

const TONES: Readonly<Record<AgendaState, StatusTone>> = {
  planned: 'idle',
  underWay: 'standby',
  done: 'good',
  skipped: 'left',
}
const KINDS = ['opening', 'report', 'paper', 'discussion', 'vote', 'conclusion', 'break'] as const
const MINUTE_MS = 60_000

/** Every item with its state and how long it took against the plan. */
export function AgendaTable({ model, screen }: { model: AgendaModel; screen: SessionScreen }) {
  const { t } = useTranslation('conduct')
  const { canConduct } = useConsole()
  return (
    <table className={styles.table}>
      <caption className={styles.caption}>{t('agenda.title')}</caption>
      <thead>
        <tr>
          <th scope="col">{t('agenda.number')}</th>
          <th scope="col">{t('agenda.item')}</th>
          <th scope="col">{t('agenda.planned')}</th>
          <th scope="col">{t('agenda.taken')}</th>
          {canConduct && (
            <th>
              <VisuallyHidden>{t('agenda.begin')}</VisuallyHidden>
            </th>
          )}
        </tr>
      </thead>
      <tbody>
        {model.entries.map((entry) => (
          <Row key={entry.item.itemId} entry={entry} isNext={entry === model.next} screen={screen} />
        ))}
      </tbody>
    </table>
  )
}

interface RowProps {
  entry: AgendaEntry
  isNext: boolean
  screen: SessionScreen
}

function Row({ entry, isNext, screen }: RowProps) {
  const { t } = useTranslation('conduct')
  const { directory, canConduct } = useConsole()
  const { showTool } = useDesk()
  const { item, takenMs, isOver } = entry
  const who = [item.person, item.siteId === null ? '' : (directory?.site(item.siteId)?.name ?? item.siteId)]
  return (
    <tr className={classNames(styles.row, isNext && styles.next)} data-state={item.state}>
      <td className={styles.number}>{entry.number}</td>
      <td>
        <span className={styles.itemTitle}>{item.title}</span>
        <span className={styles.facts}>
          <StatusDot tone={TONES[item.state]} label={t(`agenda.state.${item.state}`)} />
          <span>{t(`agendaKind.${kindOf(item)}`)}</span>
          {who.some((word) => word !== '') && <span>{who.filter((word) => word !== '').join(', ')}</span>}
          {entry.isCalled && <StatusDot tone="standby" label={t('agenda.called')} />}
          {item.documentIds.length > 0 && (
            <button type="button" className={styles.documents} onClick={() => showTool('papers')}>
              <FileText size={13} aria-hidden="true" />
              {t('agenda.documents', { count: item.documentIds.length })}
            </button>
          )}
        </span>
      </td>
      <td className={styles.minutes}>{t('agenda.minutes', { count: item.minutes })}</td>
      <td className={styles.minutes} data-over={isOver}>
        {takenMs === null ? '–' : t('agenda.minutes', { count: Math.round(takenMs / MINUTE_MS) })}
        {isOver && takenMs !== null && (
          <span className={styles.over}>
            {t('agenda.over', { count: Math.ceil((takenMs - item.minutes * MINUTE_MS) / MINUTE_MS) })}
          </span>
        )}
      </td>
      {canConduct && (
        <td className={styles.actionCell}>
          <RowActions entry={entry} screen={screen} />
        </td>
      )}
    </tr>
  )
}

function RowActions({ entry, screen }: { entry: AgendaEntry; screen: SessionScreen }) {
  const { t } = useTranslation('conduct')
  const { conductor } = screen
  const { item, isCallable } = entry
  const { itemId, title, state } = item
  const items: MenuItem[] = [
    {
      key: 'begin',
      label: t('agenda.begin'),
      icon: <Play size={16} />,
      disabled: state === 'underWay',
      onSelect: () => void conductor.order('agenda', 'agenda.begin', { itemId }),
    },
    ...(isCallable
      ? [
          {
            key: 'call',
            label: t('agenda.callOf', { title }),
            icon: <MicVocal size={16} />,
            onSelect: () => void conductor.order('agenda', 'floor.callPaper', { itemId }),
          },
        ]
      : []),
    {
      key: 'skip',
      label: state === 'skipped' ? t('agenda.unskip') : t('agenda.skip'),
      icon: state === 'skipped' ? <Undo2 size={16} /> : <SkipForward size={16} />,
      disabled: state !== 'planned' && state !== 'skipped',
      onSelect: () => void setSkipped(conductor, itemId, state !== 'skipped'),
    },
  ]
  return (
    <Menu
      trigger={<IconButton size="sm" label={title} icon={<Ellipsis size={16} />} side="left" />}
      items={items}
    />
  )
}

function kindOf({ kind }: AgendaRow): (typeof KINDS)[number] | 'other' {
  return KINDS.find((known) => known === kind) ?? 'other'
}
