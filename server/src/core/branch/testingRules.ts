import { collectingDistrict } from './groups.ts'
import type { BranchCommand } from './commands.ts'
import type { BranchEvent } from './events.ts'
import {
  hasRemoteMicrophone,
  isLive,
  isMicrophoneOpen,
  isOnStage,
  openMicrophones,
  speechOfSite,
  type BranchState,
  type LiveSpeech,
  type OpenBranch,
  type Speech,
} from './state.ts'

/* What must be true of a branch whatever anybody says: for specifications by properties, and for the fuzz. */

/** What a command has done. */
export interface Told {
  command: BranchCommand
  events: readonly BranchEvent[]
  now: number
}

/** A rule that does not hold. Its text is the same wherever it is broken. */
export class BrokenRule extends Error {}

/** Plain and quick: this runs some million times. */
export function must(isSo: boolean, rule: string): void {
  if (!isSo) throw new BrokenRule(`Not so: ${rule}`)
}
const isUnique = (values: readonly unknown[]): boolean => new Set(values).size === values.length

/** What must be true of a branch at every moment. */
export function checkRules(state: BranchState): void {
  if (state.status !== 'open') return
  checkStage(state)
  checkPresence(state)
  checkModes(state)
  checkClocks(state)
  checkWaiting(state)
  checkAgenda(state)
  checkAssistance(state)
  checkVotes(state)
  checkRoll(state)
}

function checkStage(state: OpenBranch): void {
  const { rules, speeches, content, chair, sites, conduct, paper } = state
  const live = speeches.filter(isLive)
  const heard = openMicrophones(state)
  const onStage = [chair.siteId, ...live.map(({ siteId }) => siteId)]
  must(live.length <= rules.speakerPlaces, 'never more live than places')
  must(isUnique(live.map(({ phase }) => phase.slot)), 'no two on one slot')
  must(isUnique(speeches.map(({ siteId }) => siteId)), 'a site has one speech')
  must(isUnique(speeches.map(({ requestId }) => requestId)), 'a request is one')
  must(!speeches.some(({ siteId }) => siteId === chair.siteId), 'the chair does not ask')
  must(
    [chair, ...speeches].every(({ siteId }) => sites.has(siteId)),
    'who chairs, speaks or waits is of this branch',
  )
  must(heard.length <= rules.maxOpenMicrophones, 'open microphones within the limit')
  must(
    heard.every((siteId) => onStage.includes(siteId)),
    'heard is only the chair or who is live',
  )
  must(content === null || onStage.includes(content.siteId), 'content is presented from the stage')
  must(content === null || paper === null, 'a paper and a screen are not shown at once')
  const { pinnedSiteId, deputyChairSiteId } = conduct
  must(pinnedSiteId === null || onStage.includes(pinnedSiteId), 'who is pinned is on stage')
  must(deputyChairSiteId === null || sites.has(deputyChairSiteId), 'the deputy is of this branch')
  must(deputyChairSiteId !== chair.siteId, 'the deputy is not the chair')
}

function checkPresence(state: OpenBranch): void {
  const { speeches, sites } = state
  const live = speeches.filter(isLive)
  for (const { siteId, presence, spokenMs } of sites.values()) {
    const isGone = presence.state === 'absent' || presence.state === 'left'
    const isLapsed = presence.state === 'away' && presence.lapsed
    const isHeard = isMicrophoneOpen(state, siteId)
    must(!(isGone || isLapsed) || !isHeard, 'who is gone is not heard')
    must(!isGone || !speeches.some((speech) => speech.siteId === siteId), 'who is gone does not ask')
    must(!isLapsed || !live.some((speech) => speech.siteId === siteId), 'who has lapsed is not live')
    must(spokenMs >= 0, 'nobody has spoken less than nothing')
  }
}

function checkModes(state: OpenBranch): void {
  const { conduct, chair, speeches } = state
  const heard = openMicrophones(state)
  if (conduct.hold !== null) {
    must(heard.length === 0, 'nobody is heard while the stage is held')
    must(
      !speeches.some((speech) => isLive(speech) && speech.phase.closedByTime),
      'more time opens no microphone that was closed with the stage',
    )
  }
  if (conduct.mode.mode !== 'lecture') return
  must(
    heard.every((siteId) => siteId === chair.siteId),
    'in a lecture the chair alone is heard',
  )
  must(
    speeches.every(({ phase }) => phase.state === 'queued' || phase.state === 'requested'),
    'in a lecture nobody is called',
  )
}

