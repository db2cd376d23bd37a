import { CircleCheck } from 'lucide-react'
import { formatClock, formatDate, useTranslation } from '../../i18n/index.ts'
import type { SiteScreen } from '../../state/site/siteScreen.ts'
import type { SiteSnapshot } from '../../state/site/SiteModel.ts'
import { useModel, useNow } from './hooks.ts'
import { FaultNotice, LinkNotice } from './Notices.tsx'
import { ComingUp } from './ComingUp.tsx'
import { SelfView } from './SelfView.tsx'
import { Utilities } from './Utilities.tsx'
import styles from './WaitingScreen.module.css'

type Waiting = Extract<SiteScreen, { kind: 'waiting' }>

/** Between meetings: whose room this is, what comes next, and that nobody has to do anything. */
export function WaitingScreen({ screen, snapshot }: { screen: Waiting; snapshot: SiteSnapshot }) {
  const { t } = useTranslation('site')
  const { place, link, faults, helpPhone } = screen
  const lost = link.kind === 'lost'
  return (
    <main className={styles.waiting} data-testid="waiting" data-lost={lost}>
      <header className={styles.place}>
        <p className={styles.role}>{t('role')}</p>
        <h1 className={styles.name}>{place.name}</h1>
        <p className={styles.units}>{place.units.join(t('units.separator'))}</p>
      </header>
      <ComingUp upcoming={screen.upcoming} />
      <aside className={styles.aside}>
        <SelfView camera={snapshot.camera} large />
        <FaultNotice faults={faults} helpPhone={helpPhone} />
      </aside>
      <footer className={styles.footer}>
        <Clock />
        {!lost && (
          <p className={styles.good}>
            <CircleCheck aria-hidden="true" />
            {t('link.good')}
          </p>
        )}
        <span className={styles.space} />
        <Utilities big={null} />
      </footer>
      <LinkNotice link={link} helpPhone={helpPhone} />
    </main>
  )
}

function Clock() {
  const { clock } = useModel().connection
  const now = useNow(clock.now.bind(clock))
  return (
    <time className={styles.clock}>
      {formatClock(now)} <span className={styles.date}>{formatDate(now)}</span>
    </time>
  )
}
