import type { AgendaItem } from '@diem-cau/protocol'
import { ArrowDown, ArrowUp, GripVertical, Plus, Trash2 } from 'lucide-react'
import { useRef, useState, type KeyboardEvent } from 'react'
import { useTranslation } from '../../../../i18n/index.ts'
import {
  agendaMinutes,
  moveItem,
  newItem,
  timedAgenda,
  type TimedItem,
} from '../../../../state/schedule/agenda.ts'
import { clockText, parseClock, parseDuration } from '../../../../state/schedule/typed.ts'
import {
  Button,
  classNames,
  Combobox,
  ErrorText,
  IconButton,
  LiveRegion,
  Select,
  TextField,
} from '../../../../ui/index.ts'
import { useConsole } from '../../../console/ConsoleContext.ts'
import styles from './Agenda.module.css'
import formStyles from './Form.module.css'
import { Section } from './Section.tsx'
import type { SessionFormState } from './useSessionForm.ts'

/** What a dragged item is called towards the browser. */
const DRAGGED = 'application/x-agenda-item'
const KINDS = ['opening', 'report', 'paper', 'discussion', 'vote', 'conclusion', 'break'] as const

/** The agenda: kinds, titles, speakers and minutes; reordered by dragging or by Alt and the arrows. */
export function AgendaSection({ form }: { form: SessionFormState }) {
  const { t } = useTranslation('schedule')
  const { draft, change, shownFaults } = form
  const { agenda } = draft
  const [news, setNews] = useState('')
  const [drag, setDrag] = useState<Drag | null>(null)
  const handles = useRef(new Map<string, HTMLButtonElement>())
  const duration = parseDuration(draft.duration)

  function move(from: number, to: number) {
    const item = agenda[from]
    if (item === undefined || to < 0 || to >= agenda.length) return
    change({ agenda: moveItem(agenda, from, to) })
    setNews(t('form.agendaMoved', { title: item.title, position: to + 1, total: agenda.length }))
    // Whoever moves an item while typing in it types on.
    const field = document.activeElement instanceof HTMLInputElement ? document.activeElement : null
    requestAnimationFrame(() => (field ?? handles.current.get(item.itemId))?.focus())
  }
  function update(index: number, patch: Partial<AgendaItem>) {
    change({ agenda: agenda.map((item, at) => (at === index ? { ...item, ...patch } : item)) })
  }

  return (
    <Section title={t('form.agenda')} aside={<Sum agenda={agenda} duration={duration} />}>
      {agenda.length === 0 ? (
        <p className={formStyles.soft}>{t('form.agendaNone')}</p>
      ) : (
        <ol className={styles.agenda}>
          <li className={styles.heads} aria-hidden="true">
            <span />
            <span>{t('form.agendaTime')}</span>
            <span>{t('form.agendaKind')}</span>
            <span>{t('form.agendaTitle')}</span>
            <span>{t('form.agendaSpeaker')}</span>
            <span>{t('form.agendaPerson')}</span>
            <span>{t('form.agendaMinutes')}</span>
            <span />
          </li>
          {timedAgenda(agenda, parseClock(draft.clock)).map((timed, index) => (
            <AgendaRow
              key={timed.item.itemId}
              timed={timed}
              index={index}
              total={agenda.length}
              isDragged={drag?.from === index}
              drop={dropAt(drag, index)}
              handle={(element) => {
                if (element === null) handles.current.delete(timed.item.itemId)
                else handles.current.set(timed.item.itemId, element)
              }}
              onUpdate={(patch) => update(index, patch)}
              onMove={(to) => move(index, to)}
              onRemove={() => change({ agenda: agenda.toSpliced(index, 1) })}
              onDrag={(isBegun) => setDrag(isBegun ? { from: index, over: index } : null)}
              onOver={drag === null ? null : () => drag.over !== index && setDrag({ ...drag, over: index })}
              onDrop={() => {
                if (drag !== null) move(drag.from, index)
                setDrag(null)
              }}
            />
          ))}
        </ol>
      )}
      {shownFaults.includes('agenda') && <ErrorText>{t('form.fault.agenda')}</ErrorText>}
      <div>
        <Button
          size="sm"
          icon={<Plus size={16} />}
          onClick={() =>
            change({ agenda: [...agenda, newItem(agenda, duration, `a-${crypto.randomUUID().slice(0, 8)}`)] })
          }
        >
          {t('form.agendaAdd')}
        </Button>
      </div>
      <LiveRegion text={news} />
    </Section>
  )
}

/** What is being dragged, and over which item it is. */
interface Drag {
  readonly from: number
  readonly over: number
}

/** On which side of an item the dragged one would come to stand: an item that goes down comes below. */
function dropAt(drag: Drag | null, index: number): 'above' | 'below' | undefined {
  if (drag === null || drag.over !== index || drag.from === index) return undefined
  return drag.from < index ? 'below' : 'above'
}

/** The sum of the minutes against the length of the session. */
function Sum({ agenda, duration }: { agenda: readonly AgendaItem[]; duration: number | null }) {
  const { t } = useTranslation('schedule')
  if (agenda.length === 0 || duration === null) return null
  const sum = agendaMinutes(agenda)
  if (sum > duration)
    return <strong className={styles.over}>{t('form.agendaOver', { count: sum - duration })}</strong>
  return (
    <span className={formStyles.soft}>
      {t('form.agendaSum', { sum, duration })}
      {sum < duration && `, ${t('form.agendaLeft', { count: duration - sum })}`}
    </span>
  )
}

