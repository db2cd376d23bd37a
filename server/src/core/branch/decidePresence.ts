import { assertUnreachable, type SiteId } from '@diem-cau/protocol'
import type { CommandOf } from './commands.ts'
import { refuse, type Decision } from './decision.ts'
import { tickVotes } from '../vote/decide.ts'
import { tickSpeeches } from './decideSpeechTime.ts'
import { event, type BranchEvent } from './events.ts'
import { isLive, isMicrophoneOpen, speechOfSite, type OpenBranch, type SitePresence } from './state.ts'

/** A site's page has come: for the first time, back in time with everything kept, or back with its microphone closed. */
export function joinSite(
  branch: OpenBranch,
  { siteId, instance }: CommandOf<'JoinSite'>,
  now: number,
): Decision {
  const presence = branch.sites.get(siteId)?.presence
  if (presence === undefined) return refuse('site_not_invited')
  switch (presence.state) {
    case 'absent':
    case 'left':
      return [event('SiteJoined', { siteId, instance })]
    case 'connected':
      if (presence.instance === instance) return []
      return [event('SiteReturned', { siteId, instance }), ...loseFloor(branch, siteId, 'returned')]
    case 'away':
      if (presence.instance === instance && !isOverdue(branch, presence, now)) {
        return [event('SiteResumed', { siteId, instance })]
      }
      return [event('SiteReturned', { siteId, instance }), ...loseFloor(branch, siteId, 'returned')]
    default:
      return assertUnreachable(presence)
  }
}

/** The link of a page is lost. Another page's loss says nothing about the one that is here now. */
export function dropSite(
  branch: OpenBranch,
  { siteId, instance }: CommandOf<'DropSite'>,
  now: number,
): Decision {
  const presence = branch.sites.get(siteId)?.presence
  if (presence?.state !== 'connected' || presence.instance !== instance) return []
  return [event('SiteDropped', { siteId, since: now })]
}

/** A site leaves for good: its request and its speech end with it. Another page's goodbye says nothing. */
export function leaveSite(branch: OpenBranch, { siteId, instance }: CommandOf<'LeaveSite'>): Decision {
  const presence = branch.sites.get(siteId)?.presence
  if (presence?.state !== 'connected' && presence?.state !== 'away') return []
  if (instance !== null && presence.instance !== instance) return []
  const speech = speechOfSite(branch, siteId)
  const events: BranchEvent[] = []
  if (speech !== undefined) {
    const { requestId } = speech
    events.push(
      isLive(speech)
        ? event('SpeechEnded', { requestId, siteId, by: 'leaving' })
        : event('RequestWithdrawn', { requestId, siteId, reason: 'leaving' }),
    )
  } else if (isMicrophoneOpen(branch, siteId)) {
    events.push(event('MicrophoneClosed', { siteId, reason: 'left' }))
  }
  if (branch.content?.siteId === siteId) events.push(event('ContentStopped', { siteId, reason: 'offStage' }))
  return [...events, event('SiteLeft', { siteId })]
}

/** Another device has been paired for the site: who was there may neither speak nor come back as if nothing were. */
export function unseatSite(branch: OpenBranch, siteId: SiteId, now: number): Decision {
  const presence = branch.sites.get(siteId)?.presence
  if (presence?.state !== 'connected' && presence?.state !== 'away') return []
  if (presence.state === 'away' && presence.lapsed) return []
  const dropped = presence.state === 'connected' ? [event('SiteDropped', { siteId, since: now })] : []
  return [...dropped, event('SiteLapsed', { siteId }), ...loseFloor(branch, siteId, 'lapsed')]
}

/**
 * The server itself was away. Everybody counts as lost since it was last alive, so that who comes back within
 * the grace keeps everything, and nobody comes back with an open microphone after a long outage.
 */
export function resumeAfterOutage(branch: OpenBranch, lastAliveAt: number, now: number): Decision {
  const since = Math.min(lastAliveAt, now)
  const dropped: BranchEvent[] = []
  for (const { siteId, presence } of branch.sites.values()) {
    if (presence.state === 'connected') {
      dropped.push(event('SiteDropped', { siteId, since: Math.max(since, presence.since) }))
    }
  }
  return dropped
}

/**
 * Time has passed. Sites that have been away for longer than the grace lose floor and microphone, their place is
 * kept; speeches and votes come to their end. Who has lost the floor has no time that could end: it stands still.
 */
export function tick(branch: OpenBranch, now: number): Decision {
  const events: BranchEvent[] = []
  for (const { siteId, presence } of branch.sites.values()) {
    if (presence.state !== 'away' || presence.lapsed || !isOverdue(branch, presence, now)) continue
    events.push(event('SiteLapsed', { siteId }), ...loseFloor(branch, siteId, 'lapsed'))
  }
  return [...events, ...tickSpeeches(branch, now), ...tickVotes(branch, now)]
}

/** A clock that was set back by more than the grace can't tell how long it was: that counts as too long. */
function isOverdue(
  branch: OpenBranch,
  presence: Extract<SitePresence, { state: 'away' }>,
  now: number,
): boolean {
  return presence.lapsed || Math.abs(now - presence.since) > branch.rules.resumeGraceMs
}

/** Off the stage and silent, but next in line: a speaker waits on standby, the chair keeps its place. */
function loseFloor(branch: OpenBranch, siteId: SiteId, reason: 'returned' | 'lapsed'): BranchEvent[] {
  const events: BranchEvent[] = []
  if (isMicrophoneOpen(branch, siteId)) events.push(event('MicrophoneClosed', { siteId, reason }))
  const speech = speechOfSite(branch, siteId)
  if (speech !== undefined && isLive(speech)) {
    events.push(event('SpeakerOnStandby', { requestId: speech.requestId, siteId, reason }))
  }
  if (branch.content?.siteId === siteId) events.push(event('ContentStopped', { siteId, reason: 'offStage' }))
  return events
}
