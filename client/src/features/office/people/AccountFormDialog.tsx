import type { AccountDetail } from '@diem-cau/protocol'
import { useQueryClient } from '@tanstack/react-query'
import { useId, useState, type SubmitEvent } from 'react'
import { errorText, useLanguage, useTranslation } from '../../../i18n/index.ts'
import type { Problem } from '../../../state/api.ts'
import { administeredUnits } from '../../../state/console/rights.ts'
import {
  accountFaults,
  changeOf,
  creationOf,
  draftOf,
  endedGrants,
  newAccount,
  type AccountDraft,
  type EndedGrant,
} from '../../../state/people/accountDraft.ts'
import { problemOf } from '../../../state/problem.ts'
import { rest } from '../../../state/rest.ts'
import { Button, Dialog, ErrorText, focusFirstFault, Switch, useToast } from '../../../ui/index.ts'
import { useConsole } from '../../console/ConsoleContext.ts'
import { AccountDifference } from './AccountDifference.tsx'
import { nameOf, type Task } from './task.ts'
import { GrantFields } from './GrantFields.tsx'
import styles from './People.module.css'
import { PersonFields } from './PersonFields.tsx'
import { useAccountSaving } from './useAccountSaving.ts'

/** Makes an account. Its first password is shown next. */
export function NewAccountDialog({ onClose, onTask }: { onClose: () => void; onTask: (task: Task) => void }) {
  const { t } = useTranslation('people')
  const { account, directory } = useConsole()
  const queries = useQueryClient()
  const [empty] = useState(() =>
    newAccount(administeredUnits(account, directory?.units ?? [])[0]?.unitId ?? null),
  )
  const [draft, setDraft] = useState(empty)
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<Problem | null>(null)

  async function create() {
    setBusy(true)
    setProblem(null)
    try {
      const made = await rest('account.create', { body: creationOf(draft) })
      void queries.invalidateQueries({ queryKey: ['accounts'] })
      if (made.firstPassword === null) onClose()
      else onTask({ kind: 'password', account: made.account, password: made.firstPassword })
    } catch (error) {
      setProblem(problemOf(error))
    } finally {
      setBusy(false)
    }
  }
  return (
    <AccountForm
      title={t('form.add')}
      submitLabel={t('form.create')}
      draft={draft}
      begun={empty}
      isNew
      busy={busy}
      problem={problem}
      onChange={setDraft}
      onSubmit={() => void create()}
      onClose={onClose}
    />
  )
}

/** Changes an account. When somebody else has changed it meanwhile, nothing that was typed is lost. */
export function EditAccountDialog({ account, onClose }: { account: AccountDetail; onClose: () => void }) {
  const { t } = useTranslation('people')
  const queries = useQueryClient()
  const toast = useToast()
  const [begun] = useState(() => draftOf(account))
  const [ended] = useState(() => endedGrants(account))
  const [draft, setDraft] = useState(begun)
  const params = { accountId: account.accountId }
  const saving = useAccountSaving({
    account,
    load: () => rest('account.get', { params }),
    send: (typed, ifMatch) => rest('account.update', { params, body: changeOf(typed), ifMatch }),
    onSaved: (saved) => {
      toast({ text: t('saved', { name: nameOf(saved) }) })
      void queries.invalidateQueries({ queryKey: ['accounts'] })
      onClose()
    },
  })
  return (
    <AccountForm
      ended={ended}
      title={t('form.edit', { name: nameOf(account) })}
      submitLabel={t('form.save')}
      draft={draft}
      begun={begun}
      isNew={false}
      busy={saving.busy}
      problem={saving.problem}
      onChange={setDraft}
      onSubmit={() => void saving.save(draft)}
      onClose={onClose}
      difference={
        saving.clash !== null && (
          <AccountDifference
            clash={saving.clash}
            busy={saving.busy}
            onSettle={(merged, theirs) => {
              setDraft(merged)
              void saving.settle(merged, theirs)
            }}
          />
        )
      }
    />
  )
}

const NONE: readonly EndedGrant[] = []

interface AccountFormProps {
  title: string
  submitLabel: string
  draft: AccountDraft
  /** As it was opened: closing asks once when something else is typed. */
  begun: AccountDraft
  isNew: boolean
  /** Roles in units that are no more, and where they may go. */
  ended?: readonly EndedGrant[]
  busy: boolean
  problem: Problem | null
  /** What is to be settled before it is saved again. */
  difference?: React.ReactNode
  onChange: (draft: AccountDraft) => void
  onSubmit: () => void
  onClose: () => void
}

function AccountForm({
  draft,
  begun,
  isNew,
  ended = NONE,
  busy,
  problem,
  difference,
  onChange,
  ...props
}: AccountFormProps) {
  const { t } = useTranslation(['people', 'common'])
  const language = useLanguage()
  const formId = useId()
  const [tried, setTried] = useState(false)
  const [leaving, setLeaving] = useState(false)
  const isTouched = JSON.stringify(draft) !== JSON.stringify(begun)

  function submit(event: SubmitEvent) {
    event.preventDefault()
    setTried(true)
    if (accountFaults(draft).length === 0) props.onSubmit()
    else focusFirstFault(event.currentTarget)
  }
  function close() {
    if (leaving) setLeaving(false)
    else if (isTouched) setLeaving(true)
    else props.onClose()
  }
  return (
    <Dialog
      open
      width="lg"
      onOpenChange={(open) => !open && close()}
      title={props.title}
      footer={
        leaving ? (
          <Leaving onStay={() => setLeaving(false)} onLeave={props.onClose} />
        ) : (
          <>
            <Button onClick={close}>{t('common:action.cancel')}</Button>
            <Button type="submit" form={formId} tone="primary" busy={busy} disabled={Boolean(difference)}>
              {props.submitLabel}
            </Button>
          </>
        )
      }
    >
      <form id={formId} className={styles.form} onSubmit={submit} noValidate>
        {difference}
        <PersonFields draft={draft} isNew={isNew} tried={tried} onChange={onChange} />
        <GrantFields draft={draft} ended={ended} tried={tried} onChange={onChange} />
        {isNew && (
          <Switch
            label={t('form.withPassword')}
            hint={t('form.withPasswordHint')}
            checked={draft.withPassword}
            onChange={(withPassword) => onChange({ ...draft, withPassword })}
          />
        )}
        {problem !== null && <ErrorText>{errorText(problem, language)}</ErrorText>}
      </form>
    </Dialog>
  )
}

function Leaving({ onStay, onLeave }: { onStay: () => void; onLeave: () => void }) {
  const { t } = useTranslation('people')
  return (
    <>
      <span className={styles.question} role="alert">
        {t('form.leave')}
      </span>
      <Button onClick={onStay}>{t('form.stay')}</Button>
      <Button tone="danger" onClick={onLeave}>
        {t('form.discard')}
      </Button>
    </>
  )
}
