import type { AccountView, SessionId, SiteId } from '@diem-cau/protocol'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { useCallback, useEffect, useMemo, useState } from 'react'
import { usePath } from '../../app/navigation.tsx'
import { errorText, useTranslation } from '../../i18n/index.ts'
import { logout, onLoginEnd } from '../../state/api.ts'
import { linkState } from '../../state/console/link.ts'
import { isCrew } from '../../state/console/rights.ts'
import { openSessions, sessionOnScreen } from '../../state/console/sessions.ts'
import { statusReader } from '../../state/console/siteStatus.ts'
import { problemOf } from '../../state/problem.ts'
import { Spinner, useToast } from '../../ui/index.ts'
import type { BridgeConnection } from '../../connection/index.ts'
import { ConsoleContext, type ConsoleContextValue, type DetailsPlace } from './ConsoleContext.ts'
import styles from './Console.module.css'
import { useBridgeView } from './hooks/useBridgeView.ts'
import { useConnection, useConnectionState } from './hooks/useConnection.ts'
import { useDirectory } from './hooks/useDirectory.ts'
import { useNow } from './hooks/useNow.ts'
import { Office } from '../office/Office.tsx'
import { sectionOf } from '../office/sections.ts'
import { CarouselMonitor } from './carousel/CarouselMonitor.tsx'
import { Desk } from './Desk.tsx'
import { LoginAgainDialog } from './LoginAgainDialog.tsx'
import { useSessionScreen } from './useSessionScreen.ts'

interface ConsoleProps {
  account: AccountView
  onLoggedOut: () => void
  /** The same person has logged in again, and is not what they were: another role, a password to change. */
  onChanged: (account: AccountView) => void
}

/** Whether this window is a second monitor's: the rooms in turn, and nothing else. */
function isMonitor(): boolean {
  return new URLSearchParams(globalThis.location.search).get('monitor') === 'carousel'
}

/** What was asked of the bridge and may be shown while it is asked again. Nothing is asked twice after a refusal. */
function makeQueries(): QueryClient {
  return new QueryClient({ defaultOptions: { queries: { retry: false, staleTime: 5_000 } } })
}

/** The office’s and the chair’s desk: its connection, and what every part of it reads. */
export function Console(props: ConsoleProps) {
  const { t } = useTranslation('console')
  const connection = useConnection()
  if (connection === null) {
    return (
      <main className={styles.centred}>
        <Spinner size="lg">{t('link.connecting')}</Spinner>
      </main>
    )
  }
  return <ConnectedConsole {...props} connection={connection} />
}

function ConnectedConsole({
  account,
  onLoggedOut,
  onChanged,
  connection,
}: ConsoleProps & { connection: BridgeConnection }) {
  const link = linkState(useConnectionState(connection))
  const clockNow = useNow(connection.clock)
  // What is on screen is of the moment when the link was lost: its waiting and speaking times stop there.
  const now = link.kind === 'lost' ? link.since + connection.clock.offsetMs : clockNow
  const bridge = useBridgeView(connection)
  const { directory, problem: directoryProblem } = useDirectory(connection)
  const section = sectionOf(usePath())
  const [queries] = useState(makeQueries)
  const [chosen, setChosen] = useState<SessionId | null>(null)
  const [selectedSite, selectSite] = useState<SiteId | null>(null)
  const [detailsOf, showDetails] = useState<DetailsPlace | null>(null)

  const sessions = useMemo(() => (bridge === null ? [] : openSessions(bridge)), [bridge])
  const head = sessionOnScreen(sessions, chosen)
  const screen = useSessionScreen(connection, head)
  const view = screen?.view ?? null
  const statusOf = useMemo(() => statusReader(view, bridge), [view, bridge])
  const isHere = link.kind === 'live'
  const toast = useToast()
  const [asking, setAsking] = useState(false)
  useEffect(() => onLoginEnd(() => setAsking(true)), [])
  const askAgain = useCallback(() => setAsking(true), [])
  const goOn = useCallback(
    (again: AccountView) => {
      setAsking(false)
      if (JSON.stringify(again) !== JSON.stringify(account)) onChanged(again)
      connection.retryNow()
      void queries.invalidateQueries()
    },
    [account, connection, onChanged, queries],
  )

  const value: ConsoleContextValue = {
    connection,
    account,
    link,
    now,
    clockNow,
    bridge,
    directory,
    statusOf,
    screen,
    chooseSession: setChosen,
    canConduct: isHere && view !== null && view.session.mayConduct,
    canManage: isHere && isCrew(account),
    selectedSite,
    selectSite,
    detailsOf,
    showDetails,
  }

  async function leave() {
    try {
      const isLeaving = await logout()
      if (!isLeaving) onLoggedOut()
    } catch (error) {
      // Still logged in: a login page would say otherwise.
      toast({ text: errorText(problemOf(error)), tone: 'warn' })
    }
  }

  return (
    <ConsoleContext value={value}>
      <QueryClientProvider client={queries}>
        {section === null && isMonitor() ? (
          <CarouselMonitor onLoggedOut={askAgain} />
        ) : section === null ? (
          <Desk
            sessions={sessions}
            directoryProblem={directoryProblem}
            onChooseSession={setChosen}
            onLogout={() => void leave()}
            onLoggedOut={askAgain}
          />
        ) : (
          <Office section={section} onLogout={() => void leave()} onLoggedOut={askAgain} />
        )}
        {asking && (
          <LoginAgainDialog
            userName={account.userName}
            onLogin={goOn}
            onOther={onLoggedOut}
            onClose={() => setAsking(false)}
          />
        )}
      </QueryClientProvider>
    </ConsoleContext>
  )
}
