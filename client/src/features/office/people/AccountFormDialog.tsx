import type { AccountDetail, UnitId } from '@diem-cau/protocol'
import { useQueryClient } from '@tanstack/react-query'
import { useId, useState, type SubmitEvent } from 'react'
import { errorText, useLanguage, useTranslation } from '../../../i18n/index.ts'
import type { Problem } from '../../../state/api.ts'
import {
  accountFaults,
  changeOf,
  creationOf,
  draftOf,
  newAccount,
  type AccountDraft,
} from '../../../state/people/accountDraft.ts'
import { problemOf } from '../../../state/problem.ts'
import { rest } from '../../../state/rest.ts'
import { Button, Dialog, ErrorText, Switch, TextField, useToast } from '../../../ui/index.ts'
import { useConsole } from '../../console/ConsoleContext.ts'
import { nameOf, type Task } from './AccountDialogs.tsx'
import { GrantFields } from './GrantFields.tsx'
import styles from './People.module.css'

interface AccountFormProps {
  /** The account to change; null for a new one. */
  account: AccountDetail | null
  onClose: () => void
  onTask: (task: Task) => void
}

/** Makes an account, or changes one. When somebody else has changed it meanwhile, nothing that was typed is lost. */
export function AccountFormDialog({ account, onClose, onTask }: AccountFormProps) {
  const { t } = useTranslation('people')
  const language = useLanguage()
  const formId = useId()
  const { directory } = useConsole()
  const queries = useQueryClient()
  const toast = useToast()
  const [ownUnit] = useState<UnitId | null>(() => directory?.units[0]?.unitId ?? null)
  const [known, setKnown] = useState(account)
  const [theirs, setTheirs] = useState<AccountDetail | null>(null)
  const [draft, setDraft] = useState(() => (account === null ? newAccount(ownUnit) : draftOf(account)))
  const [tried, setTried] = useState(false)
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<Problem | null>(null)

  async function save() {
    if (known === null) {
      const made = await rest('account.create', { body: creationOf(draft) })
      if (made.firstPassword === null) onClose()
      else onTask({ kind: 'password', account: made.account, password: made.firstPassword })
    } else {
      const params = { accountId: known.accountId }
      const saved = await rest('account.update', { params, body: changeOf(draft), ifMatch: known.version })
      toast({ text: t('saved', { name: nameOf(saved) }) })
      onClose()
    }
    void queries.invalidateQueries({ queryKey: ['accounts'] })
  }

  async function submit(event: SubmitEvent) {
    event.preventDefault()
    setTried(true)
    if (accountFaults(draft).length > 0) return
    setBusy(true)
    setProblem(null)
    try {
      await save()
    } catch (error) {
      const reason = problemOf(error)
      setProblem(reason)
      if (reason.code === 'changed_meanwhile' && known !== null) {
        setTheirs(await rest('account.get', { params: { accountId: known.accountId } }).catch(() => null))
      }
    } finally {
      setBusy(false)
    }
  }

  function settle(takeTheirs: boolean) {
    if (theirs === null) return
    setKnown(theirs)
    if (takeTheirs) setDraft(draftOf(theirs))
    setTheirs(null)
    setProblem(null)
  }

  return (
    <Dialog
      open
      width="lg"
      onOpenChange={(open) => !open && onClose()}
      title={account === null ? t('form.add') : t('form.edit', { name: nameOf(account) })}
      footer={
        <Button type="submit" form={formId} tone="primary" busy={busy} disabled={theirs !== null}>
          {account === null ? t('form.create') : t('form.save')}
        </Button>
      }
    >
      <form id={formId} className={styles.form} onSubmit={(event) => void submit(event)} noValidate>
        <PersonFields draft={draft} isNew={account === null} tried={tried} onChange={setDraft} />
        <GrantFields draft={draft} tried={tried} onChange={setDraft} />
        {account === null && (
          <Switch
            label={t('form.withPassword')}
            hint={t('form.withPasswordHint')}
            checked={draft.withPassword}
            onChange={(withPassword) => setDraft({ ...draft, withPassword })}
          />
        )}
        {problem !== null && <ErrorText>{errorText(problem, language)}</ErrorText>}
        {theirs !== null && <Difference theirs={theirs} onSettle={settle} />}
      </form>
    </Dialog>
  )
}

interface PartProps {
  draft: AccountDraft
  tried: boolean
  onChange: (draft: AccountDraft) => void
}

function PersonFields({ draft, isNew, tried, onChange }: PartProps & { isNew: boolean }) {
  const { t } = useTranslation('people')
  const faults = tried ? accountFaults(draft) : []
  const text = (name: 'userName' | 'displayName' | 'email' | 'phone') => ({
    label: t(`form.${name}`),
    value: draft[name],
    onChange: (value: string) => onChange({ ...draft, [name]: value }),
    error: faults.includes(name) ? t(`form.fault.${name}`) : undefined,
  })
  return (
    <>
      <div className={styles.pair}>
        <TextField {...text('displayName')} maxLength={200} autoComplete="off" />
        <TextField
          {...text('userName')}
          hint={isNew ? t('form.userNameHint') : undefined}
          disabled={!isNew}
          maxLength={40}
          autoCapitalize="none"
          autoComplete="off"
          spellCheck={false}
        />
      </div>
      <div className={styles.pair}>
        <TextField {...text('email')} type="email" maxLength={254} autoComplete="off" />
        <TextField {...text('phone')} type="tel" maxLength={40} autoComplete="off" />
      </div>
    </>
  )
}

/** What somebody else has made of the account, and the choice between it and what was typed. */
function Difference(props: { theirs: AccountDetail; onSettle: (takeTheirs: boolean) => void }) {
  const { t } = useTranslation('people')
  const { theirs, onSettle } = props
  return (
    <section role="alert" className={styles.form}>
      <p>{t('form.changed')}</p>
      <p>
        <strong>{nameOf(theirs)}</strong> · {theirs.email} · {theirs.phone}
        <br />
        {theirs.grants.map(({ role, unitName }) => `${t(`role.${role}`)} · ${unitName}`).join('; ')}
      </p>
      <span>
        <Button onClick={() => onSettle(true)}>{t('form.useTheirs')}</Button>{' '}
        <Button tone="primary" onClick={() => onSettle(false)}>
          {t('form.keepMine')}
        </Button>
      </span>
    </section>
  )
}
