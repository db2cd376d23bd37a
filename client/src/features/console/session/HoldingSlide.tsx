import type { HoldingView } from '@diem-cau/protocol'
import { Pause, Unplug } from 'lucide-react'
import { formatClock, useTranslation } from '../../../i18n/index.ts'
import styles from './HoldingSlide.module.css'

/** The words that every site sees in place of the picture. */
export function HoldingSlide({ holding }: { holding: HoldingView }) {
  const { t } = useTranslation('conduct')
  const isPause = holding.reason === 'pause'
  const words = isPause ? holding.text || t('stage.holdingPause') : t('stage.holdingChairLost')
  return (
    <div className={styles.slide} data-testid="holding">
      {isPause ? <Pause size={34} aria-hidden="true" /> : <Unplug size={34} aria-hidden="true" />}
      <p className={styles.words}>{words}</p>
      <p className={styles.note}>
        {t('stage.holdingSince', { time: formatClock(holding.since) })} · {t('stage.holdingNote')}
      </p>
    </div>
  )
}
