import { Volume2, VolumeX } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from '../../../i18n/index.ts'
import type { StageTracks } from '../../../media/index.ts'
import { keyCap } from '../../../state/console/keys.ts'
import { Button, Kbd, Slider } from '../../../ui/index.ts'
import styles from './SessionSound.module.css'

export interface SessionSoundProps {
  slots: StageTracks
  listening: boolean
  onListen: (listening: boolean) => void
}

/** The stage's sound: off until somebody turns it on, so that a console beside a room does not howl. */
export function SessionSound({ slots, listening, onListen }: SessionSoundProps) {
  const { t } = useTranslation('console')
  const [volume, setVolume] = useState(80)
  const tracks = [...slots.entries()].flatMap(([slot, { audio }]) =>
    audio === null ? [] : [{ slot, audio }],
  )
  return (
    <div className={styles.sound}>
      <Button
        size="sm"
        pressed={listening}
        className={styles.toggle}
        icon={listening ? <Volume2 size={16} /> : <VolumeX size={16} />}
        shortcut={<Kbd>{keyCap('listen')}</Kbd>}
        onClick={() => onListen(!listening)}
      >
        {listening ? t('sound.on') : t('sound.off')}
      </Button>
      {listening && (
        <span className={styles.volume}>
          <Slider label={t('sound.volume')} value={volume} valueText={`${volume} %`} onChange={setVolume} />
        </span>
      )}
      {listening &&
        tracks.map(({ slot, audio }) => <TrackAudio key={slot} track={audio} volume={volume / 100} />)}
    </div>
  )
}

function TrackAudio({ track, volume }: { track: MediaStreamTrack; volume: number }) {
  const audio = useRef<HTMLAudioElement>(null)
  useEffect(() => {
    const element = audio.current
    if (element === null) return undefined
    element.srcObject = new MediaStream([track])
    element.play().catch(() => undefined)
    return () => {
      element.srcObject = null
    }
  }, [track])
  useEffect(() => {
    if (audio.current !== null) audio.current.volume = volume
  }, [volume])
  // Speech of a meeting as it is held: there are no captions to offer.
  // eslint-disable-next-line jsx-a11y/media-has-caption
  return <audio ref={audio} autoPlay />
}
