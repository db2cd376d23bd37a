import type { AccountDetail } from '@diem-cau/protocol'
import { useQueryClient } from '@tanstack/react-query'
import { useState, type SubmitEvent } from 'react'
import { errorText, useLanguage, useTranslation } from '../../../i18n/index.ts'
import { accountFaults, draftOf, type AccountDraft } from '../../../state/people/accountDraft.ts'
import { rest } from '../../../state/rest.ts'
import { Button, ErrorText, focusFirstFault, TextField, useToast } from '../../../ui/index.ts'
import { AccountDifference } from '../people/AccountDifference.tsx'
import { useAccountSaving } from '../people/useAccountSaving.ts'
import styles from './Me.module.css'

/** What somebody may change of their own account. */
function profileOf({ displayName, email, phone }: AccountDraft) {
  return { displayName: displayName.trim(), email: email.trim(), phone: phone.trim() }
}

/** The own name and addresses. */
export function ProfileForm({ account }: { account: AccountDetail }) {
  const { t } = useTranslation(['me', 'people'])
  const language = useLanguage()
  const queries = useQueryClient()
  const toast = useToast()
  const [draft, setDraft] = useState(() => draftOf(account))
  const [tried, setTried] = useState(false)
  const faults = accountFaults(draft)
  const saving = useAccountSaving({
    account,
    // Roles are given by others: what they made of them meanwhile is no matter here.
    load: async () => ({ ...(await rest('me.get')), grants: account.grants }),
    send: (typed, ifMatch) => rest('me.update', { body: profileOf(typed), ifMatch }),
    onSaved: (saved) => {
      queries.setQueryData(['me'], saved)
      setDraft(draftOf(saved))
      setTried(false)
      toast({ text: t('profile.saved') })
    },
  })

  function submit(event: SubmitEvent) {
    event.preventDefault()
    setTried(true)
    if (faults.length === 0) void saving.save(draft)
    else focusFirstFault(event.currentTarget)
  }
  const text = (name: 'displayName' | 'email' | 'phone') => ({
    label: t(`profile.${name}`),
    value: draft[name],
    onChange: (value: string) => setDraft({ ...draft, [name]: value }),
    error: tried && faults.includes(name) ? t(`people:form.fault.${name}`) : undefined,
  })
  return (
    <form className={styles.form} onSubmit={submit} noValidate>
      <TextField {...text('displayName')} autoComplete="name" maxLength={200} required />
      <TextField {...text('email')} type="email" autoComplete="email" maxLength={254} />
      <TextField {...text('phone')} type="tel" autoComplete="tel" maxLength={40} />
      {saving.problem !== null && <ErrorText>{errorText(saving.problem, language)}</ErrorText>}
      {saving.clash === null ? (
        <span>
          <Button type="submit" tone="primary" busy={saving.busy}>
            {t('profile.save')}
          </Button>
        </span>
      ) : (
        <AccountDifference
          clash={saving.clash}
          busy={saving.busy}
          onSettle={(merged, theirs) => {
            setDraft(merged)
            void saving.settle(merged, theirs)
          }}
        />
      )}
    </form>
  )
}
