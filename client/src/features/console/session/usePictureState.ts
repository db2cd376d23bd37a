import { useEffect, useState, type RefObject } from 'react'
import { pictureState, type PictureState } from '../../../state/console/pictureState.ts'

const CHECK_MS = 1_000

/** Whether frames come: a picture that stands still must not pass for a quiet room. */
export function usePictureState(
  video: RefObject<HTMLVideoElement | null>,
  track: MediaStreamTrack,
): PictureState {
  const [state, setState] = useState<PictureState>('waiting')
  useEffect(() => {
    const element = video.current
    if (element === null) return undefined
    const startedAt = performance.now()
    let lastFrameAt: number | null = null
    let request = element.requestVideoFrameCallback(function frame(now) {
      lastFrameAt = now
      request = element.requestVideoFrameCallback(frame)
    })
    const timer = setInterval(() => {
      // A hidden page draws no frames, and nobody sees it.
      if (document.hidden) lastFrameAt = lastFrameAt === null ? null : performance.now()
      setState(pictureState(performance.now(), startedAt, lastFrameAt))
    }, CHECK_MS)
    return () => {
      clearInterval(timer)
      element.cancelVideoFrameCallback(request)
    }
    // eslint-disable-next-line react/exhaustive-effect-dependencies -- another track starts from nothing again
  }, [video, track])
  return state
}
