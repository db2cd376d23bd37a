import type { AccountDetail } from '@diem-cau/protocol'
import { useQueryClient } from '@tanstack/react-query'
import { errorText, useLanguage, useTranslation } from '../../../i18n/index.ts'
import { problemOf } from '../../../state/problem.ts'
import { rest } from '../../../state/rest.ts'
import { useToast } from '../../../ui/index.ts'
import { nameOf } from './task.ts'

/** What needs no question: done, and said. */
export function useAtOnce() {
  const { t } = useTranslation('people')
  const language = useLanguage()
  const queries = useQueryClient()
  const toast = useToast()
  async function act(account: AccountDetail, said: 'enabled' | 'unlocked', work: () => Promise<unknown>) {
    try {
      await work()
      toast({ text: t(said, { name: nameOf(account) }) })
    } catch (error) {
      toast({ text: errorText(problemOf(error), language), tone: 'warn' })
    }
    await queries.invalidateQueries({ queryKey: ['accounts'] })
  }
  return {
    unlock: (account: AccountDetail) =>
      act(account, 'unlocked', () => rest('account.unlock', { params: { accountId: account.accountId } })),
    enable: (account: AccountDetail, version = account.version) =>
      act(account, 'enabled', () =>
        rest('account.update', {
          params: { accountId: account.accountId },
          body: { state: 'active' },
          ifMatch: version,
        }),
      ),
  }
}
