import type { Recurrence } from '@diem-cau/protocol'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { X } from 'lucide-react'
import { useState } from 'react'
import { errorText, useLanguage, useTranslation } from '../../../../i18n/index.ts'
import { problemOf } from '../../../../state/problem.ts'
import { rest } from '../../../../state/rest.ts'
import { addMonths, dayOf, type Day } from '../../../../state/schedule/days.ts'
import { recurrenceOf, repetitionFault, type Repetition } from '../../../../state/schedule/recurrence.ts'
import { dayText, parseDay } from '../../../../state/schedule/typed.ts'
import { ErrorText, IconButton, Segmented, Select, Spinner, TextField } from '../../../../ui/index.ts'
import { SCHEDULE } from '../queries.ts'
import { useDebounced } from '../useDebounced.ts'
import { useDayWords, useRepetitionWords } from '../words.ts'
import styles from './Form.module.css'

interface EditorProps {
  value: Repetition
  onChange: (value: Repetition) => void
  startsAt: number | null
  today: Day
}

/** How a session is repeated, with the days that come of it. */
export function RepetitionEditor({ value, onChange, startsAt, today }: EditorProps) {
  const { t } = useTranslation('schedule')
  const words = useRepetitionWords()
  const fault = repetitionFault(value)
  const set = (patch: Partial<Repetition>) => onChange({ ...value, ...patch })
  return (
    <div className={styles.repeat}>
      <div className={styles.repeatFields}>
        <Segmented
          label={t('repeat.every')}
          value={value.every}
          onChange={(every) => set({ every })}
          options={[
            { value: 'monthWeekday', label: t('repeat.monthWeekday') },
            { value: 'monthDay', label: t('repeat.monthDay') },
            { value: 'week', label: t('repeat.week') },
          ]}
        />
        <div className={styles.triple}>
          <Which value={value} onSet={set} />
          <TextField
            label={value.every === 'week' ? t('repeat.intervalWeek') : t('repeat.intervalMonth')}
            value={value.interval === 0 ? '' : String(value.interval)}
            onChange={(text) => set({ interval: digits(text, 2) })}
            inputMode="numeric"
            error={fault === 'interval' ? t('repeat.fault.interval') : undefined}
          />
        </div>
        <div className={styles.triple}>
          <End value={value} onSet={set} today={today} />
          <Select
            label={t('repeat.holiday')}
            value={value.onHoliday}
            onChange={(choice) =>
              set({ onHoliday: HOLIDAYS.find((entry) => entry === choice) ?? value.onHoliday })
            }
            options={HOLIDAYS.map((choice) => ({ value: choice, label: t(`repeat.${choice}`) }))}
          />
        </div>
        <Exceptions value={value} onSet={set} today={today} />
        {fault !== null && fault !== 'interval' && <ErrorText>{t(`repeat.fault.${fault}`)}</ErrorText>}
      </div>
      <div className={styles.preview}>
        <strong>{fault === null ? words(value) : ''}</strong>
        {fault === null && startsAt !== null && (
          <Preview startsAt={startsAt} recurrence={recurrenceOf(value)} />
        )}
      </div>
    </div>
  )
}

const HOLIDAYS = ['skip', 'nextWorkingDay', 'keep'] as const satisfies readonly Recurrence['onHoliday'][]
const digits = (text: string, most: number): number => Number(text.replaceAll(/\D/g, '').slice(0, most))

interface PartProps {
  value: Repetition
  onSet: (patch: Partial<Repetition>) => void
}

/** Which days of the week or the month. */
function Which({ value, onSet }: PartProps) {
  const { t } = useTranslation('schedule')
  const { weekday, weekdayShort, nth } = useDayWords()
  const days = [1, 2, 3, 4, 5, 6, 7]
  if (value.every === 'week') {
    return (
      <fieldset className={styles.weekdays}>
        <legend>{t('repeat.weekdays')}</legend>
        {days.map((day) => (
          <label key={day} className={styles.weekdayChoice}>
            <input
              type="checkbox"
              aria-label={weekday(day)}
              checked={value.weekdays.includes(day)}
              onChange={(event) =>
                onSet({
                  weekdays: event.target.checked
                    ? [...value.weekdays, day]
                    : value.weekdays.filter((other) => other !== day),
                })
              }
            />
            {weekdayShort(day)}
          </label>
        ))}
      </fieldset>
    )
  }
  if (value.every === 'monthDay') {
    return (
      <Select
        label={t('repeat.monthDayLabel')}
        value={String(value.monthDay)}
        onChange={(choice) => onSet({ monthDay: Number(choice) })}
        options={[
          ...Array.from({ length: 31 }, (_, index) => ({
            value: String(index + 1),
            label: String(index + 1),
          })),
          { value: '-1', label: t('repeat.lastDay') },
        ]}
      />
    )
  }
  return (
    <>
      <Select
        label={t('repeat.weekdayLabel')}
        value={String(value.weekday)}
        onChange={(choice) => onSet({ weekday: Number(choice) })}
        options={days.map((day) => ({ value: String(day), label: weekday(day) }))}
      />
      <Select
        label={t('repeat.nth')}
        value={String(value.nth)}
        onChange={(choice) => onSet({ nth: Number(choice) })}
        options={[1, 2, 3, 4, -1].map((which) => ({ value: String(which), label: nth(which) }))}
      />
    </>
  )
}

