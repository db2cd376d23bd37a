import { API_SCOPES, type ApiScope, type RestReplyOf } from '@diem-cau/protocol'
import { SCOPE_KEYS } from '@diem-cau/protocol/words'
import { useId, useState, type SubmitEvent } from 'react'
import { errorText, useLanguage, useTranslation } from '../../../i18n/index.ts'
import type { Problem } from '../../../state/api.ts'
import { toggled } from '../../../state/console/toggled.ts'
import { problemOf } from '../../../state/problem.ts'
import { rest } from '../../../state/rest.ts'
import { Button, Dialog, ErrorText, focusFirstFault, Select, TextField } from '../../../ui/index.ts'
import styles from './Me.module.css'

export type MadeToken = RestReplyOf<'me.createToken'>
const LIFETIMES = [30, 90, 365, 730] as const

/** Makes a token: what for, what it may do, for how long. */
export function TokenDialog(props: { onClose: () => void; onMade: (made: MadeToken) => void }) {
  const { t } = useTranslation(['me', 'common'])
  const language = useLanguage()
  const formId = useId()
  const [name, setName] = useState('')
  const [scopes, setScopes] = useState<ReadonlySet<ApiScope>>(new Set())
  const [days, setDays] = useState<number>(90)
  const [tried, setTried] = useState(false)
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<Problem | null>(null)

  async function submit(event: SubmitEvent) {
    event.preventDefault()
    setTried(true)
    if (name.trim() === '' || scopes.size === 0) return focusFirstFault(event.currentTarget)
    setBusy(true)
    setProblem(null)
    try {
      props.onMade(await rest('me.createToken', { body: { name: name.trim(), scopes: [...scopes], days } }))
    } catch (error) {
      setProblem(problemOf(error))
    } finally {
      setBusy(false)
    }
  }
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && props.onClose()}
      title={t('tokens.add')}
      description={t('tokens.body')}
      footer={
        <>
          <Button onClick={props.onClose}>{t('common:action.cancel')}</Button>
          <Button type="submit" form={formId} tone="primary" busy={busy}>
            {t('tokens.create')}
          </Button>
        </>
      }
    >
      <form id={formId} className={styles.form} onSubmit={(event) => void submit(event)} noValidate>
        <TextField
          label={t('tokens.name')}
          value={name}
          onChange={setName}
          maxLength={80}
          error={tried && name.trim() === '' ? t('tokens.nameFault') : undefined}
        />
        <fieldset className={styles.scopes}>
          <legend>{t('tokens.scopes')}</legend>
          {API_SCOPES.map((scope) => (
            <label key={scope} className={styles.scope}>
              <input
                type="checkbox"
                checked={scopes.has(scope)}
                onChange={() => setScopes(toggled(scopes, scope))}
              />
              {t(`tokens.scope.${SCOPE_KEYS[scope]}`)}
            </label>
          ))}
        </fieldset>
        {tried && scopes.size === 0 && <ErrorText>{t('tokens.scopesFault')}</ErrorText>}
        <Select
          label={t('tokens.lifetime')}
          value={String(days)}
          options={LIFETIMES.map((count) => ({ value: String(count), label: t('tokens.days', { count }) }))}
          onChange={(value) => setDays(Number(value))}
        />
        {problem !== null && <ErrorText>{errorText(problem, language)}</ErrorText>}
      </form>
    </Dialog>
  )
}
