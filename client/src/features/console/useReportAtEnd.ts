import type { SessionHead, SessionId } from '@diem-cau/protocol'
import { useEffect, useRef } from 'react'
import { navigate, PATHS, reportPath } from '../../app/navigation.tsx'
import { rest } from '../../state/rest.ts'
import { useConsole } from './ConsoleContext.ts'

/** Opens the report of the session on screen when it has ended, for those who conducted it. */
export function useReportAtEnd(sessions: readonly SessionHead[]): void {
  const { link, screen } = useConsole()
  const shown = useRef<SessionHead | null>(null)
  useEffect(() => {
    if (link.kind !== 'live') return
    const before = shown.current
    const isOpen = sessions.some(({ sessionId }) => sessionId === before?.sessionId)
    // A unit that goes back to the session that it came from goes on meeting.
    if (before?.mayConduct === true && before.parent === null && !isOpen) void openReport(before.sessionId)
    shown.current = sessions.find(({ sessionId }) => sessionId === screen?.sessionId) ?? null
  }, [sessions, screen, link.kind])
}

/** Of a trial or a rehearsal nobody wants one; whoever has gone elsewhere meanwhile is left there. */
async function openReport(sessionId: SessionId): Promise<void> {
  try {
    const { head } = await rest('report.get', { params: { sessionId } })
    const isMeeting = head.type !== null && head.type !== 'rehearsal'
    if (isMeeting && globalThis.location.pathname === PATHS.console) navigate(reportPath(sessionId))
  } catch {
    // A rehearsal has none, and one that can't be read now is found at the session's page.
  }
}
