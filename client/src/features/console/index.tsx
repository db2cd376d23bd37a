import { assertUnreachable, type AccountView } from '@diem-cau/protocol'
import { useEffect, useState } from 'react'
import { errorText, useLanguage, useTranslation } from '../../i18n/index.ts'
import { fetchAccount, type Problem } from '../../state/api.ts'
import { problemOf } from '../../state/problem.ts'
import { Button, EmptyState, Spinner } from '../../ui/index.ts'
import { FirstPassword } from '../office/me/FirstPassword.tsx'
import { LoginPage } from '../login/index.tsx'
import { Console } from './Console.tsx'
import styles from './Console.module.css'

type Login =
  | { kind: 'checking' }
  | { kind: 'failed'; problem: Problem }
  | { kind: 'out' }
  | { kind: 'in'; account: AccountView }

async function checkLogin(): Promise<Login> {
  try {
    const account = await fetchAccount()
    return account === null ? { kind: 'out' } : { kind: 'in', account }
  } catch (error) {
    return { kind: 'failed', problem: problemOf(error) }
  }
}

/** The console, behind a login. */
export default function ConsolePage() {
  const { t } = useTranslation(['login', 'common', 'console'])
  const language = useLanguage()
  const [login, setLogin] = useState<Login>({ kind: 'checking' })
  useEffect(() => void checkLogin().then(setLogin), [])
  const again = () => {
    setLogin({ kind: 'checking' })
    void checkLogin().then(setLogin)
  }
  useEffect(() => {
    document.title = `${t('console:title')} · ${t('common:product')}`
  }, [t])

  switch (login.kind) {
    case 'checking':
      return (
        <main className={styles.centred}>
          <Spinner size="lg">{t('checking')}</Spinner>
        </main>
      )
    case 'failed':
      return (
        <main className={styles.centred}>
          <EmptyState
            title={errorText(login.problem, language)}
            action={
              <Button tone="primary" onClick={again}>
                {t('common:action.retry')}
              </Button>
            }
          />
        </main>
      )
    case 'out':
      return <LoginPage onLogin={(account) => setLogin({ kind: 'in', account })} />
    case 'in':
      if (login.account.mustChangePassword) {
        return <FirstPassword onDone={again} onLoggedOut={() => setLogin({ kind: 'out' })} />
      }
      return (
        <Console
          key={login.account.userName}
          account={login.account}
          onLoggedOut={() => setLogin({ kind: 'out' })}
          onChanged={(account) => setLogin({ kind: 'in', account })}
        />
      )
    default:
      return assertUnreachable(login)
  }
}
