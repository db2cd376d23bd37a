import { useEffect, useReducer, useState } from 'react'
import { PageTurner, type SendPage } from '../../state/papers/PageTurner.ts'
import type { PageStep } from './usePageKeys.ts'

export interface TurnedPage {
  /** The page that is on this screen: what was asked for here is shown at once. */
  readonly page: number
  readonly isFirst: boolean
  readonly isLast: boolean
  readonly step: (by: PageStep) => void
  readonly goTo: (page: number) => void
}

/**
 * Turns the pages of the open paper from this screen: at once here, then everywhere.
 * @param page the page that is open, as the server says it
 * @param pages how many there are, where that is known
 */
export function usePageTurner(page: number, pages: number | null, send: SendPage): TurnedPage {
  const [, redraw] = useReducer((count: number) => count + 1, 0)
  const [turner] = useState(() => new PageTurner(page, redraw))
  useEffect(() => turner.see(page), [turner, page])
  const last = pages ?? Infinity
  const goTo = (wanted: number) => turner.turn(Math.min(Math.max(1, wanted), last), send)
  return {
    page: turner.page,
    isFirst: turner.page <= 1,
    isLast: turner.page >= last,
    step: (by) => goTo(turner.page + by),
    goTo,
  }
}
