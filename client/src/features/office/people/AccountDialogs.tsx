import { assertUnreachable, type AccountDetail } from '@diem-cau/protocol'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { errorText, useLanguage, useTranslation } from '../../../i18n/index.ts'
import type { Problem } from '../../../state/api.ts'
import { problemOf } from '../../../state/problem.ts'
import { rest } from '../../../state/rest.ts'
import { ConfirmDialog, ErrorText, useToast } from '../../../ui/index.ts'
import { EditAccountDialog, NewAccountDialog } from './AccountFormDialog.tsx'
import { FirstPasswordDialog } from './FirstPasswordDialog.tsx'
import { LoginsDialog } from './LoginsDialog.tsx'
import { nameOf, type Task } from './task.ts'
import { useAtOnce } from './useAtOnce.ts'

interface AccountDialogsProps {
  task: Task | null
  onTask: (task: Task | null) => void
}

/** The dialog of the task in hand. What is done at once needs none. */
export function AccountDialogs({ task, onTask }: AccountDialogsProps) {
  const close = () => onTask(null)
  if (task === null) return null
  switch (task.kind) {
    case 'add':
      return <NewAccountDialog onClose={close} onTask={onTask} />
    case 'edit':
      return <EditAccountDialog account={task.account} onClose={close} />
    case 'password':
      return <FirstPasswordDialog account={task.account} password={task.password} onClose={close} />
    case 'logins':
      return <LoginsDialog account={task.account} onClose={close} />
    case 'reset':
      return <ResetDialog account={task.account} onTask={onTask} />
    case 'disable':
      return <DisableDialog account={task.account} onClose={close} />
    default:
      return assertUnreachable(task)
  }
}

function ResetDialog({ account, onTask }: { account: AccountDetail; onTask: (task: Task | null) => void }) {
  const { t } = useTranslation('people')
  const language = useLanguage()
  const queries = useQueryClient()
  const [problem, setProblem] = useState<Problem | null>(null)
  async function reset() {
    try {
      const answer = await rest('account.resetPassword', { params: { accountId: account.accountId } })
      void queries.invalidateQueries({ queryKey: ['accounts'] })
      onTask({ kind: 'password', account: answer.account, password: answer.firstPassword ?? '' })
    } catch (error) {
      setProblem(problemOf(error))
      throw error
    }
  }
  return (
    <ConfirmDialog
      open
      // After the reset another task stands here, which is not to be closed with this dialog.
      onOpenChange={(open) => !open && problem !== null && onTask(null)}
      title={t('password.resetTitle', { name: nameOf(account) })}
      consequence={t('password.resetBody')}
      confirmLabel={t('resetPassword')}
      onConfirm={reset}
      error={problem !== null && <ErrorText>{errorText(problem, language)}</ErrorText>}
    />
  )
}

function DisableDialog({ account, onClose }: { account: AccountDetail; onClose: () => void }) {
  const { t } = useTranslation(['people', 'common'])
  const language = useLanguage()
  const queries = useQueryClient()
  const toast = useToast()
  const { enable } = useAtOnce()
  const [problem, setProblem] = useState<Problem | null>(null)
  async function disable() {
    const { accountId, version: ifMatch } = account
    try {
      const params = { accountId }
      const { version } = await rest('account.update', { params, body: { state: 'disabled' }, ifMatch })
      toast({
        text: t('disabled', { name: nameOf(account) }),
        action: { label: t('common:action.undo'), onAction: () => void enable(account, version) },
      })
    } catch (error) {
      setProblem(problemOf(error))
      throw error
    } finally {
      void queries.invalidateQueries({ queryKey: ['accounts'] })
    }
  }
  return (
    <ConfirmDialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t('confirmDisable.title', { name: nameOf(account) })}
      consequence={t('confirmDisable.body')}
      confirmLabel={t('disable')}
      onConfirm={disable}
      error={problem !== null && <ErrorText>{errorText(problem, language)}</ErrorText>}
    />
  )
}
