import { assertUnreachable } from '@diem-cau/protocol'
import { CircleAlert, Unplug } from 'lucide-react'
import type { ReactNode } from 'react'
import {
  errorText,
  formatClockSeconds,
  formatDuration,
  useLanguage,
  useTranslation,
} from '../../i18n/index.ts'
import { Button, SpinnerMark } from '../../ui/index.ts'
import { useConsole } from './ConsoleContext.ts'
import styles from './LinkBanner.module.css'

/** Says it when what is on screen is not live: since when, and what happens next. */
export function LinkBanner({ onLoggedOut }: { onLoggedOut: () => void }) {
  const { t } = useTranslation('console')
  const { link, connection, bridge } = useConsole()
  const language = useLanguage()
  const retry = <Button onClick={() => connection.retryNow()}>{t('link.retry')}</Button>
  switch (link.kind) {
    case 'live':
      return null
    case 'connecting':
      if (bridge !== null) return <Banner icon={<SpinnerMark />}>{t('link.reconnecting')}</Banner>
      return <Banner icon={<SpinnerMark />}>{t('link.connecting')}</Banner>
    case 'lost':
      return (
        <Banner icon={<Unplug size={20} />} action={retry}>
          <LostWords since={link.since} />
        </Banner>
      )
    case 'refused':
      return (
        <Banner
          icon={<CircleAlert size={20} />}
          action={
            link.retrying ? (
              retry
            ) : (
              <Button onClick={() => globalThis.location.reload()}>{t('link.reload')}</Button>
            )
          }
        >
          {errorText(link.error, language)}
        </Banner>
      )
    case 'loggedOut':
      return (
        <Banner
          icon={<CircleAlert size={20} />}
          action={<Button onClick={onLoggedOut}>{t('link.login')}</Button>}
        >
          {t('link.loggedOut')}
        </Banner>
      )
    default:
      return assertUnreachable(link)
  }
}

function LostWords({ since }: { since: number }) {
  const { t } = useTranslation('console')
  const { clockNow, connection } = useConsole()
  // `since` is of the local clock.
  const elapsedMs = clockNow - connection.clock.offsetMs - since
  return (
    <>
      <strong>
        {t('link.lost', { time: formatClockSeconds(since), duration: formatDuration(elapsedMs) })}
      </strong>{' '}
      {t('link.lostBody')}
    </>
  )
}

function Banner({ icon, action, children }: { icon: ReactNode; action?: ReactNode; children: ReactNode }) {
  return (
    <div className={styles.banner} role="alert">
      {icon}
      <p className={styles.words}>{children}</p>
      {action}
    </div>
  )
}
