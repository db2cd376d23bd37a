import type { FrozenRoll, QuorumRule, RollAnswer, RollRow, SiteId } from '@diem-cau/protocol'

/** A roll as it stood: nothing of it ever changes. */
export type FrozenRows = FrozenRoll & { rows: readonly RollRow[] }

/** What is known of who is there. Rows of sites that have neither answered nor an excuse are not in the maps. */
export interface RollCallState {
  /** When it was called, the last time. */
  openedAt: number | null
  open: boolean
  /** When it was first frozen or closed: who comes for the first time after that is late. */
  settledAt: number | null
  answers: ReadonlyMap<SiteId, RollAnswer>
  /** What sites said before the roll was called anew. */
  former: ReadonlyMap<SiteId, RollAnswer>
  excuses: ReadonlyMap<SiteId, string>
  quorum: QuorumRule | null
  /** Evidence, oldest first. */
  frozen: readonly FrozenRows[]
}

export interface RollCallEvents {
  /** `anew`: what was said before stands no more. */
  RollCallOpened: { anew: boolean }
  RollCallClosed: Record<string, never>
  /** Somebody is there, or nobody: a site with delegates has no excuse any more. */
  RollCallAnswered: { siteId: SiteId; present: number; invited: number; head: string; by: 'site' | 'crew' }
  SiteExcused: { siteId: SiteId; reason: string | null }
  /** The roll as it stood, whole: names and tiers are in the branch's roster. */
  RollCallFrozen: Omit<FrozenRoll, 'at'> & { rows: RollRow[] }
  QuorumChanged: { quorum: QuorumRule | null }
}

export type RollCallCommand =
  | { type: 'OpenRollCall'; anew: boolean }
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
