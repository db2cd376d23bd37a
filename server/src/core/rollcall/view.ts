import type {
  FrozenRoll,
  FrozenRow,
  RollCallView,
  RollRow,
  RollSite,
  SiteId,
  SiteRollView,
} from '@diem-cau/protocol'
import type { OpenBranch } from '../branch/state.ts'
import { quorumOf } from './quorum.ts'
import { rollOf } from './roll.ts'
import { totalsByGroup, totalsByTier, totalsOf } from './totals.ts'
import { hasBegun } from './state.ts'
import type { FrozenRows } from './types.ts'

/** Who looks: the sites that it may see, and whether it conducts the session and so knows the whole. */
export interface RollViewer {
  isVisible: (siteId: SiteId) => boolean
  mayConduct: boolean
}

/** Who does not conduct the session is told what lies in its own subtree, and no number that says more. */
export function rollCallView(branch: OpenBranch, viewer: RollViewer): RollCallView {
  const { openedAt, open, quorum, frozen } = branch.rollCall
  const { roster } = branch.conduct
  const all = rollOf(branch)
  const rows = seenBy(viewer, all)
  return {
    openedAt,
    open,
    totals: totalsOf(rows),
    byTier: totalsByTier(rows, roster),
    byGroup: totalsByGroup(rows, roster),
    quorum: rows.length === all.length ? quorumOf(quorum, rows, roster) : null,
    frozen: frozen.slice(-MAX_SHOWN).map((one) => frozenHead(one, viewer)),
  }
}

const MAX_SHOWN = 200

function seenBy({ isVisible, mayConduct }: RollViewer, rows: readonly RollRow[]): readonly RollRow[] {
  return mayConduct ? rows : rows.filter(({ siteId }) => isVisible(siteId))
}

function frozenHead({ rows, ...frozen }: FrozenRows, viewer: RollViewer): FrozenRoll {
  const seen = seenBy(viewer, rows)
  return seen.length === rows.length ? frozen : { ...frozen, totals: totalsOf(seen), quorum: null }
}

/** A roll that was frozen, with the names of its sites; undefined where there is none of that id. */
export function frozenRoll(
  branch: OpenBranch,
  freezeId: string,
  viewer: RollViewer,
): { frozen: FrozenRoll; rows: FrozenRow[] } | undefined {
  const found = branch.rollCall.frozen.find((one) => one.freezeId === freezeId)
  if (found === undefined) return undefined
  const rows = seenBy(viewer, found.rows).map((row) => named(branch, row))
  return { frozen: frozenHead(found, viewer), rows }
}

function named({ conduct }: OpenBranch, row: RollRow): RollSite {
  const entry = conduct.roster.get(row.siteId)
  return {
    ...row,
    name: entry?.name ?? row.siteId,
    unitName: entry?.unitName ?? '',
    tier: entry?.tier ?? 1,
    groupUnitId: entry?.groupUnitId ?? null,
    groupName: entry?.groupName ?? '',
  }
}

/** The rows of the sites that the viewer may see; none before anybody has said anything. */
export function rollRows(branch: OpenBranch, isVisible: RollViewer['isVisible']): RollSite[] {
  if (!hasBegun(branch.rollCall)) return []
  return rollOf(branch).flatMap((row) => (isVisible(row.siteId) ? [named(branch, row)] : []))
}

/** What a site's page is shown; null while the roll was never called. `parent`: the meeting it was detached from. */
export function siteRollView(
  branch: OpenBranch,
  siteId: SiteId,
  parent: OpenBranch | null,
): SiteRollView | null {
  const { openedAt, open, answers, former, excuses } = branch.rollCall
  if (openedAt === null) return null
  return {
    open,
    answer: answers.get(siteId) ?? null,
    excuse: excuses.get(siteId) ?? null,
    former: former.get(siteId) ?? parent?.rollCall.answers.get(siteId) ?? null,
  }
}
