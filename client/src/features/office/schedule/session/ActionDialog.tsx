import type { SessionDetail } from '@diem-cau/protocol'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { navigate } from '../../../../app/navigation.tsx'
import { errorText, useLanguage, useTranslation } from '../../../../i18n/index.ts'
import type { Problem } from '../../../../state/api.ts'
import { problemOf } from '../../../../state/problem.ts'
import { rest } from '../../../../state/rest.ts'
import type { SessionAction } from '../../../../state/schedule/sessionActions.ts'
import { Button, Dialog, ErrorText, TextField, useToast } from '../../../../ui/index.ts'
import { calendarPath } from '../places.ts'
import { SCHEDULE, sessionKey } from '../queries.ts'
import { useToldWords } from '../useToldWords.ts'
import { useDayWords } from '../words.ts'

interface ActionDialogProps {
  session: SessionDetail
  action: SessionAction
  onClose: () => void
}

type Asked = 'schedule' | 'rehearse' | 'endRehearsal' | 'start' | 'end' | 'archive' | 'cancel' | 'remove'
const ASKED: readonly Asked[] = [
  'schedule',
  'rehearse',
  'endRehearsal',
  'start',
  'end',
  'archive',
  'cancel',
  'remove',
]

/** Says what an action does before it is done. */
export function ActionDialog({ session, action, onClose }: ActionDialogProps) {
  const asked = ASKED.find((entry) => entry === action)
  return asked === undefined ? null : <Question session={session} action={asked} onClose={onClose} />
}

/** Does it. @throws ApiError */
async function carryOut(
  action: Asked,
  session: SessionDetail,
  reason: string,
): Promise<SessionDetail | null> {
  const at = { params: { sessionId: session.sessionId }, ifMatch: session.version }
  switch (action) {
    case 'schedule':
      return rest('sessions.schedule', at)
    case 'rehearse':
      return rest('sessions.rehearse', at)
    case 'start':
      return rest('sessions.start', at)
    case 'end':
    case 'endRehearsal':
      return rest('sessions.end', at)
    case 'archive':
      return rest('sessions.archive', at)
    case 'cancel':
      return rest('sessions.cancel', { ...at, body: { reason } })
    case 'remove':
      await rest('sessions.remove', at)
      return null
    default:
      return action satisfies never
  }
}

function Question({ session, action, onClose }: ActionDialogProps & { action: Asked }) {
  const { t } = useTranslation('schedule')
  const language = useLanguage()
  const toast = useToast()
  const queries = useQueryClient()
  const words = useQuestionWords(session)[action]
  const [reason, setReason] = useState('')
  const [tried, setTried] = useState(false)
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<Problem | null>(null)
  const needsReason = action === 'cancel'

  async function run() {
    setTried(true)
    if (needsReason && reason.trim() === '') return
    setBusy(true)
    setProblem(null)
    try {
      const after = await carryOut(action, session, reason.trim())
      if (after === null) navigate(calendarPath)
      else queries.setQueryData(sessionKey(session.sessionId), after)
      toast({ text: t(`session.done.${action}`) })
      onClose()
    } catch (error) {
      setProblem(problemOf(error))
    } finally {
      setBusy(false)
      void queries.invalidateQueries({ queryKey: [SCHEDULE] })
    }
  }

  const isDanger = action === 'cancel' || action === 'remove'
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      width="sm"
      title={words.title}
      description={words.body}
      footer={
        <>
          <Button onClick={onClose}>{isDanger ? t('session.confirm.keepIt') : t('form.confirmBack')}</Button>
          <Button
            tone={isDanger ? 'danger' : action === 'end' ? 'live' : 'primary'}
            busy={busy}
            onClick={() => void run()}
          >
            {t(`session.action.${action}`)}
          </Button>
        </>
      }
    >
      {needsReason && (
        <TextField
          label={t('session.confirm.reason')}
          placeholder={t('session.confirm.reasonPlaceholder')}
          value={reason}
          onChange={setReason}
          maxLength={1_000}
          error={tried && reason.trim() === '' ? t('session.confirm.reasonMissing') : undefined}
        />
      )}
      {problem !== null && <ErrorText>{errorText(problem, language)}</ErrorText>}
    </Dialog>
  )
}

function useQuestionWords(session: SessionDetail) {
  const { t } = useTranslation('schedule')
  const { span } = useDayWords()
  const told = useToldWords()
  const { title, startsAt, durationMinutes, siteIds } = session
  const values = { title, count: siteIds.length, when: span(startsAt, startsAt + durationMinutes * 60_000) }
  return {
    schedule: { title: t('form.confirmTitle', values), body: t('form.confirmBody', { ...values, told }) },
    rehearse: { title: t('session.confirm.rehearse'), body: t('session.confirm.rehearseBody', values) },
    endRehearsal: { title: t('session.confirm.endRehearsal'), body: t('session.confirm.endRehearsalBody') },
    start: { title: t('session.confirm.start', values), body: t('session.confirm.startBody', values) },
    end: { title: t('session.confirm.end', values), body: t('session.confirm.endBody') },
    archive: { title: t('session.confirm.archive', values), body: t('session.confirm.archiveBody') },
    cancel: { title: t('session.confirm.cancel', values), body: t('session.confirm.cancelBody') },
    remove: { title: t('session.confirm.remove', values), body: t('session.confirm.removeBody') },
  }
}
