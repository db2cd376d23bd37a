import type { SiteId } from '@diem-cau/protocol'
import { ChevronLeft, ChevronRight, GalleryHorizontalEnd, LayoutGrid, VideoOff, X } from 'lucide-react'
import { useEffect, useState } from 'react'
import { useTranslation } from '../../../i18n/index.ts'
import type { PlacedSite } from '../../../state/console/directory.ts'
import { keyCap } from '../../../state/console/keys.ts'
import { tilePage } from '../../../state/console/tiles.ts'
import { Button, EmptyState, IconButton, Kbd, StatusDot } from '../../../ui/index.ts'
import { appearanceId, useConsole } from '../ConsoleContext.ts'
import { useDesk } from '../DeskContext.ts'
import { useSiteWord } from '../useWords.ts'
import styles from './TileGrid.module.css'
import { TrackVideo } from './TrackVideo.tsx'

export interface TileGridProps {
  watched: string | null
  onWatch: (key: string | null) => void
}

/** The rooms of a chosen branch, small, page by page. Only those on screen send for it. */
export function TileGrid({ watched, onWatch }: TileGridProps) {
  const { t } = useTranslation('console')
  const { directory } = useConsole()
  const node = watched === null ? undefined : directory?.node(watched)
  if (node === undefined) {
    return (
      <section className={styles.none} aria-label={t('tiles.title')}>
        <EmptyState
          icon={<LayoutGrid size={28} strokeWidth={1.5} />}
          title={t('tiles.none')}
          action={<CarouselButton />}
        >
          {t('tiles.noneBody')}
        </EmptyState>
      </section>
    )
  }
  return (
    <Tiles
      key={node.key}
      name={node.kind === 'bodies' ? t('sites.bodies') : node.name}
      sites={node.allSites}
      onClose={() => onWatch(null)}
    />
  )
}

interface TilesProps {
  name: string
  sites: readonly PlacedSite[]
  onClose: () => void
}

function Tiles({ name, sites, onClose }: TilesProps) {
  const { t } = useTranslation(['console', 'common'])
  const { statusOf } = useConsole()
  const { media, watchFor } = useDesk()
  const [wanted, setWanted] = useState(0)
  const page = tilePage(sites, statusOf, wanted)
  const onScreen = page.sites.filter((site) => statusOf(site.siteId).row?.presence === 'connected')
  const siteIds: SiteId[] = onScreen.map((site) => site.siteId)
  const key = siteIds.join(' ')
  useEffect(() => {
    watchFor('tiles', siteIds)
    // eslint-disable-next-line react/exhaustive-deps -- the list is new each time, its content is the key
  }, [key, watchFor])
  useEffect(() => () => watchFor('tiles', []), [watchFor])
  const waiting = onScreen.filter((site) => !media.tiles.has(site.siteId)).length
  return (
    <section className={styles.tiles} aria-label={t('tiles.of', { name })}>
      <header className={styles.head}>
        <h2 className={styles.title}>{name}</h2>
        <p className={styles.counts}>
          {t('sites.connectedOf', { connected: page.connected, total: page.total })}
          {waiting > 0 && ` · ${t('tiles.waiting', { waiting })}`}
        </p>
        {page.pages > 1 && (
          <span className={styles.pager}>
            <IconButton
              size="sm"
              label={t('common:action.previousPage')}
              icon={<ChevronLeft size={16} />}
              disabled={page.page === 0}
              onClick={() => setWanted(page.page - 1)}
            />
            <span>{t('tiles.page', { page: page.page + 1, pages: page.pages })}</span>
            <IconButton
              size="sm"
              label={t('common:action.nextPage')}
              icon={<ChevronRight size={16} />}
              disabled={page.page === page.pages - 1}
              onClick={() => setWanted(page.page + 1)}
            />
          </span>
        )}
        <CarouselButton />
        <IconButton size="sm" label={t('tiles.close')} icon={<X size={16} />} onClick={onClose} />
      </header>
      {page.total === 0 ? (
        <EmptyState title={t('tiles.nobody')} />
      ) : (
        <ul className={styles.grid}>
          {page.sites.map((site) => (
            <Tile key={site.siteId} site={site} track={media.tiles.get(site.siteId) ?? null} />
          ))}
        </ul>
      )}
    </section>
  )
}

/** The way to the rooms that pass by themselves. */
function CarouselButton() {
  const { t } = useTranslation('conduct')
  const { showCarousel } = useDesk()
  return (
    <Button
      size="sm"
      icon={<GalleryHorizontalEnd size={15} />}
      shortcut={<Kbd>{keyCap('carousel')}</Kbd>}
      onClick={() => showCarousel(true)}
    >
      {t('carousel.open')}
    </Button>
  )
}

function Tile({ site, track }: { site: PlacedSite; track: MediaStreamTrack | null }) {
  const { t } = useTranslation('console')
  const { statusOf, showDetails, selectSite } = useConsole()
  const status = statusOf(site.siteId)
  const word = useSiteWord(status)
  const isHere = status.row?.presence === 'connected'
  const hasCameraFault = status.faults.some((fault) => fault.device === 'camera')
  return (
    <li>
      <button
        type="button"
        id={appearanceId({ siteId: site.siteId, beside: 'tile' })}
        className={styles.tile}
        data-tone={status.tone}
        onClick={() => {
          selectSite(site.siteId)
          showDetails({ siteId: site.siteId, beside: 'tile' })
        }}
      >
        <span className={styles.picture}>
          {track !== null ? (
            <TrackVideo track={track} fit="cover" />
          ) : (
            <span className={styles.missing}>
              {isHere ? (
                hasCameraFault ? (
                  t('sites.cameraFault')
                ) : (
                  t('tiles.coming')
                )
              ) : (
                <VideoOff size={20} strokeWidth={1.6} aria-hidden="true" />
              )}
            </span>
          )}
        </span>
        <span className={styles.name}>
          <StatusDot tone={status.tone} label={word} className={styles.mark} />
          <span className={styles.text}>{site.name}</span>
        </span>
      </button>
    </li>
  )
}
