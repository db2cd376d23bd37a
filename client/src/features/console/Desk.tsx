import type { SessionHead, SessionId } from '@diem-cau/protocol'
import { useRef, useState } from 'react'
import { useTranslation } from '../../i18n/index.ts'
import type { Problem } from '../../state/api.ts'
import { classNames } from '../../ui/index.ts'
import { useConsole } from './ConsoleContext.ts'
import { Carousel } from './carousel/Carousel.tsx'
import styles from './Console.module.css'
import { DeskContext } from './DeskContext.ts'
import { DeskDialogs } from './DeskDialogs.tsx'
import { HelpDialog } from './HelpDialog.tsx'
import { LinkBanner } from './LinkBanner.tsx'
import { OpenSessionDialog } from './OpenSessionDialog.tsx'
import { QueueNewsRegion } from './queue/QueueNewsRegion.tsx'
import { QueuePanel } from './queue/QueuePanel.tsx'
import { SpeechNewsRegion } from './queue/SpeechNewsRegion.tsx'
import { NoSession } from './session/NoSession.tsx'
import { SessionPanel } from './session/SessionPanel.tsx'
import { SiteDetails } from './sites/SiteDetails.tsx'
import { SitesPanel } from './sites/SitesPanel.tsx'
import { TopBar } from './TopBar.tsx'
import { useConsoleKeys } from './useConsoleKeys.ts'
import { useDeskState } from './useDeskState.ts'
import { useReportAtEnd } from './useReportAtEnd.ts'
import { useSessionEndToast } from './useSessionEndToast.ts'

export interface DeskProps {
  sessions: SessionHead[]
  directoryProblem: Problem | null
  onChooseSession: (sessionId: SessionId) => void
  onLogout: () => void
  onLoggedOut: () => void
}

/** The desk: the sites on the left, the session in the middle, the queue on the right. */
export function Desk({ sessions, directoryProblem, onChooseSession, onLogout, onLoggedOut }: DeskProps) {
  const { t } = useTranslation('console')
  const { screen, link, bridge } = useConsole()
  const desk = useDeskState()
  const { queue } = desk
  const [opening, setOpening] = useState(false)
  const [helping, setHelping] = useState(false)
  const [watched, setWatched] = useState<string | null>(null)
  const [listening, setListening] = useState(false)
  const search = useRef<HTMLInputElement>(null)

  useConsoleKeys({
    desk,
    onHelp: () => setHelping(true),
    onListen: () => setListening((on) => !on),
    onSearch: () => search.current?.focus(),
  })

  useSessionEndToast(sessions)
  useReportAtEnd(sessions)

  const isStale = link.kind !== 'live' && bridge !== null
  return (
    <DeskContext value={desk}>
      <div className={styles.console} inert={desk.carousel}>
        <TopBar
          desk={{
            sessions,
            onChooseSession,
            onOpenSession: () => setOpening(true),
            onHelp: () => setHelping(true),
          }}
          onLogout={onLogout}
        />
        <LinkBanner onLoggedOut={onLoggedOut} />
        <div className={classNames(styles.columns, isStale && styles.stale)}>
          <nav className={styles.sites} aria-label={t('sites.title')}>
            <SitesPanel
              searchRef={search}
              problem={directoryProblem}
              watched={watched}
              onWatch={setWatched}
            />
          </nav>
          <main className={styles.session}>
            {screen === null ? (
              <NoSession onOpen={() => setOpening(true)} />
            ) : (
              <SessionPanel
                key={screen.sessionId}
                screen={screen}
                watched={watched}
                onWatch={setWatched}
                listening={listening}
                onListen={setListening}
              />
            )}
          </main>
          <aside className={styles.queue} aria-label={t('queue.title')}>
            <QueuePanel />
          </aside>
        </div>
        <SiteDetails />
        <DeskDialogs />
        <QueueNewsRegion queue={queue} sessionId={screen?.sessionId ?? null} />
        <SpeechNewsRegion queue={queue} />
        <OpenSessionDialog open={opening} onOpenChange={setOpening} onOpened={onChooseSession} />
        <HelpDialog open={helping} onOpenChange={setHelping} />
      </div>
      {desk.carousel && screen !== null && <Carousel onClose={() => desk.showCarousel(false)} />}
    </DeskContext>
  )
}
