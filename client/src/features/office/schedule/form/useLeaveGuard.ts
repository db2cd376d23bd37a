import { useEffect, useState } from 'react'
import { navigate } from '../../../../app/navigation.tsx'
import { forgetDraft } from '../../../../state/schedule/keptDraft.ts'
import { useConsole } from '../../../console/ConsoleContext.ts'

/**
 * Asks before a link or a closed tab takes somebody away from what is not saved. The way back of the browser does not
 * ask: what was typed is kept in this tab and stands there again.
 */
export function useLeaveGuard(isChanged: boolean) {
  const { account } = useConsole()
  const [wanted, setWanted] = useState<string | null>(null)
  useEffect(() => {
    if (!isChanged) return undefined
    function click(event: MouseEvent) {
      if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return
      const link = event.target instanceof Element ? event.target.closest('a[href]') : null
      const href = link?.getAttribute('href') ?? ''
      if (!href.startsWith('/') || link?.getAttribute('target') === '_blank') return
      event.preventDefault()
      event.stopPropagation()
      setWanted(href)
    }
    const unload = (event: BeforeUnloadEvent) => event.preventDefault()
    document.addEventListener('click', click, { capture: true })
    globalThis.addEventListener('beforeunload', unload)
    return () => {
      document.removeEventListener('click', click, { capture: true })
      globalThis.removeEventListener('beforeunload', unload)
    }
  }, [isChanged])
  return {
    /** Where somebody wants to go. */
    wanted,
    stay: () => setWanted(null),
    go: (place: string) => {
      forgetDraft(sessionStorage, account.userName, place)
      if (wanted !== null) navigate(wanted)
    },
  }
}