interface AgendaRowProps {
  timed: TimedItem
  index: number
  total: number
  isDragged: boolean
  drop: 'above' | 'below' | undefined
  handle: (element: HTMLButtonElement | null) => void
  onUpdate: (patch: Partial<AgendaItem>) => void
  onMove: (to: number) => void
  onRemove: () => void
  onDrag: (isBegun: boolean) => void
  /** Something of the agenda is dragged over it; null while nothing is. */
  onOver: (() => void) | null
  onDrop: () => void
}

function AgendaRow(props: AgendaRowProps) {
  const { timed, index, total, isDragged, drop, handle, onUpdate, onMove, onRemove } = props
  const { onDrag, onOver, onDrop } = props
  const row = useRef<HTMLLIElement>(null)
  const { t } = useTranslation('schedule')
  const { item, from, to } = timed
  const position = index + 1
  function onKeyDown(event: KeyboardEvent) {
    // A field with a list opens it by the same keys.
    if (event.defaultPrevented || !event.altKey) return
    if (event.key !== 'ArrowUp' && event.key !== 'ArrowDown') return
    event.preventDefault()
    onMove(index + (event.key === 'ArrowUp' ? -1 : 1))
  }
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- its handle and fields have the keys; files and items are dropped on it
    <li
      ref={row}
      className={classNames(styles.row, isDragged && styles.dragged)}
      data-drop={drop}
      aria-label={t('form.agendaRow', { position })}
      onKeyDown={onKeyDown}
      onDragOver={(event) => {
        if (onOver === null) return
        event.preventDefault()
        onOver()
      }}
      onDrop={(event) => {
        if (onOver === null) return
        event.preventDefault()
        onDrop()
      }}
    >
      <button
        ref={handle}
        type="button"
        className={styles.handle}
        draggable
        aria-label={t('form.agendaMove', { position })}
        title={t('form.agendaMove', { position })}
        onDragStart={(event) => {
          // No text: the fields that it is dragged over would take it.
          event.dataTransfer.setData(DRAGGED, item.itemId)
          event.dataTransfer.effectAllowed = 'move'
          if (row.current !== null) event.dataTransfer.setDragImage(row.current, 12, 20)
          onDrag(true)
        }}
        onDragEnd={() => onDrag(false)}
      >
        <GripVertical size={16} aria-hidden="true" />
      </button>
      <span className={styles.time}>
        {from === null || to === null ? '' : `${clockText(from)}–${clockText(to)}`}
      </span>
      <Select
        label={t('form.agendaKind')}
        hideLabel
        value={item.kind}
        onChange={(value) => onUpdate({ kind: KINDS.find((kind) => kind === value) ?? item.kind })}
        options={KINDS.map((value) => ({ value, label: t(`agendaKind.${value}`) }))}
      />
      <TextField
        label={t('form.agendaTitle')}
        hideLabel
        value={item.title}
        onChange={(title) => onUpdate({ title })}
        maxLength={300}
      />
      <Speaker item={item} onUpdate={onUpdate} />
      <TextField
        label={t('form.agendaMinutes')}
        hideLabel
        value={item.minutes === 0 ? '' : String(item.minutes)}
        onChange={(value) => onUpdate({ minutes: Number(value.replaceAll(/\D/g, '').slice(0, 3)) })}
        inputMode="numeric"
      />
      <span className={styles.buttons}>
        <IconButton
          size="sm"
          label={t('form.agendaUp')}
          icon={<ArrowUp size={14} />}
          disabled={index === 0}
          onClick={() => onMove(index - 1)}
        />
        <IconButton
          size="sm"
          label={t('form.agendaDown')}
          icon={<ArrowDown size={14} />}
          disabled={index === total - 1}
          onClick={() => onMove(index + 1)}
        />
        <IconButton
          size="sm"
          label={t('form.agendaRemove', { position })}
          icon={<Trash2 size={14} />}
          onClick={onRemove}
        />
      </span>
    </li>
  )
}

/** From which room, and who there. */
function Speaker({ item, onUpdate }: { item: AgendaItem; onUpdate: (patch: Partial<AgendaItem>) => void }) {
  const { t } = useTranslation('schedule')
  const { directory } = useConsole()
  const siteId = item.speaker?.siteId ?? null
  const person = item.speaker?.person ?? ''
  const change = (next: { siteId: typeof siteId; person: string }) =>
    onUpdate({ speaker: next.siteId === null && next.person === '' ? null : next })
  return (
    <>
      <Combobox
        label={t('form.agendaSpeaker')}
        hideLabel
        value={siteId ?? ''}
        placeholder={t('form.agendaAnySite')}
        onChange={(value) => change({ siteId: directory?.site(value)?.siteId ?? null, person })}
        options={[
          { value: '', label: t('form.agendaAnySite') },
          ...(directory?.sites ?? []).map((site) => ({
            value: site.siteId,
            label: site.name,
            detail: site.above[0] ?? '',
          })),
        ]}
        nothing={t('form.nothingFound')}
      />
      <TextField
        label={t('form.agendaPerson')}
        hideLabel
        value={person}
        onChange={(value) => change({ siteId, person: value })}
        maxLength={200}
      />
    </>
  )
}
