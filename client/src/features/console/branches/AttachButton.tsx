import type { SessionId } from '@diem-cau/protocol'
import { Merge } from 'lucide-react'
import { useState } from 'react'
import { errorText, useLanguage, useTranslation } from '../../../i18n/index.ts'
import type { Problem } from '../../../state/api.ts'
import { problemOf } from '../../../state/problem.ts'
import { Button, ConfirmDialog, ErrorText } from '../../../ui/index.ts'
import { useConsole } from '../ConsoleContext.ts'

interface AttachButtonProps {
  /** The separate session, which ends by it. */
  sessionId: SessionId
  unitName: string
  parentTitle: string
  /** Among several of its kind it says of whom it is. */
  named?: boolean
}

/** Takes a unit's rooms back to the session that they came from, once somebody has confirmed it. */
export function AttachButton({ sessionId, unitName, parentTitle, named = false }: AttachButtonProps) {
  const { t } = useTranslation('console')
  const language = useLanguage()
  const { connection, chooseSession } = useConsole()
  const [asking, setAsking] = useState(false)
  const [problem, setProblem] = useState<Problem | null>(null)

  async function attach() {
    setProblem(null)
    try {
      const parent = await connection.command('session.attachBranch', { sessionId })
      chooseSession(parent.sessionId)
    } catch (error) {
      setProblem(problemOf(error))
      throw error
    }
  }

  return (
    <>
      <Button
        size="sm"
        tone={named ? 'secondary' : 'primary'}
        icon={<Merge size={15} />}
        onClick={() => setAsking(true)}
        {...(named ? { 'aria-label': t('branch.attachOf', { name: unitName }) } : {})}
      >
        {named ? t('branch.attachShort') : t('branch.attach')}
      </Button>
      <ConfirmDialog
        open={asking}
        onOpenChange={setAsking}
        title={t('branch.attachTitle', { name: unitName })}
        consequence={t('branch.attachBody', { title: parentTitle })}
        confirmLabel={t('branch.attach')}
        error={problem === null ? undefined : <ErrorText>{errorText(problem, language)}</ErrorText>}
        onConfirm={attach}
      />
    </>
  )
}
