import { Component, useEffect, type ReactNode } from 'react'
import { useTranslation } from '../i18n/index.ts'
import { Button } from '../ui/index.ts'
import { PATHS } from './navigation.tsx'
import styles from './shell.module.css'

interface Props {
  children: ReactNode
  /** Loads the page again by itself after so long, as soon as the server can be reached. */
  reloadAfterMs?: number
}

/** Catches what a face could not, and says it in plain words. The meeting itself is not touched by it. */
export class ErrorBoundary extends Component<Props, { error: unknown }> {
  override state: { error: unknown } = { error: null }

  static getDerivedStateFromError(error: unknown) {
    return { error }
  }

  override render(): ReactNode {
    if (this.state.error === null) return this.props.children
    return <BrokenPage error={this.state.error} reloadAfterMs={this.props.reloadAfterMs} />
  }
}

function isLoadingFailure(error: unknown): boolean {
  return error instanceof TypeError && /dynamically imported module|module script/i.test(error.message)
}

async function reloadWhenReachable(): Promise<void> {
  try {
    const response = await fetch('/api/bridge', { cache: 'no-store' })
    if (response.ok) globalThis.location.reload()
  } catch {
    // Not reachable yet; asked again at the next turn.
  }
}

function BrokenPage({ error, reloadAfterMs }: { error: unknown; reloadAfterMs: number | undefined }) {
  const { t } = useTranslation('common')
  useEffect(() => {
    if (reloadAfterMs === undefined) return undefined
    const timer = setInterval(() => void reloadWhenReachable(), reloadAfterMs)
    return () => clearInterval(timer)
  }, [reloadAfterMs])
  return (
    <main className={styles.centred}>
      <div className={styles.message} role="alert">
        <h1>{t('error.title')}</h1>
        <p>{isLoadingFailure(error) ? t('error.chunk') : t('error.body')}</p>
        <div className={styles.actions}>
          <Button tone="primary" size="lg" onClick={() => globalThis.location.reload()}>
            {t('action.reload')}
          </Button>
          <Button size="lg" onClick={() => globalThis.location.assign(PATHS.home)}>
            {t('action.home')}
          </Button>
        </div>
        <details className={styles.detail}>
          <summary>{t('error.detail')}</summary>
          <pre>{error instanceof Error ? (error.stack ?? error.message) : String(error)}</pre>
        </details>
      </div>
    </main>
  )
}
