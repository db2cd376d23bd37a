import { GitMerge, Layers2, Upload } from 'lucide-react'
import { Link, navigate, PATHS } from '../../../app/navigation.tsx'
import { useTranslation } from '../../../i18n/index.ts'
import { mayChangeAnything } from '../../../state/directory/rights.ts'
import { Button, Menu } from '../../../ui/index.ts'
import { useConsole } from '../../console/ConsoleContext.ts'
import styles from './Directory.module.css'
import { ExportMenu } from './ExportMenu.tsx'
import { pagePath, type DirectoryPage } from './places.ts'

const TABS = ['units', 'groups', 'history'] as const

/** The pages of the directory, and what is done to the whole of it. */
export function DirectoryHeader({ page, day }: { page: DirectoryPage['page']; day: string | null }) {
  const { t } = useTranslation('directory')
  const { account } = useConsole()
  return (
    <header className={styles.header}>
      <h1 className={styles.title}>{t('title')}</h1>
      <nav className={styles.tabs} aria-label={t('pages.label')}>
        {TABS.map((tab) => (
          <Link
            key={tab}
            href={tab === 'units' ? PATHS.directory : pagePath(tab)}
            className={styles.tab}
            aria-current={tab === page ? 'page' : undefined}
          >
            {t(`pages.${tab}`)}
          </Link>
        ))}
      </nav>
      <span className={styles.space} />
      <ExportMenu on={day ?? undefined} />
      {mayChangeAnything(account) ? (
        <>
          <Button icon={<Upload size={16} />} onClick={() => navigate(pagePath('import'))}>
            {t('pages.import')}
          </Button>
          <Menu
            trigger={<Button icon={<Layers2 size={16} />}>{t('pages.rearrange')}</Button>}
            items={[
              {
                key: 'merge',
                label: t('pages.merge'),
                icon: <GitMerge size={16} />,
                onSelect: () => navigate(pagePath('merge')),
              },
              {
                key: 'dropTier',
                label: t('pages.dropTier'),
                icon: <Layers2 size={16} />,
                onSelect: () => navigate(pagePath('dropTier')),
              },
            ]}
          />
        </>
      ) : (
        <span className={styles.readOnly}>{t('readOnly')}</span>
      )}
    </header>
  )
}
