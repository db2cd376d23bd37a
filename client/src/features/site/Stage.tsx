import { CameraOff, MicOff, MonitorUp } from 'lucide-react'
import type { StagePicture } from '../../state/site/stageLayout.ts'
import type { SiteSnapshot } from '../../state/site/SiteModel.ts'
import { useTranslation } from '../../i18n/index.ts'
import { classNames, VisuallyHidden } from '../../ui/index.ts'
import styles from './Stage.module.css'
import { TrackVideo, useFlow } from './TrackVideo.tsx'

interface StageProps {
  pictures: readonly StagePicture[]
  snapshot: SiteSnapshot
  /** The link is lost: the last pictures stay, dimmed. */
  frozen: boolean
}

/** The stage, laid out as the chair has chosen. */
export function Stage({ pictures, snapshot, frozen }: StageProps) {
  const { t } = useTranslation('site')
  return (
    <section className={classNames(styles.stage, frozen && styles.frozen)} aria-label={t('stage.label')}>
      {/* Kept by slot: a picture that only moves is not taken out of the page. */}
      {pictures
        .toSorted((a, b) => a.slot.localeCompare(b.slot))
        .map((picture) => (
          <Picture key={picture.slot} picture={picture} snapshot={snapshot} frozen={frozen} />
        ))}
    </section>
  )
}

function Picture({
  picture,
  snapshot,
  frozen,
}: {
  picture: StagePicture
  snapshot: SiteSnapshot
  frozen: boolean
}) {
  const { t } = useTranslation('site')
  const [flowing, setFlowing] = useFlow()
  const { slot, view, own, box, role } = picture
  const track = trackOf(picture, snapshot)
  const hidden = own && slot === 'content' && isWholeScreen(snapshot.content)
  const empty = hidden || track === null || (!flowing && !frozen)
  return (
    <figure
      className={classNames(styles.picture, styles[box.area], slot === 'content' && styles.content)}
      data-role={role}
      data-testid={`picture-${slot}`}
      style={{
        ['--x' as string]: box.x,
        ['--y' as string]: box.y,
        ['--width' as string]: box.width,
        ['--height' as string]: box.height,
      }}
    >
      <div className={styles.frame}>
        <TrackVideo
          track={hidden ? null : track}
          className={classNames(styles.video, empty && styles.covered)}
          testId={`video-${slot}`}
          slot={slot}
          label={view.place.name}
          onFlow={setFlowing}
        />
        {empty && (
          <div className={styles.empty}>
            {hidden ? <MonitorUp aria-hidden="true" /> : <CameraOff aria-hidden="true" />}
            <p>{t(hidden ? 'stage.ownContent' : 'stage.noPicture')}</p>
          </div>
        )}
        <NameBar picture={picture} />
      </div>
    </figure>
  )
}

function NameBar({ picture }: { picture: StagePicture }) {
  const { t } = useTranslation('site')
  const { slot, view, own } = picture
  const { name, units } = view.place
  const presented = slot === 'content'
  return (
    <figcaption className={styles.nameBar}>
      {!presented && !view.microphoneOpen && (
        <span className={styles.muted}>
          <MicOff aria-hidden="true" />
          <VisuallyHidden>{t('stage.microphoneOff')}</VisuallyHidden>
        </span>
      )}
      <div>
        <div className={styles.name}>{presented ? t('stage.content', { name }) : name}</div>
        {!presented && (
          <div className={styles.unit}>
            {slot === 'chair' && <span className={styles.badge}>{t('stage.chair')}</span>}
            {own ? t('stage.own') : units[0]}
          </div>
        )}
      </div>
      {!view.connected && <span className={styles.lost}>{t('stage.lost')}</span>}
    </figcaption>
  )
}

function trackOf(
  { slot, own }: StagePicture,
  { slots, camera, content }: SiteSnapshot,
): MediaStreamTrack | null {
  if (own) return slot === 'content' ? content : camera
  return slots.get(slot)?.video ?? null
}

/** A whole screen that shows itself would show itself without end. */
function isWholeScreen(track: MediaStreamTrack | null): boolean {
  return track?.getSettings().displaySurface === 'monitor'
}
