import { useEffect, useState } from 'react'
import type { HoldingView, MeetingView } from '@diem-cau/protocol'
import { formatClock, useTranslation } from '../../i18n/index.ts'
import type { SiteScreen } from '../../state/site/siteScreen.ts'
import type { SiteSnapshot } from '../../state/site/SiteModel.ts'
import { useModel, useNow } from './hooks.ts'
import styles from './MeetingScreen.module.css'
import { BranchNotice } from './BranchNotice.tsx'
import { FaultNotice, LinkNotice } from './Notices.tsx'
import { Stage } from './Stage.tsx'
import { StatusBar } from './StatusBar.tsx'
import { Utilities } from './Utilities.tsx'

type Meeting = Extract<SiteScreen, { kind: 'meeting' }>

/** A room in a meeting: the stage, and around it what the room has to know. */
export function MeetingScreen({ screen, snapshot }: { screen: Meeting; snapshot: SiteSnapshot }) {
  const { link, faults, helpPhone, pictures, ownSlots, tally } = screen
  const holding = useLasting(screen.holding)
  return (
    <main className={styles.meeting} data-testid="meeting" data-tally={tally}>
      <Stage
        big={screen.big ?? 'content'}
        pictures={pictures}
        ownSlots={ownSlots}
        snapshot={snapshot}
        link={link}
      />
      {pictures.length === 0 && snapshot.site?.stage.paper === null && <HoldingSlide screen={screen} />}
      {holding !== null && <HeldSlide holding={holding} title={screen.meeting.title} />}
      <Heading screen={screen} plain={pictures.length === 0 && snapshot.site?.stage.paper === null} />
      <LinkNotice link={link} helpPhone={helpPhone} />
      <BranchNotice meeting={screen.meeting} hidden={link.kind !== 'good'} />
      <div className={styles.faults}>
        <FaultNotice faults={faults} helpPhone={helpPhone} />
      </div>
      <StatusBar screen={screen} snapshot={snapshot} />
    </main>
  )
}

function Heading({ screen, plain }: { screen: Meeting; plain: boolean }) {
  const { clock } = useModel().connection
  const now = useNow(clock.now.bind(clock))
  return (
    <header className={styles.heading}>
      <h1 className={styles.meetingTitle}>
        {plain ? screen.place.name : <Title meeting={screen.meeting} />}
      </h1>
      <Utilities big={screen.big} />
      <time className={styles.clock}>{formatClock(now)}</time>
    </header>
  )
}

/** The meeting's name; of one that a unit has on its own, that it is one, and which it goes back to. */
function Title({ meeting }: { meeting: MeetingView }) {
  const { t } = useTranslation('site')
  if (meeting.parent === null) return meeting.title
  return (
    <>
      {t('branch.title', { unit: meeting.hostUnitName })}
      <span className={styles.parent}>{t('branch.from', { title: meeting.parent.title })}</span>
    </>
  )
}

/** A chair that is back within moments was never missed: nothing flickers over the stage. */
const CHAIR_MISSED_MS = 3_000

/** What holds the stage: a pause at once, the loss of the chair once it has lasted. */
function useLasting(holding: HoldingView | null): HoldingView | null {
  const isLost = holding?.reason === 'chairLost'
  const [missed, setMissed] = useState(false)
  if (!isLost && missed) setMissed(false)
  useEffect(() => {
    if (!isLost) return undefined
    const timer = setTimeout(() => setMissed(true), CHAIR_MISSED_MS)
    return () => clearTimeout(timer)
  }, [isLost])
  return isLost && !missed ? null : holding
}

/** Words in place of the picture: the chair has asked for a pause, or its link is lost. */
function HeldSlide({ holding, title }: { holding: HoldingView; title: string }) {
  const { t } = useTranslation('site')
  const isPause = holding.reason === 'pause'
  return (
    <section className={styles.holding} data-testid={`held-${holding.reason}`} aria-live="polite">
      <p className={styles.province}>{title}</p>
      <h2 className={styles.holdingTitle}>{t(isPause ? 'paused.title' : 'chairLost.title')}</h2>
      {holding.text !== '' && <p className={styles.words}>{holding.text}</p>}
      <p className={styles.hint}>{t(isPause ? 'paused.body' : 'chairLost.body')}</p>
    </section>
  )
}

/** Shown while nothing is on the stage: which meeting this is, calmly. */
function HoldingSlide({ screen }: { screen: Meeting }) {
  const { t } = useTranslation('site')
  const { meeting, place } = screen
  const province = place.units.at(-1) ?? place.name
  return (
    <section className={styles.holding} data-testid="holding-slide">
      <p className={styles.province}>{province}</p>
      <h2 className={styles.holdingTitle}>
        {meeting.parent === null ? meeting.title : t('branch.title', { unit: meeting.hostUnitName })}
      </h2>
      <p className={styles.host}>
        {meeting.parent === null
          ? t('holding.hosted', { unit: meeting.hostUnitName })
          : t(meeting.parent.open ? 'branch.return' : 'branch.noReturn', { title: meeting.parent.title })}
      </p>
      <p className={styles.hint}>{t('holding.empty')}</p>
    </section>
  )
}
