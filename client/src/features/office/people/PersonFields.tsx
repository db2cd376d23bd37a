import { useTranslation } from '../../../i18n/index.ts'
import { accountFaults, type AccountDraft } from '../../../state/people/accountDraft.ts'
import { TextField } from '../../../ui/index.ts'
import styles from './People.module.css'

interface PersonFieldsProps {
  draft: AccountDraft
  /** Only a new account is given its user name. */
  isNew: boolean
  tried: boolean
  onChange: (draft: AccountDraft) => void
}

/** Who somebody is and how they are reached. */
export function PersonFields({ draft, isNew, tried, onChange }: PersonFieldsProps) {
  const { t } = useTranslation('people')
  const faults = tried ? accountFaults(draft) : []
  const text = (name: 'userName' | 'displayName' | 'email' | 'phone') => ({
    label: t(`form.${name}`),
    value: draft[name],
    onChange: (value: string) => onChange({ ...draft, [name]: value }),
    error: faults.includes(name) ? t(`form.fault.${name}`) : undefined,
    autoComplete: 'off',
  })
  const hasNameFault = faults.includes('userName')
  return (
    <>
      <div className={styles.pair}>
        <TextField {...text('displayName')} maxLength={200} required />
        <TextField
          {...text('userName')}
          hint={isNew && !hasNameFault ? t('form.userNameHint') : undefined}
          readOnly={!isNew}
          required={isNew}
          maxLength={40}
          autoCapitalize="none"
          spellCheck={false}
        />
      </div>
      <div className={styles.pair}>
        <TextField {...text('email')} type="email" maxLength={254} />
        <TextField {...text('phone')} type="tel" maxLength={40} />
      </div>
    </>
  )
}
