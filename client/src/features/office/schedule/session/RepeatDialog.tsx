import type { SessionDetail } from '@diem-cau/protocol'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { newCommandId } from '../../../../connection/identity.ts'
import { errorText, useLanguage, useTranslation } from '../../../../i18n/index.ts'
import type { Problem } from '../../../../state/api.ts'
import { problemOf } from '../../../../state/problem.ts'
import { rest } from '../../../../state/rest.ts'
import { dayOf } from '../../../../state/schedule/days.ts'
import { recurrenceOf, repetitionFault, repetitionFor } from '../../../../state/schedule/recurrence.ts'
import { Button, Dialog, ErrorText, useToast } from '../../../../ui/index.ts'
import { useConsole } from '../../../console/ConsoleContext.ts'
import { RepetitionEditor } from '../form/RepetitionEditor.tsx'
import { SCHEDULE } from '../queries.ts'

/** Makes a session the first of a series. */
export function RepeatDialog({ session, onClose }: { session: SessionDetail; onClose: () => void }) {
  const { t } = useTranslation('schedule')
  const language = useLanguage()
  const toast = useToast()
  const queries = useQueryClient()
  const { clockNow } = useConsole()
  const [value, setValue] = useState(() => repetitionFor(dayOf(session.startsAt)))
  const [command] = useState(newCommandId)
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<Problem | null>(null)
  async function save() {
    setBusy(true)
    setProblem(null)
    try {
      const body = { command, sessionId: session.sessionId, recurrence: recurrenceOf(value) }
      const { sessionCount } = await rest('series.create', { body })
      toast({ text: t('repeat.made', { count: sessionCount }) })
      onClose()
    } catch (error) {
      setProblem(problemOf(error))
    } finally {
      setBusy(false)
      void queries.invalidateQueries({ queryKey: [SCHEDULE] })
    }
  }
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      width="lg"
      title={t('repeat.on')}
      footer={
        <Button
          tone="primary"
          busy={busy}
          disabled={repetitionFault(value) !== null}
          onClick={() => void save()}
        >
          {t('repeat.save')}
        </Button>
      }
    >
      <RepetitionEditor
        value={value}
        onChange={setValue}
        startsAt={session.startsAt}
        today={dayOf(clockNow)}
      />
      {problem !== null && <ErrorText>{errorText(problem, language)}</ErrorText>}
    </Dialog>
  )
}
