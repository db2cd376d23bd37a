import { SLOT_NAMES, type SlotName, type SpeechClock } from '@diem-cau/protocol'
import { CameraOff, MicOff, MonitorUp } from 'lucide-react'
import { useState, type CSSProperties } from 'react'
import type { BigChoice, StagePicture } from '../../state/site/stageLayout.ts'
import type { SiteSnapshot } from '../../state/site/SiteModel.ts'
import type { LinkState } from '../../state/site/link.ts'
import { formatDuration, useTranslation } from '../../i18n/index.ts'
import { speechTimeOf } from '../../state/site/speechTime.ts'
import { useModel, useNow } from './hooks.ts'
import { classNames, VisuallyHidden } from '../../ui/index.ts'
import styles from './Stage.module.css'
import { StagePaper } from './StagePaper.tsx'
import { TrackVideo, useFlow } from './TrackVideo.tsx'

interface StageProps {
  /** What this page makes big of content and who speaks. */
  big: BigChoice
  pictures: readonly StagePicture[]
  snapshot: SiteSnapshot
  /** Places that carry this room: shown from its own camera, on screen or not. */
  ownSlots: readonly SlotName[]
  link: LinkState
}

/** The stage, laid out as the chair has chosen. */
export function Stage({ big, pictures, ownSlots, snapshot, link }: StageProps) {
  const { t } = useTranslation('site')
  // The last pictures stay, dimmed, while the link is lost.
  const frozen = link.kind === 'lost'
  // Every place keeps its element, seen or not: a change of layout or of floor shows its picture at once.
  return (
    <section className={classNames(styles.stage, frozen && styles.frozen)} aria-label={t('stage.label')}>
      {snapshot.site !== null && <StagePaper site={snapshot.site} big={big} />}
      {SLOT_NAMES.map((slot) => {
        const picture = pictures.find((shown) => shown.slot === slot) ?? null
        return (
          <Place
            key={slot}
            slot={slot}
            own={ownSlots.includes(slot)}
            picture={picture}
            snapshot={snapshot}
            steady={link.kind === 'good'}
          />
        )
      })}
    </section>
  )
}

interface PlaceProps {
  slot: SlotName
  own: boolean
  picture: StagePicture | null
  snapshot: SiteSnapshot
  /** Picture and sound stand: a picture that does not come is one that is not sent. */
  steady: boolean
}

function Place({ slot, own, picture, snapshot, steady }: PlaceProps) {
  const { t } = useTranslation('site')
  const [flowing, setFlowing] = useFlow()
  const track = trackOf(slot, own, snapshot)
  const mirrored = own && slot === 'content' && isWholeScreen(snapshot.content)
  const empty = mirrored || (steady && (track === null || !flowing))
  return (
    <figure
      className={classNames(
        styles.picture,
        styles[picture?.box.area ?? 'screen'],
        slot === 'content' && styles.content,
        picture === null && styles.unseen,
      )}
      aria-hidden={picture === null}
      data-role={picture?.role}
      data-testid={`picture-${slot}`}
      data-shown={picture !== null}
      style={boxStyle(picture)}
    >
      <div className={styles.frame}>
        <TrackVideo
          track={mirrored ? null : track}
          className={classNames(styles.video, empty && styles.covered)}
          testId={`video-${slot}`}
          slot={slot}
          label={picture?.view.place.name ?? ''}
          onFlow={setFlowing}
        />
        {picture !== null && empty && (
          <div className={styles.empty}>
            {mirrored ? <MonitorUp aria-hidden="true" /> : <CameraOff aria-hidden="true" />}
            <p>{t(mirrored ? 'stage.ownContent' : 'stage.noPicture')}</p>
          </div>
        )}
        {picture !== null && <NameBar picture={picture} />}
      </div>
    </figure>
  )
}

function boxStyle(picture: StagePicture | null): CSSProperties {
  if (picture === null) return {}
  const { x, y, width, height } = picture.box
  return {
    ['--x' as string]: x,
    ['--y' as string]: y,
    ['--width' as string]: width,
    ['--height' as string]: height,
  }
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
        <div className={styles.name}>
          {presented ? t('stage.content', { name }) : view.speaker === '' ? name : view.speaker}
        </div>
        {!presented && (
          <div className={styles.unit}>
            {slot === 'chair' && <span className={styles.badge}>{t('stage.chair')}</span>}
            {own ? t('stage.own') : view.speaker === '' ? units[0] : [name, ...units.slice(0, 1)].join(', ')}
          </div>
        )}
      </div>
      {view.clock !== null && <PlaceTime clock={view.clock} />}
      {!view.connected && <span className={styles.lost}>{t('stage.lost')}</span>}
    </figcaption>
  )
}

/** The time of who speaks there, for everybody to see. */
function PlaceTime({ clock }: { clock: SpeechClock }) {
  const { t } = useTranslation('site')
  const { connection } = useModel()
  const [read] = useState(() => () => connection.clock.now())
  const { state, ms } = speechTimeOf(clock, useNow(read))
  return (
    <span className={styles.time} data-time={state} role="timer">
      {t(`time.${state}`, { time: formatDuration(ms) })}
    </span>
  )
}

function trackOf(
  slot: SlotName,
  own: boolean,
  { slots, camera, content }: SiteSnapshot,
): MediaStreamTrack | null {
  if (own) return slot === 'content' ? content : camera
  return slots.get(slot)?.video ?? null
}

/** A whole screen that shows itself would show itself without end. */
function isWholeScreen(track: MediaStreamTrack | null): boolean {
  return track?.getSettings().displaySurface === 'monitor'
}
