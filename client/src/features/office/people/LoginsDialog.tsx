import type { AccountDetail } from '@diem-cau/protocol'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { errorText, useLanguage, useTranslation } from '../../../i18n/index.ts'
import type { Problem } from '../../../state/api.ts'
import { problemOf } from '../../../state/problem.ts'
import { rest } from '../../../state/rest.ts'
import { Button, Dialog, ErrorText, Spinner, useToast } from '../../../ui/index.ts'
import { LoginTable } from './LoginTable.tsx'
import { nameOf } from './task.ts'

/** Where an account is logged in, and the way to end it. */
export function LoginsDialog({ account, onClose }: { account: AccountDetail; onClose: () => void }) {
  const { t } = useTranslation('people')
  const language = useLanguage()
  const toast = useToast()
  const params = { accountId: account.accountId }
  const logins = useQuery({
    queryKey: ['logins', account.accountId],
    queryFn: ({ signal }) => rest('account.logins', { params, signal }),
  })
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<Problem | null>(null)
  async function revoke() {
    setBusy(true)
    try {
      await rest('account.revokeLogins', { params })
      toast({ text: t('loginsRevoked', { name: nameOf(account) }) })
      onClose()
    } catch (error) {
      setProblem(problemOf(error))
    } finally {
      setBusy(false)
    }
  }
  const items = logins.data?.items ?? []
  const failed = problem ?? (logins.isError ? problemOf(logins.error) : null)
  return (
    <Dialog
      open
      width="lg"
      onOpenChange={(open) => !open && onClose()}
      title={t('loginsOf', { name: nameOf(account) })}
      footer={
        items.length > 0 && (
          <Button tone="danger" busy={busy} onClick={() => void revoke()}>
            {t('loginsRevoke')}
          </Button>
        )
      }
    >
      {logins.isPending && <Spinner>{t('loading')}</Spinner>}
      {logins.isSuccess && items.length === 0 && <p>{t('loginsNone')}</p>}
      {items.length > 0 && <LoginTable logins={items} />}
      {failed !== null && <ErrorText>{errorText(failed, language)}</ErrorText>}
    </Dialog>
  )
}
