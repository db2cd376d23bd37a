import { useEffect, useRef } from 'react'
import { useTranslation } from '../../../i18n/index.ts'
import styles from './TrackVideo.module.css'
import { usePictureState } from './usePictureState.ts'

/**
 * A picture as it is received, and in words when it does not come or stands still. Silent: sound is played
 * apart, so that it is never doubled.
 */
export function TrackVideo({
  track,
  fit = 'contain',
}: {
  track: MediaStreamTrack
  fit?: 'contain' | 'cover'
}) {
  const { t } = useTranslation('console')
  const video = useRef<HTMLVideoElement>(null)
  const state = usePictureState(video, track)
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
  return (
    <>
      <video ref={video} className={styles.video} data-fit={fit} muted playsInline autoPlay />
      {state !== 'flowing' && (
        <span className={styles.state} data-state={state}>
          {t(`picture.${state}`)}
        </span>
      )}
    </>
  )
}
