import type { StageView } from '@diem-cau/protocol'
import { MicOff, Unplug } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslation } from '../../../i18n/index.ts'
import { arrangeStage, type StagePicture } from '../../../state/site/stageLayout.ts'
import { classNames } from '../../../ui/index.ts'
import { ResultSlide } from '../../votes/ResultSlide.tsx'
import { slotVideo, type ConsoleMedia } from '../hooks/useMedia.ts'
import { HoldingSlide } from './HoldingSlide.tsx'
import { DeskPaper } from './DeskPaper.tsx'
import styles from './StageScreen.module.css'
import { TrackVideo } from './TrackVideo.tsx'

/** The stage as every site sees it: the same arrangement, the same pictures. */
export function StageScreen({
  stage,
  media,
  children,
}: {
  stage: StageView
  media: ConsoleMedia
  children: ReactNode
}) {
  const { t } = useTranslation('console')
  const pictures = arrangeStage(stage, [])
  return (
    <section className={styles.stage} aria-label={t('stage.title')}>
      <DeskPaper stage={stage} />
      {pictures.length === 0 && stage.paper === null && <p className={styles.empty}>{t('stage.empty')}</p>}
      {pictures.map((picture) => (
        <Picture key={picture.slot} picture={picture} media={media} />
      ))}
      {stage.holding !== null && <HoldingSlide holding={stage.holding} />}
      {stage.shownResult !== null && <ResultSlide shown={stage.shownResult} />}
      <MediaState media={media} />
      <div className={styles.over}>{children}</div>
    </section>
  )
}

function Picture({ picture, media }: { picture: StagePicture; media: ConsoleMedia }) {
  const { t } = useTranslation(['console', 'common'])
  const { box, view, slot } = picture
  const track = slotVideo(media.slots, slot)
  return (
    <figure
      className={styles.picture}
      data-role={picture.role}
      style={{
        insetInlineStart: `${box.x * 100}%`,
        insetBlockStart: `${box.y * 100}%`,
        inlineSize: `${box.width * 100}%`,
        blockSize: `${box.height * 100}%`,
      }}
    >
      {track !== null && <TrackVideo track={track} />}
      {!view.connected && (
        <p className={styles.lost}>
          <Unplug size={18} aria-hidden="true" />
          {t('stage.lost')}
        </p>
      )}
      <figcaption className={classNames(styles.caption, view.microphoneOpen && styles.heard)}>
        {!view.microphoneOpen && slot !== 'content' && (
          <MicOff size={14} aria-label={t('stage.microphoneClosed')} />
        )}
        <span className={styles.slot}>{t(`common:slot.${slot}`)}</span>
        <span className={styles.name}>{view.place.name}</span>
      </figcaption>
    </figure>
  )
}

/** Why no picture comes, in words. */
function MediaState({ media }: { media: ConsoleMedia }) {
  const { t } = useTranslation('console')
  const { state } = media
  if (state.kind === 'ready' && state.connected) return null
  if (state.kind === 'idle') return null
  return (
    <output className={styles.state}>
      {state.kind === 'waiting' ? t('stage.mediaWaiting') : t('stage.mediaOpening')}
    </output>
  )
}
