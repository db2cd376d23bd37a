import { SPEECH_WARNING_MS, speechElapsedMs, speechLeftMs, type SpeechClock } from '@diem-cau/protocol'

/** The time of a speech as it is shown: what it has taken, what is left of it, or by how much it is over. */
export interface SpeechTime {
  /** `warning`: the last minute; `over`: past its time; `paused`: a question is put in between. */
  readonly state: 'running' | 'left' | 'warning' | 'over' | 'paused'
  readonly ms: number
}

/** @param now the server's clock, epoch milliseconds */
export function speechTimeOf(clock: SpeechClock, now: number): SpeechTime {
  const leftMs = speechLeftMs(clock, now)
  if (leftMs === null) {
    return { state: clock.pausedSince === null ? 'running' : 'paused', ms: speechElapsedMs(clock, now) }
  }
  if (leftMs < 0) return { state: 'over', ms: -leftMs }
  if (clock.pausedSince !== null) return { state: 'paused', ms: leftMs }
  return { state: leftMs <= SPEECH_WARNING_MS ? 'warning' : 'left', ms: leftMs }
}
