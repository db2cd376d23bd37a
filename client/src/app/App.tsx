import { lazy, Suspense, type ComponentType } from 'react'
import { loadNamespaces, useTranslation, type Namespace } from '../i18n/index.ts'
import { Spinner, ToastProvider, TooltipProvider } from '../ui/index.ts'
import { ErrorBoundary } from './ErrorBoundary.tsx'
import { isWithin, PATHS, usePath } from './navigation.tsx'
import { NotFound } from './NotFound.tsx'
import styles from './shell.module.css'

/** A face with its words, loaded when it is opened: a room's PC never loads the console. */
function face(load: () => Promise<{ default: ComponentType }>, ...namespaces: Namespace[]) {
  return lazy(async () => {
    const [module] = await Promise.all([load(), loadNamespaces(...namespaces)])
    return module
  })
}

const HomePage = face(() => import('../features/home/index.tsx'), 'home')
const SitePage = face(
  () => import('../features/site/index.tsx'),
  'site',
  'pairing',
  'papers',
  'help',
  'rollCall',
  'votes',
)
const ConsolePage = face(
  () => import('../features/console/index.tsx'),
  'conduct',
  'console',
  'login',
  'me',
  'office',
  'help',
  'papers',
  'rollCall',
  'talkback',
  'votes',
)

/** Nobody stands at a room's PC: it loads itself again after an error. */
const SITE_RELOAD_MS = 20_000

function Face() {
  const path = usePath()
  switch (path) {
    case PATHS.home:
      return (
        <ErrorBoundary key={path}>
          <HomePage />
        </ErrorBoundary>
      )
    case PATHS.site:
      return (
        <ErrorBoundary key={path} reloadAfterMs={SITE_RELOAD_MS}>
          <SitePage />
        </ErrorBoundary>
      )
    default:
      // One console for all its sections: its connection stays when one goes from one to another.
      return isWithin(path, PATHS.console) ? (
        <ErrorBoundary key={PATHS.console}>
          <ConsolePage />
        </ErrorBoundary>
      ) : (
        <NotFound path={path} />
      )
  }
}

export function App() {
  const { t } = useTranslation('common')
  return (
    <TooltipProvider>
      <ToastProvider>
        <Suspense
          fallback={
            <div className={styles.centred}>
              <Spinner size="lg">{t('loading.page')}</Spinner>
            </div>
          }
        >
          <Face />
        </Suspense>
      </ToastProvider>
    </TooltipProvider>
  )
}
