import type { SessionHead, SessionId, SessionView } from '@diem-cau/protocol'
import { useEffect, useSyncExternalStore } from 'react'
import type { BridgeConnection, ViewState, ViewSubscription } from '../../connection/index.ts'
import { Conductor, IDLE_CONDUCT, type ConductState } from '../../state/console/Conductor.ts'
import { TalkbackDesk } from '../../state/console/TalkbackDesk.ts'
import { openMicrophone } from '../../media/devices/openMicrophone.ts'
import { isMoveDone } from '../../state/console/queue.ts'
import { useResource } from './hooks/useResource.ts'
import { entitiesOf, useView } from './hooks/useView.ts'

/** One session as the console has it on screen. */
export interface SessionScreen {
  sessionId: SessionId
  subscription: ViewSubscription<SessionView>
  state: ViewState<SessionView>
  view: SessionView | null
  conductor: Conductor
  conduct: ConductState
  /** Speaks with a room off air. */
  talkback: TalkbackDesk
}

interface Opened {
  sessionId: SessionId
  subscription: ViewSubscription<SessionView>
  conductor: Conductor
  talkback: TalkbackDesk
}

/** Subscribes to the session that is on screen and makes what conducts it. */
function useOpened(connection: BridgeConnection, sessionId: SessionId | null): Opened | null {
  return useResource(() => {
    if (sessionId === null) return null
    const subscription = connection.view({ view: 'session', sessionId })
    const conductor = new Conductor(sessionId, connection, () => connection.clock.now())
    const talkback = new TalkbackDesk(conductor, openMicrophone)
    const close = () => {
      talkback.close()
      subscription.close()
    }
    return { resource: { sessionId, subscription, conductor, talkback }, close }
  }, [connection, sessionId])
}

const subscribeToNothing = () => () => undefined

/** The session on screen with its live view, or null when none is open. */
export function useSessionScreen(
  connection: BridgeConnection,
  head: SessionHead | undefined,
): SessionScreen | null {
  const opened = useOpened(connection, head?.sessionId ?? null)
  const state = useView(opened?.subscription ?? null)
  const conduct = useSyncExternalStore(
    opened?.conductor.subscribe ?? subscribeToNothing,
    () => opened?.conductor.state ?? IDLE_CONDUCT,
  )
  const view = entitiesOf(state)
  const { pendingMove, busy } = conduct
  useEffect(() => {
    if (opened === null || view === null || pendingMove === null) return
    // Also when the server has answered and something else moved it: then the server's order is right.
    if (isMoveDone(view, pendingMove) || busy.size === 0) opened.conductor.moveDone()
    // eslint-disable-next-line react/exhaustive-deps -- only a new state of the view can show the move as done
  }, [opened, view])
  return opened === null ? null : { ...opened, state, view, conduct }
}
