import { useTranslation } from '../i18n/index.ts'
import { Link, PATHS } from './navigation.tsx'
import styles from './shell.module.css'

export function NotFound({ path }: { path: string }) {
  const { t } = useTranslation('common')
  return (
    <main className={styles.centred}>
      <div className={styles.message}>
        <h1>{t('notFound.title')}</h1>
        <p>{t('notFound.body', { path })}</p>
        <p>
          <Link href={PATHS.home}>{t('action.home')}</Link>
        </p>
      </div>
    </main>
  )
}
