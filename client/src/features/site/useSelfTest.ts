import { useEffect, useRef, useState } from 'react'
import { playSample, playTone, recordSample, type RoomDevicesState } from '../../media/devices/index.ts'

export type SelfTestPhase = 'idle' | 'recording' | 'playing' | 'done' | 'failed' | 'tone'

/** Recording, playing back and the test tone, one at a time; all end when the screen is closed. */
export function useSelfTest({ microphone, preferences }: RoomDevicesState): {
  phase: SelfTestPhase
  record: () => void
  tone: () => void
} {
  const [phase, setPhase] = useState<SelfTestPhase>('idle')
  const abort = useRef<AbortController | null>(null)
  useEffect(() => () => abort.current?.abort(), [])
  const { speakerId } = preferences

  async function run(work: (signal: AbortSignal) => Promise<SelfTestPhase>): Promise<void> {
    const controller = new AbortController()
    abort.current = controller
    const outcome = await work(controller.signal).catch((): SelfTestPhase => 'failed')
    if (!controller.signal.aborted) setPhase(outcome)
  }

  async function recordAndPlay(track: MediaStreamTrack, signal: AbortSignal): Promise<SelfTestPhase> {
    setPhase('recording')
    const sample = await recordSample(track, signal)
    if (signal.aborted) return 'idle'
    setPhase('playing')
    await playSample(sample, speakerId, signal)
    return 'done'
  }

  return {
    phase,
    record: () => {
      const { track } = microphone
      if (track !== null) void run(async (signal) => await recordAndPlay(track, signal))
    },
    tone: () =>
      void run(async () => {
        setPhase('tone')
        await playTone(speakerId)
        return 'idle'
      }),
  }
}
