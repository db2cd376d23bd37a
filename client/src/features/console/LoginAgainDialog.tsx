import type { AccountView, LoginMethods } from '@diem-cau/protocol'
import { useEffect, useId, useState, type SubmitEvent } from 'react'
import { errorText, useLanguage, useTranslation } from '../../i18n/index.ts'
import { fetchAccount, fetchLoginMethods, login, type Problem } from '../../state/api.ts'
import { problemOf } from '../../state/problem.ts'
import { Button, Dialog, ErrorText, TextField } from '../../ui/index.ts'

interface LoginAgainProps {
  /** Who was logged in. */
  userName: string
  onLogin: (account: AccountView) => void
  /** Somebody else wants to log in: what is on screen is given up. */
  onOther: () => void
  onClose: () => void
}

/** The login has ended while somebody was at work: what stands on the page stays, and one goes on after a password. */
export function LoginAgainDialog({ userName, onLogin, onOther, onClose }: LoginAgainProps) {
  const { t } = useTranslation('login')
  const language = useLanguage()
  const formId = useId()
  const [password, setPassword] = useState('')
  const [tried, setTried] = useState(false)
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<Problem | null>(null)
  const signOn = useSignOnElsewhere(userName, onLogin)

  async function submit(event: SubmitEvent) {
    event.preventDefault()
    setTried(true)
    if (password === '') return
    setBusy(true)
    setProblem(null)
    try {
      onLogin(await login(userName, password))
    } catch (error) {
      setProblem(problemOf(error))
    } finally {
      setBusy(false)
    }
  }
  return (
    <Dialog
      open
      width="sm"
      onOpenChange={(open) => !open && onClose()}
      title={t('again.title')}
      description={t('again.body')}
      footer={
        <>
          <Button tone="quiet" onClick={onOther}>
            {t('again.other')}
          </Button>
          <Button type="submit" form={formId} tone="primary" busy={busy}>
            {t('submit')}
          </Button>
        </>
      }
    >
      <form id={formId} onSubmit={(event) => void submit(event)} noValidate>
        <input type="hidden" name="userName" autoComplete="username" value={userName} />
        <TextField
          label={t('again.password', { userName })}
          name="password"
          type="password"
          value={password}
          onChange={setPassword}
          autoComplete="current-password"
          error={tried && password === '' ? t('required.password') : undefined}
        />
      </form>
      {problem !== null && <ErrorText>{errorText(problem, language)}</ErrorText>}
      {signOn !== null && (
        <a href="/api/sso/start" target="_blank" rel="noreferrer">
          {t('again.elsewhere', { label: signOn[language] })}
        </a>
      )}
    </Dialog>
  )
}

/** The single sign-on leads away from the page: it is gone through in another tab, and noticed on coming back. */
function useSignOnElsewhere(
  userName: string,
  onLogin: (account: AccountView) => void,
): LoginMethods['singleSignOn'] {
  const [label, setLabel] = useState<LoginMethods['singleSignOn']>(null)
  useEffect(() => void fetchLoginMethods().then(({ singleSignOn }) => setLabel(singleSignOn)), [])
  useEffect(() => {
    async function look() {
      const account = await fetchAccount().catch(() => null)
      if (account?.userName === userName) onLogin(account)
    }
    const listener = () => void look()
    globalThis.addEventListener('focus', listener)
    return () => globalThis.removeEventListener('focus', listener)
  }, [userName, onLogin])
  return label
}