function End({ value, onSet, today }: PartProps & { today: Day }) {
  const { t } = useTranslation('schedule')
  const { end } = value
  const [typed, setTyped] = useState(end.kind === 'until' ? dayText(end.day) : '')
  function choose(kind: string) {
    if (kind === 'count') onSet({ end: { kind: 'count', count: 12 } })
    else if (kind === 'until') {
      const day = addMonths(today, 12)
      setTyped(dayText(day))
      onSet({ end: { kind: 'until', day } })
    } else onSet({ end: { kind: 'never' } })
  }
  return (
    <>
      <Select
        label={t('repeat.end')}
        value={end.kind}
        onChange={choose}
        options={(['never', 'until', 'count'] as const).map((kind) => ({
          value: kind,
          label: t(`repeat.${kind}`),
        }))}
      />
      {end.kind === 'until' && (
        <TextField
          label={t('repeat.untilDay')}
          value={typed}
          onChange={(text) => {
            setTyped(text)
            onSet({ end: { kind: 'until', day: parseDay(text, today) ?? '' } })
          }}
        />
      )}
      {end.kind === 'count' && (
        <TextField
          label={t('repeat.times')}
          value={end.count === 0 ? '' : String(end.count)}
          onChange={(text) => onSet({ end: { kind: 'count', count: digits(text, 3) } })}
          inputMode="numeric"
        />
      )}
    </>
  )
}

function Exceptions({ value, onSet, today }: PartProps & { today: Day }) {
  const { t } = useTranslation('schedule')
  const [typed, setTyped] = useState('')
  const day = parseDay(typed, today)
  function add() {
    if (day === null || value.exceptDays.includes(day)) return
    onSet({ exceptDays: [...value.exceptDays, day].toSorted() })
    setTyped('')
  }
  return (
    <div className={styles.exceptions}>
      <TextField
        label={t('repeat.except')}
        placeholder={t('repeat.exceptAdd')}
        value={typed}
        onChange={setTyped}
        onBlur={add}
        onKeyDown={(event) => {
          if (event.key !== 'Enter') return
          event.preventDefault()
          add()
        }}
      />
      <ul className={styles.exceptDays}>
        {value.exceptDays.map((except) => (
          <li key={except} className={styles.exceptDay}>
            {dayText(except)}
            <IconButton
              size="sm"
              label={t('repeat.exceptRemove', { day: dayText(except) })}
              icon={<X size={14} />}
              onClick={() => onSet({ exceptDays: value.exceptDays.filter((other) => other !== except) })}
            />
          </li>
        ))}
      </ul>
    </div>
  )
}

const MOST_PREVIEWED = 10

/** The next days, with what a holiday does to them, as the bridge counts them. */
function Preview({ startsAt, recurrence }: { startsAt: number; recurrence: Recurrence }) {
  const { t } = useTranslation('schedule')
  const language = useLanguage()
  const { full } = useDayWords()
  const asked = useDebounced(JSON.stringify({ startsAt, recurrence }))
  const { data, error } = useQuery({
    queryKey: [SCHEDULE, 'preview', asked],
    queryFn: ({ signal }) => rest('series.preview', { body: { startsAt, recurrence }, signal }),
    placeholderData: keepPreviousData,
  })
  if (error !== null) return <ErrorText>{errorText(problemOf(error), language)}</ErrorText>
  if (data === undefined) return <Spinner>{t('repeat.preview')}</Spinner>
  if (data.items.length === 0) return <p className={styles.soft}>{t('repeat.previewNone')}</p>
  return (
    <>
      <ol className={styles.previewList} aria-label={t('repeat.preview')}>
        {data.items.slice(0, MOST_PREVIEWED).map((item) => (
          <li key={`${item.day}-${item.startsAt}`} data-skipped={item.skipped}>
            <span>{full(item.skipped ? item.day : dayOf(item.startsAt))}</span>
            {item.holiday !== null && (
              <span className={styles.previewNote}>
                {item.skipped && t('repeat.previewSkipped', { holiday: item.holiday[language] })}
                {!item.skipped &&
                  item.movedFrom !== null &&
                  t('repeat.previewMoved', { day: dayText(item.movedFrom), holiday: item.holiday[language] })}
                {!item.skipped &&
                  item.movedFrom === null &&
                  t('repeat.previewHoliday', { holiday: item.holiday[language] })}
              </span>
            )}
          </li>
        ))}
      </ol>
      {data.endless && <p className={styles.soft}>{t('repeat.endless')}</p>}
    </>
  )
}
