import {
  assertUnreachable,
  SPEECH_WARNING_MS,
  speechElapsedMs,
  speechLeftMs,
  type SpeechKind,
  type SpeechLimits,
} from '@diem-cau/protocol'
import type { CommandOf } from './commands.ts'
import { refuse, type Decision } from './decision.ts'
import { event, type BranchEvent } from './events.ts'
import {
  hasRemoteMicrophone,
  isConnected,
  isLive,
  openMicrophones,
  speechById,
  type LiveSpeech,
  type OpenBranch,
  type Speech,
} from './state.ts'

const MINUTE_MS = 60_000

/**
 * How long a speech may take that begins now, in milliseconds; null: as long as it takes. A paper has the minutes of
 * its item. What was spoken before a lost link counts, but a minute at least is left to come back to the matter.
 */
export function limitFor(
  branch: OpenBranch,
  { kind, itemId, spokenMs }: Pick<Speech, 'kind' | 'itemId' | 'spokenMs'>,
): number | null {
  const { agenda, limits } = branch.conduct
  const item = itemId === null ? undefined : agenda.find((other) => other.itemId === itemId)
  const planned = item === undefined || item.minutes === 0 ? null : item.minutes * MINUTE_MS
  const limitMs = planned ?? limitOfKind(limits, kind)
  if (limitMs === null || spokenMs === 0) return limitMs
  return Math.max(limitMs - spokenMs, Math.min(limitMs, SPEECH_WARNING_MS))
}

function limitOfKind(limits: SpeechLimits, kind: SpeechKind): number | null {
  const seconds = secondsOf(limits, kind)
  return seconds === null ? null : seconds * 1_000
}

function secondsOf(limits: SpeechLimits, kind: SpeechKind): number | null {
  switch (kind) {
    case 'paper':
      return limits.paperSeconds
    case 'discussion':
      return limits.discussionSeconds
    case 'question':
      return limits.questionSeconds
    case 'pointOfOrder':
      return limits.pointOfOrderSeconds
    default:
      return assertUnreachable(kind)
  }
}

/** Speeches that are near their end or at it. Each is said once, also when the clock is set back after it. */
export function tickSpeeches(branch: OpenBranch, now: number): BranchEvent[] {
  return branch.speeches.filter(isLive).flatMap((speech) => tickSpeech(branch, speech, now))
}

function tickSpeech(branch: OpenBranch, speech: LiveSpeech, now: number): BranchEvent[] {
  const { requestId, siteId, phase } = speech
  const leftMs = speechLeftMs(phase.clock, now)
  if (leftMs === null || phase.timeIsUp) return []
  if (leftMs > 0) {
    // A speech that is no longer than the warning has its end in sight from the beginning.
    const isLong = (phase.clock.limitMs ?? 0) > SPEECH_WARNING_MS
    const isDue = isLong && !phase.warned && leftMs <= SPEECH_WARNING_MS
    return isDue ? [event('SpeechWarned', { requestId, siteId })] : []
  }
  const closes = branch.conduct.limits.atEnd === 'closeMicrophone' && phase.microphoneOpen
  return [
    event('SpeechTimeEnded', { requestId, siteId }),
    ...(closes ? [event('MicrophoneClosed', { siteId, reason: 'timeUp' })] : []),
  ]
}

/**
 * More time, or less. Who is over the time gets that much from now on; nobody's time ends before now. A microphone
 * that the rule has closed opens again, if that is still all that keeps it closed.
 */
export function extendSpeech(
  branch: OpenBranch,
  { requestId, seconds }: CommandOf<'ExtendSpeech'>,
  now: number,
): Decision {
  const speech = speechById(branch, requestId)
  if (speech === undefined) return refuse('request_not_found')
  if (!isLive(speech)) return refuse('wrong_floor_state', { state: speech.phase.state })
  const { clock } = speech.phase
  if (clock.limitMs === null) return refuse('speech_without_limit')
  const elapsedMs = speechElapsedMs(clock, now)
  const isOver = elapsedMs >= clock.limitMs
  if (seconds === 0 || (isOver && seconds < 0)) return []
  const from = isOver ? elapsedMs : clock.limitMs
  const limitMs = Math.max(elapsedMs, from + seconds * 1_000)
  const { siteId } = speech
  return [
    event('SpeechExtended', { requestId, siteId, limitMs }),
    ...(seconds > 0 && mayReopen(branch, speech)
      ? [event('MicrophoneOpened', { siteId, by: 'operator' })]
      : []),
  ]
}

function mayReopen(branch: OpenBranch, { siteId, phase }: LiveSpeech): boolean {
  return (
    phase.closedByTime &&
    isConnected(branch, siteId) &&
    branch.conduct.hold === null &&
    hasRemoteMicrophone(branch, siteId) &&
    openMicrophones(branch).length < branch.rules.maxOpenMicrophones
  )
}
