import { logout } from '../../../state/api.ts'
import { useTranslation } from '../../../i18n/index.ts'
import { Button } from '../../../ui/index.ts'
import styles from './Me.module.css'
import { PasswordForm } from './PasswordForm.tsx'

/** Between the first login and everything else: a password of one's own. */
export function FirstPassword({ onDone, onLoggedOut }: { onDone: () => void; onLoggedOut: () => void }) {
  const { t } = useTranslation('me')
  async function leave() {
    const isLeaving = await logout().catch(() => false)
    if (!isLeaving) onLoggedOut()
  }
  return (
    <main className={styles.centred}>
      <section className={styles.first}>
        <h1>{t('password.firstTitle')}</h1>
        <p className={styles.soft}>{t('password.firstBody')}</p>
        <PasswordForm isFirst onDone={onDone} />
        <div className={styles.leave}>
          <Button tone="quiet" onClick={() => void leave()}>
            {t('password.logout')}
          </Button>
        </div>
      </section>
    </main>
  )
}
