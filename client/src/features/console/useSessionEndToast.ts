import type { SessionHead } from '@diem-cau/protocol'
import { useEffect, useRef } from 'react'
import { useTranslation } from '../../i18n/index.ts'
import { useToast } from '../../ui/index.ts'
import { useConsole } from './ConsoleContext.ts'

/** Says that a session has ended: it goes from the screen, whoever ended it. */
export function useSessionEndToast(sessions: readonly SessionHead[]): void {
  const { t } = useTranslation('console')
  const { link } = useConsole()
  const toast = useToast()
  const before = useRef<readonly SessionHead[]>([])
  useEffect(() => {
    if (link.kind !== 'live') return
    const open = new Set(sessions.map((session) => session.sessionId))
    for (const { sessionId, title, parent, hostUnitName } of before.current) {
      if (open.has(sessionId)) continue
      const isBack = parent !== null && open.has(parent.sessionId)
      toast({
        text: isBack
          ? t('branch.attached', { name: hostUnitName, title: parent.title })
          : t('session.ended', { title }),
      })
    }
    before.current = sessions
  }, [sessions, link.kind, toast, t])
}
