import { useTranslation } from '../../../../i18n/index.ts'
import { dayOf } from '../../../../state/schedule/days.ts'
import { startOf } from '../../../../state/schedule/draft.ts'
import { repetitionFor } from '../../../../state/schedule/recurrence.ts'
import { Switch } from '../../../../ui/index.ts'
import { RepetitionEditor } from './RepetitionEditor.tsx'
import { Section } from './Section.tsx'
import type { SessionFormState } from './useSessionForm.ts'

/** Whether the session is the first of a series. */
export function RepeatSection({ form }: { form: SessionFormState }) {
  const { t } = useTranslation('schedule')
  const { draft, repetition, setRepetition, today } = form
  const startsAt = startOf(draft, today)
  return (
    <Section title={t('repeat.title')}>
      <Switch
        label={t('repeat.on')}
        checked={repetition !== null}
        onChange={(on) =>
          setRepetition(on ? repetitionFor(startsAt === null ? today : dayOf(startsAt)) : null)
        }
      />
      {repetition !== null && (
        <RepetitionEditor value={repetition} onChange={setRepetition} startsAt={startsAt} today={today} />
      )}
    </Section>
  )
}
