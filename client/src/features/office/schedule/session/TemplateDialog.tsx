import type { SessionDetail } from '@diem-cau/protocol'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { newCommandId } from '../../../../connection/identity.ts'
import { errorText, useLanguage, useTranslation } from '../../../../i18n/index.ts'
import type { Problem } from '../../../../state/api.ts'
import { problemOf } from '../../../../state/problem.ts'
import { rest } from '../../../../state/rest.ts'
import { planOf } from '../../../../state/schedule/difference.ts'
import { Button, Dialog, ErrorText, TextField, useToast } from '../../../../ui/index.ts'
import { SCHEDULE } from '../queries.ts'

/** Saves a session’s plan under a name. */
export function TemplateDialog({ session, onClose }: { session: SessionDetail; onClose: () => void }) {
  const { t } = useTranslation('schedule')
  const language = useLanguage()
  const toast = useToast()
  const queries = useQueryClient()
  const [name, setName] = useState(session.title)
  const [command] = useState(newCommandId)
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<Problem | null>(null)
  async function save() {
    setBusy(true)
    setProblem(null)
    try {
      const plan = { ...planOf(session), documentIds: [] }
      const body = { ...plan, agenda: plan.agenda.map((item) => ({ ...item, documentIds: [] })) }
      await rest('templates.create', { body: { command, name: name.trim(), body } })
      toast({ text: t('session.templateSaved', { name: name.trim() }) })
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
      width="sm"
      title={t('session.templateTitle')}
      description={t('session.templateBody')}
      footer={
        <Button tone="primary" busy={busy} disabled={name.trim() === ''} onClick={() => void save()}>
          {t('session.templateSave')}
        </Button>
      }
    >
      <TextField label={t('session.templateName')} value={name} onChange={setName} maxLength={200} />
      {problem !== null && <ErrorText>{errorText(problem, language)}</ErrorText>}
    </Dialog>
  )
}
