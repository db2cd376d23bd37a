import { Headset, PhoneOff } from 'lucide-react'
import { useEffect, useRef } from 'react'
import { formatDuration, useTranslation } from '../../../i18n/index.ts'
import { Button } from '../../../ui/index.ts'
import { useConsole } from '../ConsoleContext.ts'
import type { ConsoleMedia } from '../hooks/useMedia.ts'
import type { SessionScreen } from '../useSessionScreen.ts'
import styles from './Talkback.module.css'
import { useTalkback, useTalkbackMedia } from './useTalkback.ts'

/** While this console speaks with a room off air: with which, since when, and how it ends. */
export function TalkbackBar({ screen, media }: { screen: SessionScreen; media: ConsoleMedia }) {
  const { t } = useTranslation('talkback')
  const { now, directory } = useConsole()
  const { talkback, view } = screen
  const state = useTalkback(talkback)
  useTalkbackMedia(talkback, media.talk, view)
  const nameOf = (siteId: string) => directory?.site(siteId)?.name ?? siteId
  if (state.kind === 'idle') {
    if (state.problem === null) return null
    return (
      <p className={styles.problem} role="alert">
        {t(`problem.${state.problem}`)}
      </p>
    )
  }
  const row = view?.[`talkback:${state.siteId}`]
  return (
    <output className={styles.bar} data-testid="talkback-bar">
      <Headset size={20} aria-hidden="true" />
      <span className={styles.words}>
        {t(state.kind === 'on' ? 'on' : 'starting', { name: nameOf(state.siteId) })}
        {row !== undefined && <span className={styles.time}>{formatDuration(now - row.since)}</span>}
      </span>
      <span className={styles.hint}>{t(media.voice === null ? 'waiting' : 'private')}</span>
      <Button
        size="sm"
        tone="danger"
        icon={<PhoneOff size={15} />}
        onClick={() => void talkback.stop()}
        disabled={state.kind !== 'on'}
      >
        {t('stop')}
      </Button>
      {media.voice !== null && <Voice track={media.voice} />}
    </output>
  )
}

function Voice({ track }: { track: MediaStreamTrack }) {
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
  // Somebody at the other end, as it is said: there are no captions to offer.
  // eslint-disable-next-line jsx-a11y/media-has-caption
  return <audio ref={audio} autoPlay />
}
