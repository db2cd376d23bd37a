import type { SiteMotionView } from '@diem-cau/protocol'

/** How a vote concerns a room now. `missed`: it had a right, and did not use it. */
type Concern = 'asked' | 'voted' | 'noRight' | 'counting' | 'over' | 'missed' | 'withdrawn'
export type VotePhase = { kind: 'none' } | { [K in Concern]: { kind: K; motion: SiteMotionView } }[Concern]

/** So long the end of a vote is told. */
const TOLD_MS = 10_000

/** @param now server clock */
export function votePhase(motions: readonly SiteMotionView[], now: number): VotePhase {
  const open = motions.find(({ state }) => state === 'open')
  if (open !== undefined) return whileOpen(open)
  const counting = motions.find(({ state }) => state === 'counting')
  if (counting !== undefined) return { kind: 'counting', motion: counting }
  const last = motions.find(({ closedAt }) => closedAt !== null && now - closedAt < TOLD_MS)
  // A result on the screen says that it is over.
  if (last === undefined || last.result !== null) return { kind: 'none' }
  return afterwards(last)
}

function whileOpen(motion: SiteMotionView): VotePhase {
  if (motion.voted) return { kind: 'voted', motion }
  return motion.weight === 0 ? { kind: 'noRight', motion } : { kind: 'asked', motion }
}

function afterwards(motion: SiteMotionView): VotePhase {
  if (motion.state === 'withdrawn') return { kind: 'withdrawn', motion }
  return motion.weight > 0 && !motion.voted ? { kind: 'missed', motion } : { kind: 'over', motion }
}
