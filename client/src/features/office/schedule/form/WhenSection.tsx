import { CalendarX, History } from 'lucide-react'
import { useRef } from 'react'
import { useLanguage, useTranslation } from '../../../../i18n/index.ts'
import { addDays, dayOf, minutesOf, weekdayOf } from '../../../../state/schedule/days.ts'
import { startOf, type DraftFault, type SessionDraft } from '../../../../state/schedule/draft.ts'
import { moved, titleOnDay } from '../../../../state/schedule/moved.ts'
import { clockText, dayText, parseClock, parseDay, parseDuration } from '../../../../state/schedule/typed.ts'
import { Switch, TextField } from '../../../../ui/index.ts'
import { useConsole } from '../../../console/ConsoleContext.ts'
import { useHolidayOf } from '../queries.ts'
import { useDayWords } from '../words.ts'
import styles from './Form.module.css'
import { Section } from './Section.tsx'
import type { SessionFormState } from './useSessionForm.ts'

/** Day, time and length as one types them, and what they mean in words. */
export function WhenSection({ form }: { form: SessionFormState }) {
  const { t } = useTranslation('schedule')
  const { draft, change, shownFaults, today } = form
  const day = parseDay(draft.day, today)
  const startsAt = startOf(draft, today)
  // When it began before the field that has the focus was typed into.
  const before = useRef(startsAt)
  function settle(tidied: Partial<SessionDraft>) {
    const from = before.current
    const follows = form.isNew && from !== null && startsAt !== null && draft.title === form.givenTitle()
    const title = follows ? titleOnDay(draft.title, dayOf(from), dayOf(startsAt)) : draft.title
    if (follows) form.giveTitle(title)
    change({ ...tidied, ...moved(draft, from, today), title })
    if (startsAt !== null) before.current = startsAt
  }
  // What is plainly wrong is said at once; what is only unfinished when somebody saves.
  const error = (fault: 'day' | 'clock' | 'duration' | 'rehearsal' | 'rehearsalLate') =>
    shownFaults.includes(fault) ? t(`form.fault.${fault}`) : undefined
  return (
    <Section title={t('form.when')} aside={<WhenWords draft={draft} today={today} />}>
      <div className={styles.triple}>
        <TextField
          label={t('form.day')}
          hint={t('form.dayHint')}
          value={draft.day}
          onChange={(value) => change({ day: value })}
          onBlur={() => settle(day === null ? {} : { day: dayText(day) })}
          onKeyDown={(event) => {
            const by = event.key === 'ArrowUp' ? 1 : event.key === 'ArrowDown' ? -1 : 0
            if (by === 0 || day === null) return
            event.preventDefault()
            change({ day: dayText(addDays(day, by)) })
          }}
          inputMode="numeric"
          autoComplete="off"
          error={error('day')}
        />
        <TextField
          label={t('form.clock')}
          hint={t('form.clockHint')}
          value={draft.clock}
          onChange={(clock) => change({ clock })}
          onBlur={() => settle({ clock: tidyClock(draft.clock) })}
          autoComplete="off"
          error={error('clock')}
        />
        <TextField
          label={t('form.duration')}
          hint={t('form.durationHint')}
          value={draft.duration}
          onChange={(duration) => change({ duration })}
          autoComplete="off"
          error={error('duration')}
        />
      </div>
      <DayNotes draft={draft} today={today} />
      <Rehearsal form={form} error={error('rehearsal') ?? error('rehearsalLate')} />
    </Section>
  )
}

function tidyClock(text: string): string {
  const minutes = parseClock(text)
  return minutes === null ? text : clockText(minutes)
}

/** `Thứ Hai, 08:00 – 10:00`. */
function WhenWords({ draft, today }: { draft: SessionDraft; today: string }) {
  const { t } = useTranslation('schedule')
  const { weekday } = useDayWords()
  const startsAt = startOf(draft, today)
  const duration = parseDuration(draft.duration)
  if (startsAt === null || duration === null) return null
  const endsAt = startsAt + duration * 60_000
  const values = {
    weekday: weekday(weekdayOf(dayOf(startsAt))),
    from: clockText(minutesOf(startsAt)),
    to: clockText(minutesOf(endsAt)),
  }
  return (
    <strong className={styles.whenWords}>
      {dayOf(startsAt) === dayOf(endsAt - 1)
        ? t('form.until', values)
        : t('form.untilNextDay', { ...values, day: dayText(dayOf(endsAt)) })}
    </strong>
  )
}

/** A public holiday, a time that is over. */
function DayNotes({ draft, today }: { draft: SessionDraft; today: string }) {
  const { t } = useTranslation('schedule')
  const language = useLanguage()
  const { clockNow } = useConsole()
  const day = parseDay(draft.day, today)
  const holiday = useHolidayOf(day)
  const startsAt = startOf(draft, today)
  return (
    <>
      {holiday?.kind === 'holiday' && day !== null && (
        <p className={styles.warning}>
          <CalendarX size={16} aria-hidden="true" />
          {t('form.holiday', { day: dayText(day), name: holiday.name[language] })}
        </p>
      )}
      {startsAt !== null && startsAt < clockNow && (
        <p className={styles.warning}>
          <History size={16} aria-hidden="true" />
          {t('form.past')}
        </p>
      )}
    </>
  )
}

const REHEARSAL_AT: DraftFault[] = ['rehearsal', 'rehearsalLate']

function Rehearsal({ form, error }: { form: SessionFormState; error: string | undefined }) {
  const { t } = useTranslation('schedule')
  const { draft, change, today, faults } = form
  const isOn = draft.rehearsalDay !== '' || draft.rehearsalClock !== ''
  const late = faults.includes('rehearsalLate') ? t('form.fault.rehearsalLate') : undefined
  function toggle(on: boolean) {
    const day = parseDay(draft.day, today) ?? today
    change(
      on
        ? { rehearsalDay: dayText(addDays(day, -1)), rehearsalClock: '15:00' }
        : { rehearsalDay: '', rehearsalClock: '' },
    )
  }
  return (
    <>
      <Switch label={t('form.rehearsal')} checked={isOn} onChange={toggle} />
      {(isOn || REHEARSAL_AT.some((fault) => faults.includes(fault))) && (
        <div className={styles.triple}>
          <TextField
            label={t('form.rehearsalDay')}
            value={draft.rehearsalDay}
            onChange={(rehearsalDay) => change({ rehearsalDay })}
            autoComplete="off"
            error={error ?? late}
          />
          <TextField
            label={t('form.rehearsalClock')}
            value={draft.rehearsalClock}
            onChange={(rehearsalClock) => change({ rehearsalClock })}
            onBlur={() => change({ rehearsalClock: tidyClock(draft.rehearsalClock) })}
            autoComplete="off"
          />
        </div>
      )}
    </>
  )
}
