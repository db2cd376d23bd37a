import { useEffect, useState } from 'react'
import { RingTone } from '../../media/devices/index.ts'
import { useModel } from './hooks.ts'

/** After this it rings on, but lower: a room in which nobody is disturbs the house. */
const LOUD_MS = 90_000

/**
 * Rings as long as it is mounted and `sounds`.
 * @returns whether the browser holds the sound back
 */
export function useRingTone(sounds: boolean): boolean {
  const { devices } = useModel()
  const [blocked, setBlocked] = useState(false)
  useEffect(() => {
    if (!sounds) return undefined
    const tone = new RingTone(setBlocked)
    tone.start(devices.state.preferences.speakerId)
    const timer = setTimeout(() => tone.lower(), LOUD_MS)
    const resume = (): void => tone.resume()
    document.addEventListener('pointerdown', resume)
    document.addEventListener('keydown', resume)
    return () => {
      clearTimeout(timer)
      document.removeEventListener('pointerdown', resume)
      document.removeEventListener('keydown', resume)
      tone.stop()
    }
  }, [sounds, devices])
  return blocked
}
