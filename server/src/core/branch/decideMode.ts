import type { FloorMode, SpeechLimits } from '@diem-cau/protocol'
import { endTalkback } from '../assistance/decide.ts'
import { floorGranted, freeSlot, speechEnded } from './decideFloor.ts'
import { backToHead } from './decideQueue.ts'
import type { Decision } from './decision.ts'
import { event, type BranchEvent } from './events.ts'
import { evolve } from './evolve.ts'
import {
  isConnected,
  liveSpeeches,
  openMicrophones,
  waitingSpeeches,
  type OpenBranch,
  type Speech,
} from './state.ts'

/** Another mode. Nobody is cut off by it, but that in a lecture the chair alone speaks. */
export function setFloorMode(branch: OpenBranch, mode: FloorMode): Decision {
  if (isSameMode(branch.conduct.mode, mode)) return []
  const changed = event('FloorModeChanged', { mode })
  return mode.mode === 'lecture' ? [...forLecture(branch), changed] : [changed]
}

/** Speeches end; who was called waits again, first in line, so that no room stays ready in vain. */
function forLecture(branch: OpenBranch): BranchEvent[] {
  const called = branch.speeches.filter(({ phase }) => phase.state === 'invited' || phase.state === 'standby')
  return [
    ...liveSpeeches(branch).flatMap((speech) => speechEnded(branch, speech, 'mode')),
    ...called.flatMap((speech, index) => backToHead(speech, index + 1)),
  ]
}

export function setLimits(branch: OpenBranch, limits: SpeechLimits): Decision {
  const before = branch.conduct.limits
  const isSame =
    before.paperSeconds === limits.paperSeconds &&
    before.discussionSeconds === limits.discussionSeconds &&
    before.questionSeconds === limits.questionSeconds &&
    before.pointOfOrderSeconds === limits.pointOfOrderSeconds &&
    before.atEnd === limits.atEnd
  return isSame ? [] : [event('LimitsChanged', { limits })]
}

function isSameMode(a: FloorMode, b: FloorMode): boolean {
  return a.mode === b.mode && (a.mode !== 'free' || b.mode !== 'free' || a.maxOpen === b.maxOpen)
}

/**
 * In free discussion the next in line are live by themselves, while fewer than the mode allows speak and a place and
 * a microphone are free. Who is away is passed over; papers wait for their call. A return makes no room, so that it
 * opens no microphone either.
 */
export function freeGrants(branch: OpenBranch, now: number): BranchEvent[] {
  const events: BranchEvent[] = []
  let state = branch
  for (;;) {
    const slot = freeSlot(state)
    const next = waitingSpeeches(state).find((speech) => mayFollow(state, speech))
    if (slot === null || next === undefined || !hasRoom(state)) return events
    const step = [...endTalkback(state, next.siteId, 'onStage'), floorGranted(state, next, slot, false)]
    for (const happened of step) {
      const after = evolve(state, happened, now)
      if (after.status === 'open') state = after
    }
    events.push(...step)
  }
}

function mayFollow(branch: OpenBranch, { siteId, kind }: Speech): boolean {
  return kind !== 'paper' && isConnected(branch, siteId)
}

function hasRoom(branch: OpenBranch): boolean {
  const { mode, hold } = branch.conduct
  return (
    mode.mode === 'free' &&
    hold === null &&
    liveSpeeches(branch).length < mode.maxOpen &&
    openMicrophones(branch).length < branch.rules.maxOpenMicrophones
  )
}
