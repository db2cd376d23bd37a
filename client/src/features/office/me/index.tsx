import { useQuery } from '@tanstack/react-query'
import { errorText, useLanguage, useTranslation } from '../../../i18n/index.ts'
import { problemOf } from '../../../state/problem.ts'
import { rest } from '../../../state/rest.ts'
import { ErrorText, Spinner, useToast } from '../../../ui/index.ts'
import styles from './Me.module.css'
import { OwnLogins } from './OwnLogins.tsx'
import { PasswordForm } from './PasswordForm.tsx'
import { ProfileForm } from './ProfileForm.tsx'
import { Tokens } from './Tokens.tsx'

/** The own account: who one is here, the password, where one is logged in, tokens for programs. */
export default function MePage() {
  const { t } = useTranslation(['me', 'people'])
  const language = useLanguage()
  const toast = useToast()
  const me = useQuery({ queryKey: ['me'], queryFn: ({ signal }) => rest('me.get', { signal }) })
  return (
    <div className={styles.page}>
      <h1 className={styles.title}>{t('title')}</h1>
      {me.isPending && <Spinner>{t('loading')}</Spinner>}
      {me.isError && <ErrorText>{errorText(problemOf(me.error), language)}</ErrorText>}
      {me.isSuccess && (
        <>
          <div className={styles.columns}>
            <section className={styles.card}>
              <h2>{t('profile.title')}</h2>
              <dl className={styles.facts}>
                <dt>{t('people:form.userName')}</dt>
                <dd>{me.data.userName}</dd>
                <dt>{t('roles')}</dt>
                <dd>
                  {me.data.grants.map(({ role, unitId, unitName }) => (
                    <div key={`${role} ${unitId}`}>
                      {t(`people:role.${role}`)} · {unitName}
                    </div>
                  ))}
                </dd>
              </dl>
              <ProfileForm account={me.data} />
            </section>
            <section className={styles.card}>
              <h2>{t('password.title')}</h2>
              {me.data.hasPassword ? (
                <PasswordForm onDone={() => toast({ text: t('password.done') })} />
              ) : (
                <p className={styles.soft}>{t('password.none')}</p>
              )}
            </section>
          </div>
          <OwnLogins />
          <Tokens />
        </>
      )}
    </div>
  )
}
