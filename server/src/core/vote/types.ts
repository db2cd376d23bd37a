import type {
  Ballot,
  MotionFields,
  MotionResult,
  MotionState,
  SiteId,
  WithdrawnReason,
} from '@diem-cau/protocol'

/** A vote that was cast. A secret one is sealed: what it says can be read by nobody before all are counted together. */
export type CastBallot =
  | { kind: 'open'; votes: Ballot; by: 'site' | 'crew'; at: number }
  | { kind: 'sealed'; sealed: string; at: number }

export interface Motion {
  motionId: string
  fields: MotionFields
  state: MotionState
  openedAt: number | null
  closesAt: number | null
  closedAt: number | null
  /** The roll call that was frozen when it opened, and whether it was opened without quorum. */
  freezeId: string | null
  withoutQuorum: boolean
  /** Who may vote, with how many votes; fixed when it opens. */
  rights: ReadonlyMap<SiteId, number>
  ballots: ReadonlyMap<SiteId, CastBallot>
  /** Everybody who might have had a right: all sites of the session, or all delegates who were invited. */
  all: number
  result: MotionResult | null
  withdrawn: WithdrawnReason | null
}

export interface VoteState {
  motions: ReadonlyMap<string, Motion>
  /** The motion whose result is on everybody's screen. */
  shownMotionId: string | null
}

export interface VoteEvents {
  MotionProposed: { motionId: string; fields: MotionFields }
  MotionAmended: { motionId: string; fields: MotionFields }
  /** The roll call frozen just before (`freezeId`) is its evidence. */
  VotingOpened: {
    motionId: string
    freezeId: string
    withoutQuorum: boolean
    rights: { siteId: SiteId; weight: number }[]
    /** All sites of the session, or all delegates who were invited: of whom `rights` are those present. */
    all: number
    closesAt: number | null
  }
  BallotCast: { motionId: string; siteId: SiteId; votes: Ballot; by: 'site' | 'crew' }
  /** Of a secret ballot: sealed under a key that is destroyed when it is counted. */
  SealedBallotCast: { motionId: string; siteId: SiteId; sealed: string }
  /** Nobody votes any more. */
  VotingClosed: { motionId: string; by: 'time' | 'chair' | 'everybody' }
  MotionCounted: { motionId: string; result: MotionResult }
  /** `ballotsLost`: the key of a secret ballot is gone, as after the loss of the server that held it: vote again. */
  MotionWithdrawn: { motionId: string; reason: WithdrawnReason }
  TieDecided: { motionId: string; passed: boolean }
  ResultShown: { motionId: string | null }
}

export type VoteCommand =
  | { type: 'ProposeMotion'; newMotionId: string; fields: MotionFields }
  | { type: 'AmendMotion'; motionId: string; fields: MotionFields }
  /** `ballot` as it was when its key was made, or none: a motion that was amended since is not opened. */
  | {
      type: 'OpenVoting'
      motionId: string
      newFreezeId: string
      withoutQuorum: boolean
      ballot?: MotionFields['ballot']
    }
  /** `sealed` for a secret ballot whose `votes` were checked and sealed by who asks; `votes` is not kept then. */
  | {
      type: 'CastBallot'
      motionId: string
      siteId: SiteId
      votes: Ballot
      sealed: string | null
      by: 'site' | 'crew'
    }
  | { type: 'CloseVoting'; motionId: string }
  /** The opened ballots of a secret motion, in no order; null when their key is lost. */
  | { type: 'CountSealed'; motionId: string; ballots: readonly Ballot[] | null }
  | { type: 'WithdrawMotion'; motionId: string }
  | { type: 'DecideTie'; motionId: string; passed: boolean }
  | { type: 'ShowResult'; motionId: string | null }
