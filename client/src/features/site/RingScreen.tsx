import type { RingView } from '@diem-cau/protocol'
import { BellRing, PhoneIncoming, Siren, VolumeX } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { errorText, useTranslation } from '../../i18n/index.ts'
import type { SiteSnapshot } from '../../state/site/SiteModel.ts'
import { ownAttempt, secondsLeft } from '../../state/site/ringState.ts'
import { useModel, useNow } from './hooks.ts'
import { RoomButton } from './RoomButton.tsx'
import styles from './RingScreen.module.css'
import { useRingTone } from './useRingTone.ts'
import { primaryButton } from './useRoomKeys.ts'

/**
 * An urgent call: nothing else is on the screen until somebody answers. It is amber, for red says that a room is heard.
 */
export function RingScreen({
  ring,
  sounds,
  snapshot,
}: {
  ring: RingView
  sounds: boolean
  snapshot: SiteSnapshot
}) {
  const { t } = useTranslation('site')
  const model = useModel()
  const blocked = useRingTone(sounds)
  const left = useOwnAnswer(ring)
  const button = useFocusAlways()
  const { busyWith, reason, hostUnitName } = ring
  const unreachable = model.connection.state.kind !== 'online'
  return (
    <div
      className={styles.ring}
      role="alertdialog"
      aria-modal="true"
      aria-labelledby="ring-title"
      aria-describedby="ring-reason ring-host"
      data-testid="ring"
    >
      <p className={styles.title} id="ring-title">
        <Siren aria-hidden="true" />
        {t('ring.title')}
      </p>
      <p className={styles.reason} id="ring-reason" data-length={lengthOf(reason)}>
        {reason}
      </p>
      <p className={styles.host} id="ring-host">
        {t('ring.host', { unit: hostUnitName })}
      </p>
      {busyWith !== null && (
        <p className={styles.busy} data-testid="ring-busy">
          {t('ring.busy', { title: busyWith.title })}
        </p>
      )}
      <RoomButton
        className={styles.answer}
        size="large"
        ref={button}
        icon={<PhoneIncoming aria-hidden="true" />}
        busy={snapshot.answering}
        onClick={() => void model.answer(ring.sessionId)}
        data-room-button
        data-testid="ring-answer"
      >
        {t(busyWith === null ? 'ring.answer' : 'ring.answerBusy')}
      </RoomButton>
      <div className={styles.notes} aria-live="polite">
        {snapshot.trouble !== null && <p>{troubleText(snapshot.trouble, t('trouble.unreached'))}</p>}
        {unreachable && <p>{t('ring.noServer')}</p>}
        {left !== null && <p>{t('ring.byItself', { seconds: left })}</p>}
        {!sounds && (
          <p>
            <VolumeX aria-hidden="true" />
            {t('ring.heard')}
          </p>
        )}
        {blocked && sounds && (
          <p data-testid="ring-silent">
            <VolumeX aria-hidden="true" />
            {t('ring.silent')}
          </p>
        )}
      </div>
    </div>
  )
}

/** The room has the chair of another meeting, which goes on: the call stands above it. */
export function RingBanner({ ring }: { ring: RingView }) {
  const { t } = useTranslation('site')
  return (
    <div className={styles.banner} role="alert" data-testid="ring-banner">
      <BellRing aria-hidden="true" />
      <p>
        <strong>{t('ring.banner', { reason: ring.reason })}</strong>
        {t('ring.chair', { title: ring.busyWith?.title ?? '' })}
      </p>
    </div>
  )
}

function troubleText(trouble: NonNullable<SiteSnapshot['trouble']>, unreached: string): string {
  return trouble.kind === 'refused' ? errorText(trouble.error) : unreached
}

/** The fewer the words, the larger they are. */
function lengthOf(reason: string): 'short' | 'medium' | 'long' {
  if (reason.length <= 40) return 'short'
  return reason.length <= 120 ? 'medium' : 'long'
}

/** Takes the focus from whatever had it, holds it, and gives it back: OK answers. */
function useFocusAlways() {
  const ref = useRef<HTMLButtonElement>(null)
  useEffect(() => {
    const hold = (): void => ref.current?.focus()
    hold()
    const back = (event: FocusEvent): void => {
      if (event.target !== ref.current) hold()
    }
    document.addEventListener('focusin', back)
    return () => {
      document.removeEventListener('focusin', back)
      primaryButton()?.focus()
    }
  }, [])
  return ref
}

/** Where the province wants it, an empty room comes in by itself after a while. */
function useOwnAnswer(ring: RingView): number | null {
  const model = useModel()
  const [read] = useState(() => () => model.connection.clock.now())
  const now = useNow(read)
  const attempt = ownAttempt(ring, now)
  const { sessionId } = ring
  useEffect(() => {
    if (attempt !== null) void model.answer(sessionId)
  }, [attempt, model, sessionId])
  return secondsLeft(ring, now)
}
