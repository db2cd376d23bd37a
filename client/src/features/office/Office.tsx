import { Lock } from 'lucide-react'
import { lazy, Suspense, type ComponentType } from 'react'
import { ErrorBoundary } from '../../app/ErrorBoundary.tsx'
import { Link, PATHS } from '../../app/navigation.tsx'
import { loadNamespaces, useTranslation, type Namespace } from '../../i18n/index.ts'
import { EmptyState, Spinner } from '../../ui/index.ts'
import { useConsole } from '../console/ConsoleContext.ts'
import { LinkBanner } from '../console/LinkBanner.tsx'
import { TopBar } from '../console/TopBar.tsx'
import styles from './Office.module.css'
import { mayUse, type Section } from './sections.ts'

/** A section with its words, loaded when it is opened. */
function section(load: () => Promise<{ default: ComponentType }>, ...namespaces: Namespace[]) {
  return lazy(async () => {
    const [module] = await Promise.all([load(), loadNamespaces(...namespaces)])
    return module
  })
}

const PAGES: Readonly<Record<Section, ComponentType>> = {
  schedule: section(() => import('./schedule/index.tsx'), 'schedule', 'directory'),
  directory: section(() => import('./directory/index.tsx'), 'directory'),
  people: section(() => import('./people/index.tsx'), 'people'),
  audit: section(() => import('./audit/index.tsx'), 'audit', 'people', 'me', 'directory'),
  me: section(() => import('./me/index.tsx'), 'me', 'people'),
}

interface OfficeProps {
  section: Section
  onLogout: () => void
  onLoggedOut: () => void
}

/** The office beside the desk: planning, the directory, people, the audit trail, the own account. */
export function Office({ section: current, onLogout, onLoggedOut }: OfficeProps) {
  const { t } = useTranslation('common')
  const { account } = useConsole()
  const Page = mayUse(current, account) ? PAGES[current] : NotForThisAccount
  return (
    <div className={styles.office}>
      <TopBar onLogout={onLogout} />
      <LinkBanner onLoggedOut={onLoggedOut} />
      <ErrorBoundary key={current}>
        <Suspense
          fallback={
            <main className={styles.centred}>
              <Spinner size="lg">{t('loading.page')}</Spinner>
            </main>
          }
        >
          <main className={styles.page}>
            <Page />
          </main>
        </Suspense>
      </ErrorBoundary>
    </div>
  )
}

/** The address of a section was typed that this account has no use of. */
function NotForThisAccount() {
  const { t } = useTranslation('office')
  return (
    <div className={styles.centred}>
      <EmptyState
        icon={<Lock size={40} />}
        title={t('forbidden.title')}
        action={<Link href={PATHS.console}>{t('forbidden.back')}</Link>}
      >
        {t('forbidden.body')}
      </EmptyState>
    </div>
  )
}
