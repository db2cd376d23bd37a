import type { VoteState } from './types.ts'

export const NO_VOTES: VoteState = { motions: new Map(), shownMotionId: null }
