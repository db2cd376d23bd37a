import type { RollAnswer, RollRow, RollState, SiteId } from '@diem-cau/protocol'
import { sitesOfSession, type OpenBranch, type SitePresence } from '../branch/state.ts'

/** Every site of the session as it stands in the roll, those that meet in a branch of their own included. */
export function rollOf(branch: OpenBranch): RollRow[] {
  return sitesOfSession(branch).map((siteId) => rowOf(branch, siteId))
}

function rowOf(branch: OpenBranch, siteId: SiteId): RollRow {
  const { answers, excuses } = branch.rollCall
  const answer = answers.get(siteId) ?? null
  const excuse = excuses.get(siteId) ?? null
  const presence = branch.sites.get(siteId)?.presence
  return {
    siteId,
    state: presence === undefined ? 'elsewhere' : stateOf(answer, excuse, presence),
    answer,
    excuse,
    lateSince: lateSince(branch, siteId),
    droppedSince: presence?.state === 'away' ? presence.since : null,
  }
}

/** What the crew was told by telephone after a site had gone holds: delegates may follow by other means. */
function stateOf(answer: RollAnswer | null, excuse: string | null, presence: SitePresence): RollState {
  if (answer !== null && answer.present > 0) {
    return presence.state === 'left' && presence.since > answer.at ? 'left' : 'present'
  }
  if (excuse !== null) return 'excused'
  if (answer !== null) return 'absent'
  return isThere(presence) ? 'silent' : 'absent'
}

/** A short loss of the link does not make a site an absent one. */
function isThere(presence: SitePresence): boolean {
  return presence.state === 'connected' || (presence.state === 'away' && !presence.lapsed)
}

function lateSince({ rollCall, sites }: OpenBranch, siteId: SiteId): number | null {
  const firstJoinedAt = sites.get(siteId)?.firstJoinedAt ?? null
  const { settledAt } = rollCall
  return firstJoinedAt !== null && settledAt !== null && firstJoinedAt > settledAt ? firstJoinedAt : null
}