function checkClocks(state: OpenBranch): void {
  const live = state.speeches.filter(isLive)
  const isInterrupted = live.some(({ phase }) => phase.interposed)
  for (const speech of live) checkClock(state, speech, isInterrupted)
}

function checkClock(state: OpenBranch, { siteId, phase }: LiveSpeech, isInterrupted: boolean): void {
  const { clock, lockedByTime, closedByTime, timeIsUp, microphoneOpen } = phase
  const isAway = state.sites.get(siteId)?.presence.state === 'away'
  const standsStill = isAway || (isInterrupted && !phase.interposed)
  must(
    (clock.pausedSince !== null) === standsStill,
    'a clock stands still for a question or a lost link only',
  )
  must(clock.pausedMs >= 0 && (clock.limitMs ?? 0) >= 0, 'no time is negative')
  must(!lockedByTime || (timeIsUp && !microphoneOpen), 'a microphone that the rule keeps closed is closed')
  must(!closedByTime || !microphoneOpen, 'a microphone that the rule has closed is closed')
}

function checkWaiting(state: OpenBranch): void {
  for (const speech of state.speeches) {
    const { state: phase } = speech.phase
    if (phase === 'requested') checkRequested(state, speech)
    must(speech.itemId === null || speech.kind === 'paper', 'a paper of the agenda stays one')
    must(
      speech.check === null || phase === 'standby' || phase === 'live',
      'only who is on standby has been looked at',
    )
  }
}

function checkRequested(state: OpenBranch, { siteId, kind, itemId }: Speech): void {
  must(state.conduct.delegation, 'districts have queues only where the session delegates')
  must(collectingDistrict(state, siteId) !== null, 'a district collects from its communes only')
  must(kind !== 'pointOfOrder' && itemId === null, 'no point of order and no paper waits in a district')
}

function checkAgenda({ conduct, speeches }: OpenBranch): void {
  const given = new Set(speeches.map(({ itemId }) => itemId))
  const underWay = conduct.agenda.filter(({ state, itemId }) => state === 'underWay' && !given.has(itemId))
  must(underWay.length <= 1, 'one item is under way, beside papers that are being given')
  must(isUnique(speeches.flatMap(({ itemId }) => itemId ?? [])), 'a paper is given once at a time')
}

function checkAssistance(state: OpenBranch): void {
  const { talkbacks } = state.assistance
  must(
    isUnique([...talkbacks.values()].map(({ viewerId }) => viewerId)),
    'a console speaks with one site off air',
  )
  for (const siteId of talkbacks.keys()) {
    must(!isOnStage(state, siteId), 'nobody speaks off air with a site on stage')
    must(
      state.sites.get(siteId)?.presence.state === 'connected',
      'a site that is spoken with off air is there, in this branch',
    )
  }
}

function checkVotes({ votes }: OpenBranch): void {
  const { motions, shownMotionId } = votes
  let open = 0
  for (const motion of motions.values()) {
    if (motion.state === 'open') open += 1
    for (const siteId of motion.ballots.keys()) must(motion.rights.has(siteId), 'who votes has a right')
    must((motion.state === 'counted') === (motion.result !== null), 'a result is of a counted vote')
    if (motion.result !== null) {
      must(motion.result.cast <= motion.result.entitled, 'no more votes than rights')
    }
  }
  must(open <= 1, 'one vote is open at a time')
  must(
    shownMotionId === null || motions.get(shownMotionId)?.state === 'counted',
    'a result that is shown was counted',
  )
}

function checkRoll({ rollCall, sites, detached }: OpenBranch): void {
  if (rollCall.answers.size === 0) return
  const gone = new Set([...detached.values()].flatMap(({ siteIds }) => siteIds))
  for (const [siteId, { present, invited }] of rollCall.answers) {
    must(sites.has(siteId) || gone.has(siteId), 'who answers the roll is of this session')
    must(invited === 0 || present <= invited, 'no more are there than were invited')
  }
}

const COMING_AND_GOING = new Set<BranchCommand['type']>([
  'JoinSite',
  'DropSite',
  'LeaveSite',
  'UnseatSite',
  'Tick',
  'ResumeAfterOutage',
  'DetachBranch',
  'AttachBranch',
])

