import type { RingView, SessionHead, SiteId, SiteRow } from '@diem-cau/protocol'
import { isRinging, type OpenBranch } from '../branch/state.ts'
import type { Directory } from '../directory/index.ts'

/** What the log of a call does not know: where its sites sit now, and whether their pages are there. */
export interface CallFacts {
  sitsIn: (siteId: SiteId) => OpenBranch | null
  isHere: (siteId: SiteId) => boolean
}

export const NO_CALLS: CallFacts = { sitsIn: () => null, isHere: () => false }

/** The urgent call that a site should answer: the latest, if there are several. */
export function ringView(
  siteId: SiteId,
  branches: readonly OpenBranch[],
  directory: Directory,
  { sitsIn }: Pick<CallFacts, 'sitsIn'>,
  answersAfterSeconds: number | null,
): RingView | null {
  const [call] = branches
    .filter((branch) => isRinging(branch, siteId))
    .toSorted((one, other) => other.openedAt - one.openedAt)
  if (call?.urgent == null) return null
  const elsewhere = busyWith(call, siteId, sitsIn(siteId))
  return {
    sessionId: call.sessionId,
    reason: call.urgent.reason,
    title: call.title,
    hostUnitName: directory.unit(call.hostUnitId)?.name ?? call.hostUnitId,
    since: call.openedAt,
    busyWith: elsewhere,
    // Nobody is taken out of a meeting unasked.
    answersAfterSeconds: elsewhere === null ? answersAfterSeconds : null,
  }
}

function busyWith(call: OpenBranch, siteId: SiteId, sitsIn: OpenBranch | null): RingView['busyWith'] {
  if (sitsIn === null || sitsIn.branchId === call.branchId) return null
  return { title: sitsIn.title, isChair: sitsIn.chair.siteId === siteId }
}

type RingCells = Pick<SiteRow, 'ring' | 'answeredAt' | 'busyWith'>

/** What the console shows of a call, of one site. */
export function ringCells(call: OpenBranch, siteId: SiteId, facts: CallFacts): RingCells {
  const answeredAt = call.urgent?.rings.get(siteId)
  if (answeredAt === undefined) return { ring: null, answeredAt: null, busyWith: null }
  if (answeredAt !== null) return { ring: 'answered', answeredAt, busyWith: null }
  const ring = facts.isHere(siteId) ? ('ringing' as const) : ('unreachable' as const)
  return { ring, answeredAt: null, busyWith: busyWith(call, siteId, facts.sitsIn(siteId)) }
}

/** The sites that are called and sit elsewhere: they are no part of the session until they answer. */
export function calledElsewhere(call: OpenBranch): SiteId[] {
  return [...(call.urgent?.rings.keys() ?? [])].filter((siteId) => !call.sites.has(siteId))
}

export function urgentHead({ urgent }: OpenBranch): SessionHead['urgent'] {
  if (urgent === null) return null
  const answers = [...urgent.rings.values()]
  return {
    reason: urgent.reason,
    called: answers.length,
    answered: answers.filter((answeredAt) => answeredAt !== null).length,
  }
}
