import { MicVocal, VideoOff } from 'lucide-react'
import { useTranslation } from '../../../i18n/index.ts'
import type { PlacedSite } from '../../../state/console/directory.ts'
import { StatusDot } from '../../../ui/index.ts'
import { useConsole } from '../ConsoleContext.ts'
import { TrackVideo } from '../session/TrackVideo.tsx'
import { useSiteWord } from '../useWords.ts'
import styles from './Carousel.module.css'

/** One room as it passes: its picture as large as it can be, who it is, and its state in a word. */
export function CarouselRoom({ site, track }: { site: PlacedSite; track: MediaStreamTrack | null }) {
  const { t } = useTranslation('console')
  const { statusOf } = useConsole()
  const status = statusOf(site.siteId)
  const word = useSiteWord(status)
  const isHere = status.row?.presence === 'connected'
  return (
    <li className={styles.room} data-tone={status.tone}>
      {track !== null ? (
        <TrackVideo track={track} fit="cover" />
      ) : (
        <span className={styles.missing}>
          {isHere ? (
            t(status.row.mediaConnected ? 'tiles.coming' : 'picture.missing')
          ) : (
            <VideoOff size={28} strokeWidth={1.5} aria-hidden="true" />
          )}
        </span>
      )}
      <span className={styles.caption}>
        {status.row?.microphoneOpen === true && <MicVocal size={16} aria-label={t('sites.microphoneOpen')} />}
        <span className={styles.name}>{site.name}</span>
        <span className={styles.above}>{site.above[0] ?? ''}</span>
        <StatusDot tone={status.tone} label={word} badge className={styles.status} />
      </span>
    </li>
  )
}
