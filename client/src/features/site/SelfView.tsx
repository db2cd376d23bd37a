import { CameraOff } from 'lucide-react'
import { useTranslation } from '../../i18n/index.ts'
import { classNames } from '../../ui/index.ts'
import { LevelBar } from './LevelBar.tsx'
import styles from './SelfView.module.css'
import { TrackVideo } from './TrackVideo.tsx'

/** What the room's camera sees, and whether its microphone hears: never sent because it is shown. */
export function SelfView({ camera, large = false }: { camera: MediaStreamTrack | null; large?: boolean }) {
  const { t } = useTranslation('site')
  return (
    <div className={classNames(styles.self, large && styles.large)}>
      {camera === null ? (
        <div className={styles.none}>
          <CameraOff aria-hidden="true" />
          <span>{t(large ? 'waiting.noPicture' : 'self.none')}</span>
        </div>
      ) : (
        <TrackVideo track={camera} className={styles.video} testId="self-picture" label={t('self.label')} />
      )}
      <div className={styles.level}>
        <LevelBar label={t('self.level')} />
      </div>
    </div>
  )
}
