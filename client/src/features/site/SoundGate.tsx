import { Volume2 } from 'lucide-react'
import { useEffect } from 'react'
import { useTranslation } from '../../i18n/index.ts'
import { useFocusOnChange, useModel } from './hooks.ts'
import { RoomButton } from './RoomButton.tsx'
import styles from './SoundGate.module.css'
import { primaryButton } from './useRoomKeys.ts'

/** The browser lets no sound out before somebody presses: then that is the one thing on the screen. */
export function SoundGate() {
  const { t } = useTranslation('site')
  const model = useModel()
  // The focus goes back to where a remote control needs it.
  useEffect(() => () => primaryButton()?.focus(), [])
  return (
    <div className={styles.gate} role="alertdialog" aria-label={t('sound.title')} data-testid="sound-gate">
      <RoomButton
        tone="primary"
        size="large"
        ref={useFocusOnChange<HTMLButtonElement>('sound')}
        icon={<Volume2 aria-hidden="true" />}
        onClick={() => void model.enableSound()}
        data-room-button
      >
        {t('sound.title')}
      </RoomButton>
      <p>{t('sound.body')}</p>
    </div>
  )
}
