import {
  ERROR_CATALOGUE,
  errorReply,
  type AccountView,
  type ErrorCode,
  type LoginMethods,
} from '@diem-cau/protocol'
import { Eye, EyeOff, LogIn } from 'lucide-react'
import { useEffect, useState, type SubmitEvent } from 'react'
import { Link, PATHS } from '../../app/navigation.tsx'
import { Preferences } from '../../app/Preferences.tsx'
import { errorText, useLanguage, useTranslation } from '../../i18n/index.ts'
import { fetchLoginMethods, login, type Problem } from '../../state/api.ts'
import { problemOf } from '../../state/problem.ts'
import { Button, ErrorText, focusFirstFault, IconButton, TextField } from '../../ui/index.ts'
import styles from './Login.module.css'

/** Why a single sign-on came back without a login: its code is in the address. */
function signOnProblem(): Problem | null {
  const code = new URLSearchParams(globalThis.location.search).get('sso')
  return code !== null && isKnown(code) ? errorReply(code) : null
}

function isKnown(code: string): code is ErrorCode {
  return Object.hasOwn(ERROR_CATALOGUE, code)
}

/** Asks a person who they are. */
export function LoginPage({ onLogin }: { onLogin: (account: AccountView) => void }) {
  const { t } = useTranslation(['login', 'common'])
  const language = useLanguage()
  const [userName, setUserName] = useState('')
  const [password, setPassword] = useState('')
  const [shown, setShown] = useState(false)
  const [busy, setBusy] = useState(false)
  const [tried, setTried] = useState(false)
  const [problem, setProblem] = useState(signOnProblem)
  const [methods, setMethods] = useState<LoginMethods | null>(null)
  useEffect(() => void fetchLoginMethods().then(setMethods), [])

  async function submit(event: SubmitEvent) {
    event.preventDefault()
    setTried(true)
    if (userName.trim() === '' || password === '') return focusFirstFault(event.currentTarget)
    setBusy(true)
    setProblem(null)
    try {
      onLogin(await login(userName.trim(), password))
    } catch (error) {
      setProblem(problemOf(error))
    } finally {
      setBusy(false)
    }
  }

  return (
    <div className={styles.page}>
      <header className={styles.top}>
        <Link href={PATHS.home} className={styles.brand}>
          <img src="/icon.svg" alt="" width={28} height={28} />
          {t('common:product')}
        </Link>
        <span className={styles.preferences}>
          <Preferences />
        </span>
      </header>
      <main className={styles.main}>
        <form className={styles.form} onSubmit={(event) => void submit(event)} noValidate>
          <h1 className={styles.title}>{t('title')}</h1>
          <TextField
            label={t('userName')}
            name="userName"
            size="lg"
            value={userName}
            onChange={setUserName}
            autoComplete="username"
            autoCapitalize="none"
            spellCheck={false}
            // eslint-disable-next-line jsx-a11y/no-autofocus -- the page has this one purpose
            autoFocus
            error={tried && userName.trim() === '' ? t('required.userName') : undefined}
          />
          <TextField
            label={t('password')}
            name="password"
            size="lg"
            type={shown ? 'text' : 'password'}
            value={password}
            onChange={setPassword}
            autoComplete="current-password"
            error={tried && password === '' ? t('required.password') : undefined}
            trailing={
              <IconButton
                label={shown ? t('hide') : t('show')}
                icon={shown ? <EyeOff size={18} /> : <Eye size={18} />}
                onClick={() => setShown(!shown)}
              />
            }
          />
          {problem !== null && <ErrorText>{errorText(problem, language)}</ErrorText>}
          <Button type="submit" tone="primary" size="lg" block busy={busy}>
            {busy ? t('submitting') : t('submit')}
          </Button>
          {methods !== null && methods.singleSignOn !== null && (
            <a className={styles.signOn} href="/api/sso/start">
              <LogIn size={18} aria-hidden="true" />
              {methods.singleSignOn[language]}
            </a>
          )}
          <p className={styles.hint}>{t('first')}</p>
        </form>
      </main>
    </div>
  )
}
