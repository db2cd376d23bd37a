import type { BridgeView, DeviceState, SessionView, SiteRow } from '@diem-cau/protocol'
import { detachedSites } from './branches.ts'
import type { StatusTone } from '../../ui/StatusDot.tsx'

/** The one word that says most about a site, and its mark. */
export type SiteWord =
  | SiteRow['presence']
  | Exclude<SiteRow['floor'], 'idle'>
  | 'notInvited'
  | 'unpaired'
  | 'detached'

export interface SiteStatus {
  readonly word: SiteWord
  readonly tone: StatusTone
  /** Its row in the session; null when it is not part of it, or there is no session. */
  readonly row: SiteRow | null
  readonly faults: readonly DeviceFault[]
  /** Since when it is paired; null when no device is. */
  readonly pairedAt: number | null
  /** Only the chair speaks: nobody can be called. */
  readonly lecture: boolean
  /** The session is paused: nobody can be put on the air. */
  readonly held: boolean
}

export interface DeviceFault {
  readonly device: 'camera' | 'microphone'
  readonly state: DeviceState
}

/** `unknown` is not a fault: the page has not said anything yet. */
const FAULTY: ReadonlySet<DeviceState> = new Set(['missing', 'denied', 'silent', 'busy'])

function faultsOf(row: SiteRow): DeviceFault[] {
  if (row.presence !== 'connected') return []
  return (['camera', 'microphone'] as const)
    .filter((device) => FAULTY.has(row[device]))
    .map((device) => ({ device, state: row[device] }))
}

function wordOf(row: SiteRow | null, pairedAt: number | null, isDetached: boolean): SiteWord {
  if (row === null) return isDetached ? 'detached' : 'notInvited'
  // It can not come before it has a device: that is what somebody has to do something about.
  if (row.presence === 'absent' && pairedAt === null) return 'unpaired'
  // A lost link says more than the floor that the site keeps meanwhile.
  if (row.presence !== 'connected') return row.presence
  return row.floor === 'idle' ? 'connected' : row.floor
}

const TONES: Record<SiteWord, StatusTone> = {
  notInvited: 'idle',
  detached: 'left',
  absent: 'idle',
  unpaired: 'unpaired',
  left: 'left',
  away: 'warn',
  connected: 'good',
  requested: 'asked',
  queued: 'asked',
  invited: 'invited',
  standby: 'standby',
  live: 'live',
  done: 'good',
  withdrawn: 'good',
  declined: 'good',
  revoked: 'good',
}

/** The mark of a word. */
export function toneOf(word: SiteWord): StatusTone {
  return TONES[word]
}

/** What is known of a site, from the session on screen and from the pairings. */
export function siteStatus(
  siteId: string,
  session: SessionView | null,
  bridge: BridgeView | null,
  detached: ReadonlySet<string> = detachedSites(session),
): SiteStatus {
  const row = session?.[`site:${siteId}`] ?? null
  const pairedAt = bridge?.[`pairing:${siteId}`]?.pairedAt ?? null
  const word = wordOf(row, pairedAt, detached.has(siteId))
  return {
    word,
    tone: toneOf(word),
    row,
    faults: row === null ? [] : faultsOf(row),
    pairedAt,
    lecture: session?.conduct.mode.mode === 'lecture',
    held: session?.stage.holding?.reason === 'pause',
  }
}

export type StatusOf = (siteId: string) => SiteStatus

/** Reads each site's status once for one state of the views. */
export function statusReader(session: SessionView | null, bridge: BridgeView | null): StatusOf {
  const known = new Map<string, SiteStatus>()
  const detached = detachedSites(session)
  return (siteId) => {
    let status = known.get(siteId)
    if (status === undefined) {
      status = siteStatus(siteId, session, bridge, detached)
      known.set(siteId, status)
    }
    return status
  }
}
