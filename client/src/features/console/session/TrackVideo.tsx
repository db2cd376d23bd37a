import { useEffect, useRef } from 'react'
import styles from './TrackVideo.module.css'

/** A picture as it is received. Silent: sound is played apart, so that it is never doubled. */
export function TrackVideo({
  track,
  fit = 'contain',
}: {
  track: MediaStreamTrack
  fit?: 'contain' | 'cover'
}) {
  const video = useRef<HTMLVideoElement>(null)
  useEffect(() => {
    const element = video.current
    if (element === null) return undefined
    element.srcObject = new MediaStream([track])
    // Refused only while the page is hidden; it plays by itself once it is seen.
    element.play().catch(() => undefined)
    return () => {
      element.srcObject = null
    }
  }, [track])
  return <video ref={video} className={styles.video} data-fit={fit} muted playsInline autoPlay />
}
