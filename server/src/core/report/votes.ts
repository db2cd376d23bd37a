import type { Ballot, Report, ReportVote, SiteId } from '@diem-cau/protocol'
import { readThrough } from './readers.ts'
import type { LoggedEvent, PlaceOf } from './types.ts'

interface Cast {
  /** Null for a secret ballot. */
  votes: Ballot | null
  byCrew: boolean
}
interface Draft extends Omit<ReportVote, 'rights' | 'entitled' | 'entitledSites' | 'castSites'> {
  rights: { siteId: SiteId; weight: number }[]
  casts: Map<SiteId, Cast>
}

/** Every motion of a session with what was decided, in the order of proposing. */
export function votesIn(events: readonly LoggedEvent[], placeOf: PlaceOf): Report['votes'] {
  const drafts = new Map<string, Draft>()
  const change = (motionId: string, changes: Partial<Draft>): void => {
    const draft = drafts.get(motionId)
    if (draft !== undefined) drafts.set(motionId, { ...draft, ...changes })
  }
  readThrough(events, {
    MotionProposed: ({ motionId, fields }) => void drafts.set(motionId, proposed(motionId, fields)),
    MotionAmended: ({ motionId, fields }) => change(motionId, { fields }),
    VotingOpened: ({ motionId, freezeId, withoutQuorum, rights }, at) =>
      change(motionId, { state: 'open', openedAt: at, freezeId, withoutQuorum, rights, casts: new Map() }),
    BallotCast: ({ motionId, siteId, votes, by }) =>
      void drafts.get(motionId)?.casts.set(siteId, { votes, byCrew: by === 'crew' }),
    SealedBallotCast: ({ motionId, siteId }) =>
      void drafts.get(motionId)?.casts.set(siteId, { votes: null, byCrew: false }),
    VotingClosed: ({ motionId, by }, at) =>
      change(motionId, { state: 'counting', closedAt: at, closedBy: by }),
    MotionCounted: ({ motionId, result }, at) =>
      change(motionId, { state: 'counted', closedAt: drafts.get(motionId)?.closedAt ?? at, result }),
    MotionWithdrawn: ({ motionId, reason }, at) =>
      change(motionId, { state: 'withdrawn', closedAt: at, withdrawn: reason }),
    TieDecided: ({ motionId, passed }) => {
      const result = drafts.get(motionId)?.result ?? null
      if (result === null) return
      change(motionId, { result: { ...result, outcome: passed ? 'passed' : 'failed', byChair: true } })
    },
  })
  return [...drafts.values()].map((draft) => settled(draft, placeOf))
}

function proposed(motionId: string, fields: ReportVote['fields']): Draft {
  return {
    motionId,
    fields,
    state: 'draft',
    openedAt: null,
    closedAt: null,
    closedBy: null,
    freezeId: null,
    withoutQuorum: false,
    result: null,
    withdrawn: null,
    rights: [],
    casts: new Map(),
  }
}

/** How a site has voted is said of an open ballot alone. */
function settled({ casts, rights, ...draft }: Draft, placeOf: PlaceOf): ReportVote {
  const isOpen = draft.fields.ballot === 'open'
  const rows = rights.map(({ siteId, weight }) => {
    const cast = casts.get(siteId)
    return {
      ...placeOf(siteId),
      weight,
      voted: cast !== undefined,
      byCrew: cast?.byCrew ?? false,
      ballot: isOpen ? (cast?.votes ?? null) : null,
    }
  })
  return {
    ...draft,
    entitled: rights.reduce((sum, { weight }) => sum + weight, 0),
    entitledSites: rights.length,
    castSites: rows.filter(({ voted }) => voted).length,
    rights: rows,
  }
}
