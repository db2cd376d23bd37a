import { useEffect, useRef, useState } from 'react'

interface TrackVideoProps {
  track: MediaStreamTrack | null
  className: string | undefined
  testId: string
  slot?: string
  label: string
  /** Told when frames begin or stop to come. */
  onFlow?: (flowing: boolean) => void
}

const LOOK_EVERY_MS = 1_000
/** A picture without a new frame for this long is not shown as if it were live. */
const STILL_AFTER_LOOKS = 3

/** A picture without sound. When its track is taken away, the last frame stays. */
export function TrackVideo({ track, className, testId, slot, label, onFlow }: TrackVideoProps) {
  const ref = useRef<HTMLVideoElement>(null)

  useEffect(() => {
    const element = ref.current
    if (element === null || track === null) return
    element.srcObject = new MediaStream([track])
    // Muted video may always start; a play that is overtaken by the next one is no fault.
    void element.play().catch(() => {})
  }, [track])

  useEffect(() => {
    if (onFlow === undefined) return undefined
    let frames = 0
    let still = 0
    const timer = setInterval(() => {
      const total = ref.current?.getVideoPlaybackQuality().totalVideoFrames ?? 0
      still = total === frames ? still + 1 : 0
      frames = total
      onFlow(still < STILL_AFTER_LOOKS)
    }, LOOK_EVERY_MS)
    return () => clearInterval(timer)
  }, [onFlow])

  return (
    <video
      ref={ref}
      className={className}
      data-testid={testId}
      data-slot={slot}
      aria-label={label}
      muted
      autoPlay
      playsInline
      disablePictureInPicture
    />
  )
}

/** Whether frames come; true until it is known better, so that nothing flickers at the start. */
export function useFlow(): [boolean, (flowing: boolean) => void] {
  const [flowing, setFlowing] = useState(true)
  return [flowing, setFlowing]
}
