import { useState, type SubmitEvent } from 'react'
import { errorText, useLanguage, useTranslation } from '../../../i18n/index.ts'
import type { Problem } from '../../../state/api.ts'
import { problemOf } from '../../../state/problem.ts'
import { rest } from '../../../state/rest.ts'
import { Button, ErrorText, TextField } from '../../../ui/index.ts'
import styles from './Me.module.css'

const LEAST_CHARACTERS = 10
const EMPTY = { current: '', next: '', again: '' }

/** Changes the own password. */
export function PasswordForm({ onDone }: { onDone: () => void }) {
  const { t } = useTranslation('me')
  const language = useLanguage()
  const [typed, setTyped] = useState(EMPTY)
  const [tried, setTried] = useState(false)
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<Problem | null>(null)
  const faults = {
    current: typed.current === '' ? t('password.fault.current') : undefined,
    next: typed.next.length < LEAST_CHARACTERS ? t('password.fault.short') : undefined,
    again: typed.again === typed.next ? undefined : t('password.fault.differs'),
  }

  async function submit(event: SubmitEvent) {
    event.preventDefault()
    setTried(true)
    if (Object.values(faults).some((fault) => fault !== undefined)) return
    setBusy(true)
    setProblem(null)
    try {
      await rest('me.changePassword', { body: { current: typed.current, next: typed.next } })
      setTyped(EMPTY)
      setTried(false)
      onDone()
    } catch (error) {
      setProblem(problemOf(error))
    } finally {
      setBusy(false)
    }
  }
  const field = (name: keyof typeof EMPTY) => ({
    label: t(`password.${name}`),
    type: 'password',
    value: typed[name],
    onChange: (value: string) => setTyped({ ...typed, [name]: value }),
    maxLength: 200,
    autoComplete: name === 'current' ? 'current-password' : 'new-password',
    error: tried ? faults[name] : undefined,
  })
  return (
    <form className={styles.form} onSubmit={(event) => void submit(event)} noValidate>
      <TextField {...field('current')} />
      <TextField {...field('next')} hint={t('password.hint')} />
      <TextField {...field('again')} />
      {problem !== null && <ErrorText>{errorText(problem, language)}</ErrorText>}
      <span>
        <Button type="submit" tone="primary" busy={busy}>
          {t('password.submit')}
        </Button>
      </span>
    </form>
  )
}
