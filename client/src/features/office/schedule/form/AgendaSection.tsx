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

const KINDS = ['opening', 'report', 'paper', 'discussion', 'vote', 'conclusion', 'break'] as const

/** The agenda: kinds, titles, speakers and minutes; reordered by dragging or by Alt and the arrows. */
export function AgendaSection({ form }: { form: SessionFormState }) {
  const { t } = useTranslation('schedule')
  const { draft, change, shownFaults } = form
  const { agenda } = draft
  const [news, setNews] = useState('')
  const [dragged, setDragged] = useState<number | null>(null)
  const handles = useRef(new Map<string, HTMLButtonElement>())
  const duration = parseDuration(draft.duration)

  function move(from: number, to: number) {
    const item = agenda[from]
    if (item === undefined || to < 0 || to >= agenda.length) return
    change({ agenda: moveItem(agenda, from, to) })
    setNews(t('form.agendaMoved', { title: item.title, position: to + 1, total: agenda.length }))
    requestAnimationFrame(() => handles.current.get(item.itemId)?.focus())
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
              isTarget={dragged !== null && dragged !== index}
              isDragged={dragged === index}
              handle={(element) => {
                if (element === null) handles.current.delete(timed.item.itemId)
                else handles.current.set(timed.item.itemId, element)
              }}
              onUpdate={(patch) => update(index, patch)}
              onMove={(to) => move(index, to)}
              onRemove={() => change({ agenda: agenda.toSpliced(index, 1) })}
              onDrag={setDragged}
              onDrop={() => {
                if (dragged !== null) move(dragged, index)
                setDragged(null)
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
  isTarget: boolean
  isDragged: boolean
  handle: (element: HTMLButtonElement | null) => void
  onUpdate: (patch: Partial<AgendaItem>) => void
  onMove: (to: number) => void
  onRemove: () => void
  onDrag: (index: number | null) => void
  onDrop: () => void
}

function AgendaRow(props: AgendaRowProps) {
  const { timed, index, total, isTarget, isDragged, handle, onUpdate, onMove, onRemove, onDrag, onDrop } =
    props
  const { t } = useTranslation('schedule')
  const { item, from, to } = timed
  const position = index + 1
  function onKeyDown(event: KeyboardEvent) {
    if (!event.altKey || (event.key !== 'ArrowUp' && event.key !== 'ArrowDown')) return
    event.preventDefault()
    onMove(index + (event.key === 'ArrowUp' ? -1 : 1))
  }
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- its handle and fields have the keys; files and items are dropped on it
    <li
      className={classNames(styles.row, isTarget && styles.target, isDragged && styles.dragged)}
      aria-label={t('form.agendaRow', { position })}
      onKeyDown={onKeyDown}
      onDragOver={(event) => isTarget && event.preventDefault()}
      onDrop={(event) => {
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
          event.dataTransfer.setData('text/plain', item.title)
          event.dataTransfer.effectAllowed = 'move'
          onDrag(index)
        }}
        onDragEnd={() => onDrag(null)}
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
