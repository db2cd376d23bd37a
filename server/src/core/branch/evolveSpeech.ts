import { speechElapsedMs, type RequestId, type SiteId, type SpeechClock } from '@diem-cau/protocol'
import { withSite } from './evolveSites.ts'
import { requestedIn, collectingDistrict } from './groups.ts'
import type { BranchEventOf } from './events.ts'
import {
  isLive,
  speechById,
  type FloorOutcome,
  type LiveSpeech,
  type OpenBranch,
  type Speech,
  type SpeechPhase,
} from './state.ts'

export function requested(
  branch: OpenBranch,
  data: BranchEventOf<'FloorRequested'>['data'],
  at: number,
): OpenBranch {
  const speech: Speech = {
    requestId: data.requestId,
    siteId: data.siteId,
    requestedAt: at,
    stateSince: at,
    phase: { state: 'requested' },
    kind: data.kind ?? 'discussion',
    speaker: data.speaker ?? '',
    topic: data.topic ?? '',
    itemId: data.itemId ?? null,
    calledByChair: data.calledByChair,
    nominatedBy: null,
    check: null,
    consented: !data.calledByChair,
    spokenMs: 0,
  }
  return { ...branch, speeches: [...branch.speeches, speech] }
}

/** At the end of the common queue. */
export function queued(
  branch: OpenBranch,
  { requestId, nominatedBy }: BranchEventOf<'RequestQueued'>['data'],
  at: number,
): OpenBranch {
  const speech = speechById(branch, requestId)
  if (speech === undefined) return branch
  const others = branch.speeches.filter((other) => other !== speech)
  const phase = { state: 'queued' } as const
  const known = { nominatedBy: nominatedBy ?? speech.nominatedBy, check: null }
  const changed = { ...speech, phase, stateSince: at, ...known }
  return { ...branch, speeches: [...others, changed] }
}

/** At the head of its district's queue: it had come out of it first. */
export function returned(branch: OpenBranch, requestId: RequestId, at: number): OpenBranch {
  const speech = speechById(branch, requestId)
  if (speech === undefined) return branch
  const others = branch.speeches.filter((other) => other !== speech)
  const phase = { state: 'requested' } as const
  return { ...branch, speeches: [{ ...speech, phase, stateSince: at, nominatedBy: null }, ...others] }
}

/** Moves a request to a place among those that wait in the same queue; all others keep their order. */
export function moved(branch: OpenBranch, requestId: RequestId, position: number): OpenBranch {
  const target = speechById(branch, requestId)
  if (target === undefined) return branch
  const queue = new Set(sameQueue(branch, target))
  queue.delete(target)
  const waiting = [...queue]
  waiting.splice(position - 1, 0, target)
  return {
    ...branch,
    speeches: [...branch.speeches.filter((speech) => speech !== target && !queue.has(speech)), ...waiting],
  }
}

function sameQueue(branch: OpenBranch, target: Speech): Speech[] {
  const unitId = target.phase.state === 'requested' ? collectingDistrict(branch, target.siteId) : null
  return unitId === null
    ? branch.speeches.filter(({ phase }) => phase.state === 'queued')
    : requestedIn(branch, unitId)
}

export function withSpeech(branch: OpenBranch, requestId: RequestId, change: Partial<Speech>): OpenBranch {
  const speeches = branch.speeches.map((speech) =>
    speech.requestId === requestId ? { ...speech, ...change } : speech,
  )
  return { ...branch, speeches }
}

function withPhase(branch: OpenBranch, requestId: RequestId, phase: SpeechPhase, at: number): OpenBranch {
  return withSpeech(branch, requestId, { phase, stateSince: at })
}

export function withLive(
  branch: OpenBranch,
  requestId: RequestId,
  change: Partial<LiveSpeech['phase']>,
): OpenBranch {
  const speech = speechById(branch, requestId)
  if (speech === undefined || !isLive(speech)) return branch
  return withSpeech(branch, requestId, { phase: { ...speech.phase, ...change } })
}

export function invited(branch: OpenBranch, requestId: RequestId, at: number): OpenBranch {
  return withPhase(branch, requestId, { state: 'invited' }, at)
}

export function onStandby(
  branch: OpenBranch,
  { requestId, siteId, reason }: BranchEventOf<'SpeakerOnStandby'>['data'],
  at: number,
): OpenBranch {
  const speech = speechById(branch, requestId)
  if (speech === undefined) return branch
  const spokenMs = isLive(speech) ? speechElapsedMs(speech.phase.clock, at) : 0
  const spoken = withSpoken(branch, siteId, spokenMs, 0)
  const changed = withSpeech(spoken, requestId, {
    phase: { state: 'standby' },
    stateSince: at,
    check: null,
    consented: reason === 'accepted' || (reason === 'prepared' && speech.consented),
    spokenMs: speech.spokenMs + spokenMs,
  })
  return withStandstill(changed, at)
}

