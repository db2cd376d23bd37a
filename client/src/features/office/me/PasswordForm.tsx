import { useState, type SubmitEvent } from 'react'
import { errorText, useLanguage, useTranslation } from '../../../i18n/index.ts'
import type { Problem } from '../../../state/api.ts'
import { passwordFaults, refusedField, type PasswordField } from '../../../state/people/passwordForm.ts'
import { problemOf } from '../../../state/problem.ts'
import { rest } from '../../../state/rest.ts'
import { Button, ErrorText, focusFirstFault, Switch, TextField } from '../../../ui/index.ts'
import styles from './Me.module.css'

const EMPTY = { current: '', next: '', again: '' }

interface PasswordFormProps {
  /** The present one was given by somebody else. */
  isFirst?: boolean
  onDone: () => void
}

/** Changes the own password. A refusal stands at the field that it is about. */
export function PasswordForm({ isFirst = false, onDone }: PasswordFormProps) {
  const { t } = useTranslation('me')
  const language = useLanguage()
  const [typed, setTyped] = useState(EMPTY)
  const [revokeTokens, setRevokeTokens] = useState(true)
  const [tried, setTried] = useState(false)
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<Problem | null>(null)
  const refused = problem === null ? null : refusedField(problem.code)

  async function submit(event: SubmitEvent) {
    event.preventDefault()
    const form = event.currentTarget
    setTried(true)
    setProblem(null)
    if (passwordFaults(typed).length > 0) return focusFirstFault(form)
    setBusy(true)
    try {
      const { current, next } = typed
      await rest('me.changePassword', { body: { current, next, revokeTokens } })
      setTyped(EMPTY)
      setTried(false)
      onDone()
    } catch (error) {
      setProblem(problemOf(error))
      focusFirstFault(form)
    } finally {
      setBusy(false)
    }
  }
  function faultOf(name: PasswordField): string | undefined {
    if (tried && passwordFaults(typed).includes(name)) return t(`password.fault.${name}`)
    return problem !== null && refused === name ? errorText(problem, language) : undefined
  }
  const field = (name: PasswordField) => ({
    label: t(`password.${name}`),
    type: 'password',
    value: typed[name],
    onChange: (value: string) => setTyped({ ...typed, [name]: value }),
    maxLength: 200,
    autoComplete: name === 'current' ? 'current-password' : 'new-password',
    error: faultOf(name),
  })
  return (
    <form className={styles.form} onSubmit={(event) => void submit(event)} noValidate>
      <TextField
        {...field('current')}
        {...(isFirst ? { label: t('password.given') } : {})}
        // eslint-disable-next-line jsx-a11y/no-autofocus -- the first password's page has this one purpose
        autoFocus={isFirst}
      />
      <TextField {...field('next')} hint={t('password.hint')} />
      <TextField {...field('again')} />
      {!isFirst && (
        <Switch
          label={t('password.revokeTokens')}
          hint={t('password.revokeTokensHint')}
          checked={revokeTokens}
          onChange={setRevokeTokens}
        />
      )}
      {problem !== null && refused === null && <ErrorText>{errorText(problem, language)}</ErrorText>}
      <span>
        <Button type="submit" tone="primary" busy={busy}>
          {t('password.submit')}
        </Button>
      </span>
    </form>
  )
}
