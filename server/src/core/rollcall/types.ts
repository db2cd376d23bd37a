import type { FrozenRoll, QuorumRule, RollAnswer, RollRow, SiteId } from '@diem-cau/protocol'

/** What is known of who is there. Rows of sites that have neither answered nor an excuse are not in the maps. */
export interface RollCallState {
  openedAt: number | null
  open: boolean
  answers: ReadonlyMap<SiteId, RollAnswer>
  excuses: ReadonlyMap<SiteId, string>
  quorum: QuorumRule | null
  /** Evidence, oldest first; the rows themselves are in the log. */
  frozen: readonly FrozenRoll[]
}

export interface RollCallEvents {
  RollCallOpened: Record<string, never>
  RollCallClosed: Record<string, never>
  RollCallAnswered: { siteId: SiteId; present: number; invited: number; head: string; by: 'site' | 'crew' }
  SiteExcused: { siteId: SiteId; reason: string | null }
  /** The roll as it stood, whole: names and tiers are in the branch's roster. */
  RollCallFrozen: Omit<FrozenRoll, 'at'> & { rows: RollRow[] }
  QuorumChanged: { quorum: QuorumRule | null }
}

export type RollCallCommand =
  | { type: 'OpenRollCall' }
  | { type: 'CloseRollCall' }
  | {
      type: 'AnswerRollCall'
      siteId: SiteId
      present: number
      invited: number
      head: string
      by: 'site' | 'crew'
    }
  | { type: 'ExcuseSite'; siteId: SiteId; reason: string | null }
  | { type: 'FreezeRollCall'; newFreezeId: string; reason: 'start' | 'manual'; label: string }
  | { type: 'SetQuorum'; quorum: QuorumRule | null }