export function granted(
  branch: OpenBranch,
  data: BranchEventOf<'FloorGranted'>['data'],
  at: number,
): OpenBranch {
  const live = withPhase(
    branch,
    data.requestId,
    {
      state: 'live',
      slot: data.slot,
      microphoneOpen: data.silent !== true,
      clock: { startedAt: at, limitMs: data.limitMs ?? null, pausedMs: 0, pausedSince: null },
      warned: false,
      timeIsUp: false,
      lockedByTime: false,
      closedByTime: false,
      interposed: data.interposed ?? false,
    },
    at,
  )
  return withStandstill(live, at)
}

/** A speech or a request is over. */
export function ended(
  branch: OpenBranch,
  { requestId, siteId }: { requestId: RequestId; siteId: SiteId },
  state: FloorOutcome,
  at: number,
): OpenBranch {
  const speech = speechById(branch, requestId)
  if (speech === undefined) return branch
  const speeches = branch.speeches.filter((other) => other !== speech)
  const spokenMs = isLive(speech) ? speechElapsedMs(speech.phase.clock, at) : 0
  const hasSpoken = isLive(speech) || speech.spokenMs > 0
  const spoken = withSpoken({ ...branch, speeches }, siteId, spokenMs, hasSpoken ? 1 : 0)
  return withStandstill(withSite(spoken, siteId, { lastOutcome: { state, at } }), at)
}

function withSpoken(branch: OpenBranch, siteId: SiteId, spokenMs: number, speeches: number): OpenBranch {
  const site = branch.sites.get(siteId)
  if (site === undefined || (spokenMs === 0 && speeches === 0)) return branch
  return withSite(branch, siteId, {
    speechCount: site.speechCount + speeches,
    spokenMs: site.spokenMs + spokenMs,
  })
}

export function withMicrophone(
  branch: OpenBranch,
  siteId: SiteId,
  open: boolean,
  isByTime: boolean,
): OpenBranch {
  if (branch.chair.siteId === siteId) return { ...branch, chair: { ...branch.chair, microphoneOpen: open } }
  const speeches = branch.speeches.map((speech) => {
    if (speech.siteId !== siteId || !isLive(speech)) return speech
    const lockedByTime = speech.phase.lockedByTime && !open
    return {
      ...speech,
      phase: { ...speech.phase, microphoneOpen: open, lockedByTime, closedByTime: isByTime },
    }
  })
  return { ...branch, speeches }
}

/** What was found of a site on standby says nothing of another page, nor after a lost link. */
export function unchecked(branch: OpenBranch, siteId: SiteId): OpenBranch {
  const isChecked = branch.speeches.some((speech) => speech.siteId === siteId && speech.check !== null)
  if (!isChecked) return branch
  const speeches = branch.speeches.map((speech) =>
    speech.siteId === siteId ? { ...speech, check: null } : speech,
  )
  return { ...branch, speeches }
}

/**
 * Clocks stand still while a question is put in between, but not the question's own; and while the link of who
 * speaks is lost, so that neither a cut line nor a server that was away takes anybody's time.
 */
export function withStandstill(branch: OpenBranch, at: number): OpenBranch {
  const isInterrupted = branch.speeches.some((speech) => isLive(speech) && speech.phase.interposed)
  let isChanged = false
  const speeches = branch.speeches.map((speech) => {
    if (!isLive(speech)) return speech
    const presence = branch.sites.get(speech.siteId)?.presence
    const awaySince = presence?.state === 'away' ? presence.since : null
    const standsStill = awaySince !== null || (isInterrupted && !speech.phase.interposed)
    const { clock } = speech.phase
    if (standsStill === (clock.pausedSince !== null)) return speech
    isChanged = true
    const since = awaySince === null ? at : Math.max(awaySince, clock.startedAt)
    return {
      ...speech,
      phase: { ...speech.phase, clock: standsStill ? stopped(clock, since) : going(clock, at) },
    }
  })
  return isChanged ? { ...branch, speeches } : branch
}

function stopped(clock: SpeechClock, since: number): SpeechClock {
  return { ...clock, pausedSince: since }
}

function going(clock: SpeechClock, at: number): SpeechClock {
  const stoodMs = Math.max(0, at - (clock.pausedSince ?? at))
  return { ...clock, pausedMs: clock.pausedMs + stoodMs, pausedSince: null }
}
