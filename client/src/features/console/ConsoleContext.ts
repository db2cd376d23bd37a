import type { AccountView, BridgeView, SessionId, SiteId } from '@diem-cau/protocol'
import { createContext, useContext } from 'react'
import type { BridgeConnection } from '../../connection/index.ts'
import type { DirectoryModel } from '../../state/console/directory.ts'
import type { LinkState } from '../../state/console/link.ts'
import type { StatusOf } from '../../state/console/siteStatus.ts'
import type { SessionScreen } from './useSessionScreen.ts'

/** Whose details are open, and beside which of its appearances. */
export interface DetailsPlace {
  siteId: SiteId
  beside: 'tree' | 'queue' | 'tile'
}

/** Id of the element that shows a site in one part of the console. */
export function appearanceId({ siteId, beside }: DetailsPlace): string {
  return `${beside}-${siteId}`
}

/** What every part of the console reads. */
export interface ConsoleContextValue {
  connection: BridgeConnection
  account: AccountView
  link: LinkState
  /** Server clock, once a second; it stands still while the link is lost. */
  now: number
  /** Server clock, once a second, whatever the link. */
  clockNow: number
  bridge: BridgeView | null
  directory: DirectoryModel | null
  statusOf: StatusOf
  /** The session on screen; null when none is open. */
  screen: SessionScreen | null
  chooseSession: (sessionId: SessionId) => void
  /** Whether this account may act on the session, while the link stands. */
  canConduct: boolean
  /** Whether this account may open sessions and pair rooms. */
  canManage: boolean
  selectedSite: SiteId | null
  selectSite: (siteId: SiteId | null) => void
  /** Whose details are open. */
  detailsOf: DetailsPlace | null
  showDetails: (place: DetailsPlace | null) => void
}

export const ConsoleContext = createContext<ConsoleContextValue | null>(null)

export function useConsole(): ConsoleContextValue {
  const value = useContext(ConsoleContext)
  if (value === null) throw new Error('Used outside the console')
  return value
}
