import type { AccountDetail } from '@diem-cau/protocol'
import { useQueryClient } from '@tanstack/react-query'
import { useState, type SubmitEvent } from 'react'
import { errorText, useLanguage, useTranslation } from '../../../i18n/index.ts'
import type { Problem } from '../../../state/api.ts'
import { accountFaults, draftOf } from '../../../state/people/accountDraft.ts'
import { problemOf } from '../../../state/problem.ts'
import { rest } from '../../../state/rest.ts'
import { Button, ErrorText, TextField, useToast } from '../../../ui/index.ts'
import styles from './Me.module.css'

/** The own name and addresses. */
export function ProfileForm({ account }: { account: AccountDetail }) {
  const { t } = useTranslation(['me', 'people'])
  const language = useLanguage()
  const queries = useQueryClient()
  const toast = useToast()
  const [draft, setDraft] = useState(() => draftOf(account))
  const [tried, setTried] = useState(false)
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<Problem | null>(null)
  const faults = accountFaults(draft)
  const { displayName, email, phone } = draft

  async function submit(event: SubmitEvent) {
    event.preventDefault()
    setTried(true)
    if (faults.length > 0) return
    setBusy(true)
    setProblem(null)
    try {
      const body = { displayName: displayName.trim(), email: email.trim(), phone: phone.trim() }
      queries.setQueryData(['me'], await rest('me.update', { body, ifMatch: account.version }))
      toast({ text: t('profile.saved') })
    } catch (error) {
      setProblem(problemOf(error))
    } finally {
      setBusy(false)
    }
  }
  const text = (name: 'displayName' | 'email' | 'phone') => ({
    label: t(`profile.${name}`),
    value: draft[name],
    onChange: (value: string) => setDraft({ ...draft, [name]: value }),
    error: tried && faults.includes(name) ? t(`people:form.fault.${name}`) : undefined,
  })
  return (
    <form className={styles.form} onSubmit={(event) => void submit(event)} noValidate>
      <TextField {...text('displayName')} autoComplete="name" maxLength={200} />
      <TextField {...text('email')} type="email" autoComplete="email" maxLength={254} />
      <TextField {...text('phone')} type="tel" autoComplete="tel" maxLength={40} />
      {problem !== null && <ErrorText>{errorText(problem, language)}</ErrorText>}
      <span>
        <Button type="submit" tone="primary" busy={busy}>
          {t('profile.save')}
        </Button>
      </span>
    </form>
  )
}
