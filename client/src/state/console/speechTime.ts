import { SPEECH_WARNING_MS, speechElapsedMs, speechLeftMs, type SpeechClock } from '@diem-cau/protocol'

/** `open`: nobody has limited it. `warning`: under a minute is left. `over`: it has taken more than its time. */
export type SpeechPhase = 'open' | 'running' | 'warning' | 'over'

/** The time of a speech as the desk shows it. */
export interface SpeechTime {
  readonly phase: SpeechPhase
  readonly elapsedMs: number
  /** Of its time; null without a limit; never negative: what is over is told by `overMs`. */
  readonly leftMs: number | null
  /** How long it has been over its time; zero before. */
  readonly overMs: number
  /** What is used up of its time, from 0 to 1; null without a limit. */
  readonly share: number | null
  /** Another one puts a question in between: the time stands still. */
  readonly standsStill: boolean
}

export function speechTime(clock: SpeechClock, now: number): SpeechTime {
  const elapsedMs = speechElapsedMs(clock, now)
  const left = speechLeftMs(clock, now)
  const standsStill = clock.pausedSince !== null
  if (left === null) {
    return { phase: 'open', elapsedMs, leftMs: null, overMs: 0, share: null, standsStill }
  }
  return {
    phase: left < 0 ? 'over' : left <= SPEECH_WARNING_MS ? 'warning' : 'running',
    elapsedMs,
    leftMs: Math.max(0, left),
    overMs: Math.max(0, -left),
    share: clock.limitMs === null || clock.limitMs === 0 ? 1 : Math.min(1, elapsedMs / clock.limitMs),
    standsStill,
  }
}