/** What must be true of what a command has done. */
export function checkStep(before: BranchState, after: BranchState, told: Told): void {
  if (before.status !== 'open' || after.status !== 'open') return
  checkNewlyHeard(before, after, told)
  checkReturnsAreSilent(before, after, told)
  checkFreeDiscussion(before, after, told)
  checkBallotsStay(before, after)
  if (told.command.type === 'CutToChair') checkCut(after)
}

/** A closed microphone is opened by an act of somebody: the room's own, the desk's, or its turn in free discussion. */
function checkNewlyHeard(before: OpenBranch, after: OpenBranch, { command, events }: Told): void {
  for (const siteId of openMicrophones(after)) {
    if (isMicrophoneOpen(before, siteId)) continue
    must(after.sites.get(siteId)?.presence.state === 'connected', 'nobody is newly heard who is not there')
    const wasLocked = before.speeches.some(
      (speech) => speech.siteId === siteId && isLive(speech) && speech.phase.lockedByTime,
    )
    must(
      !wasLocked || command.type !== 'SetOwnMicrophone',
      'a room does not open a microphone that the rule keeps closed',
    )
    const turn = events.some(({ type, data }) => type === 'FloorGranted' && data.siteId === siteId)
    if (COMING_AND_GOING.has(command.type)) {
      must(turn && after.conduct.mode.mode === 'free', 'a closed microphone stays closed')
      must(!('siteId' in command) || command.siteId !== siteId, 'who comes is not heard by coming')
    }
    if (hasRemoteMicrophone(after, siteId)) continue
    const isOwn = command.type === 'SetOwnMicrophone' && command.siteId === siteId
    const hasWished = turn && speechOfSite(after, siteId)?.consented === true
    must(isOwn || hasWished, 'a microphone that may not be opened from afar is opened by its room')
  }
}

/** A new page, or one that was away too long, is silent; whoever has been away too long is silent after a tick. */
function checkReturnsAreSilent(before: OpenBranch, after: OpenBranch, { command, now }: Told): void {
  const graceMs = before.rules.resumeGraceMs
  if (command.type === 'JoinSite') {
    const was = before.sites.get(command.siteId)?.presence
    const isSamePage = was !== undefined && 'instance' in was && was.instance === command.instance
    const isInTime =
      was?.state === 'connected' || (was?.state === 'away' && Math.abs(now - was.since) <= graceMs)
    must((isSamePage && isInTime) || !isMicrophoneOpen(after, command.siteId), 'who returns is silent')
  }
  if (command.type !== 'Tick') return
  for (const { siteId, presence } of after.sites.values()) {
    const isOverdue = presence.state === 'away' && Math.abs(now - presence.since) > graceMs
    must(!isOverdue || !isMicrophoneOpen(after, siteId), 'who is away too long is silent')
  }
}

function checkFreeDiscussion(before: OpenBranch, after: OpenBranch, { command }: Told): void {
  if (command.type === 'GrantFloor') return
  const { mode } = after.conduct
  const [was, is] = [before, after].map(({ speeches }) => speeches.filter(isLive).length)
  const allowed = mode.mode === 'free' ? mode.maxOpen : 0
  must((is ?? 0) <= Math.max(was ?? 0, allowed), 'nobody follows by himself beyond what the mode allows')
}

/** What was cast stays as it was cast, and is counted once. */
function checkBallotsStay(before: OpenBranch, after: OpenBranch): void {
  if (before.votes === after.votes) return
  for (const [motionId, motion] of before.votes.motions) {
    const now = after.votes.motions.get(motionId)
    for (const [siteId, ballot] of motion.ballots) {
      must(
        now === undefined || now.ballots.size === 0 || now.ballots.get(siteId) === ballot,
        'one vote for each right',
      )
    }
    must(motion.state !== 'withdrawn' || now?.state === 'withdrawn', 'a withdrawn motion stays withdrawn')
  }
}

function checkCut(after: OpenBranch): void {
  const { content, paper, layout, conduct, chair } = after
  must(!after.speeches.some(isLive), 'after the cut nobody is live')
  must(content === null && paper === null, 'after the cut nothing is shown')
  must(
    layout === 'single' && conduct.hold === null && conduct.pinnedSiteId === null,
    'after the cut the stage is plain',
  )
  must(after.assistance.talkbacks.size === 0, 'after the cut nobody speaks off air')
  must(
    openMicrophones(after).every((siteId) => siteId === chair.siteId),
    'after the cut the chair alone is heard',
  )
}
