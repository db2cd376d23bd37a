import type { LoginDetail } from '@diem-cau/protocol'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { errorText, useLanguage, useTranslation } from '../../../i18n/index.ts'
import type { Problem } from '../../../state/api.ts'
import { problemOf } from '../../../state/problem.ts'
import { rest } from '../../../state/rest.ts'
import { Button, ErrorText, Spinner, StatusDot, useToast } from '../../../ui/index.ts'
import { LoginTable } from '../people/LoginTable.tsx'
import styles from './Me.module.css'

/** Where one is logged in, and the way to end what one does not know. */
export function OwnLogins() {
  const { t } = useTranslation('me')
  const language = useLanguage()
  const toast = useToast()
  const queries = useQueryClient()
  const logins = useQuery({
    queryKey: ['me', 'logins'],
    queryFn: ({ signal }) => rest('me.logins', { signal }),
  })
  const [problem, setProblem] = useState<Problem | null>(null)
  async function act(work: () => Promise<unknown>) {
    setProblem(null)
    try {
      await work()
      toast({ text: t('logins.revoked') })
    } catch (error) {
      setProblem(problemOf(error))
    }
    await queries.invalidateQueries({ queryKey: ['me', 'logins'] })
  }
  const items: LoginDetail[] = logins.data?.items ?? []
  const failed = problem ?? (logins.isError ? problemOf(logins.error) : null)
  return (
    <section className={styles.card}>
      <div className={styles.head}>
        <h2>{t('logins.title')}</h2>
        {items.length > 1 && (
          <Button size="sm" onClick={() => void act(() => rest('me.revokeOtherLogins'))}>
            {t('logins.revokeOthers')}
          </Button>
        )}
      </div>
      {logins.isPending && <Spinner>{t('loading')}</Spinner>}
      {items.length > 0 && (
        <LoginTable
          logins={items}
          renderAction={({ loginId, current }) =>
            current ? (
              <StatusDot tone="good" label={t('logins.current')} />
            ) : (
              <Button
                size="sm"
                onClick={() => void act(() => rest('me.revokeLogin', { params: { loginId } }))}
              >
                {t('logins.revoke')}
              </Button>
            )
          }
        />
      )}
      {failed !== null && <ErrorText>{errorText(failed, language)}</ErrorText>}
    </section>
  )
}
