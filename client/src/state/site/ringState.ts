import type { RingView, SiteView } from '@diem-cau/protocol'

/** How an urgent call is shown to a room. */
export type RingState =
  | { kind: 'none' }
  /** It fills the screen, and rings. */
  | { kind: 'ringing'; ring: RingView; sounds: boolean }
  /** The room has the chair of another meeting, which can not go on without it: it is told beside the meeting. */
  | { kind: 'told'; ring: RingView }

const NONE: RingState = { kind: 'none' }

/** A room that is being heard rings without a sound: the meeting would hear nothing else. */
export function ringStateOf(site: SiteView | null): RingState {
  const ring = site?.ring ?? null
  if (site === null || ring === null) return NONE
  if (ring.busyWith?.isChair === true) return { kind: 'told', ring }
  return { kind: 'ringing', ring, sounds: !site.floor.microphoneOpen }
}

/** A page that answers by itself, in vain, does so again after so long. */
const ANSWER_AGAIN_MS = 5_000

/** Which of its own attempts to answer is due: 0, 1, 2 …; null while none is. */
export function ownAttempt({ since, answersAfterSeconds }: RingView, now: number): number | null {
  if (answersAfterSeconds === null) return null
  const overdueMs = now - since - answersAfterSeconds * 1_000
  return overdueMs < 0 ? null : Math.floor(overdueMs / ANSWER_AGAIN_MS)
}

/** Seconds until the page answers by itself; null where somebody has to. */
export function secondsLeft({ since, answersAfterSeconds }: RingView, now: number): number | null {
  if (answersAfterSeconds === null) return null
  return Math.max(0, Math.ceil((since + answersAfterSeconds * 1_000 - now) / 1_000))
}
