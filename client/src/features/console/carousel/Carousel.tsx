import type { SiteId } from '@diem-cau/protocol'
import { useEffect, useRef, useState, type KeyboardEvent } from 'react'
import { useTranslation } from '../../../i18n/index.ts'
import {
  carouselPage,
  carouselSites,
  columnsFor,
  roomsToWatch,
  type CarouselChoice,
} from '../../../state/console/carousel.ts'
import { EmptyState } from '../../../ui/index.ts'
import { useConsole } from '../ConsoleContext.ts'
import { useDesk } from '../DeskContext.ts'
import { CarouselBar } from './CarouselBar.tsx'
import { CarouselRoom } from './CarouselRoom.tsx'
import styles from './Carousel.module.css'

const FIRST_CHOICE: CarouselChoice = { connectedOnly: true, branch: null, perPage: 9 }

/** The rooms pass by themselves, page by page, for the chair's monitor. */
export function Carousel({ onClose }: { onClose: (() => void) | null }) {
  const { t } = useTranslation('conduct')
  const { directory, statusOf, screen } = useConsole()
  const { media, watchFor } = useDesk()
  const [choice, setChoice] = useState(FIRST_CHOICE)
  const [everySeconds, setEverySeconds] = useState(10)
  const [paused, setPaused] = useState(false)
  const [wanted, setWanted] = useState(0)
  const frame = useRef<HTMLElement>(null)

  const sites = directory === null ? [] : carouselSites(directory, statusOf, choice)
  const { page, pages, sites: shown } = carouselPage(sites, choice.perPage, wanted)
  useEffect(() => {
    if (paused || pages < 2) return undefined
    const timer = setTimeout(() => setWanted(page + 1), everySeconds * 1_000)
    return () => clearTimeout(timer)
  }, [paused, pages, page, everySeconds])

  const watched: SiteId[] = roomsToWatch(sites, choice.perPage, page)
    .filter(({ siteId }) => statusOf(siteId).row?.presence === 'connected')
    .map(({ siteId }) => siteId)
  const key = watched.join(' ')
  useEffect(() => {
    watchFor('carousel', watched)
    // eslint-disable-next-line react/exhaustive-deps -- the list is new each time, its content is the key
  }, [key, watchFor])
  useEffect(() => () => watchFor('carousel', []), [watchFor])
  useEffect(() => frame.current?.focus(), [])

  function handleKey(event: KeyboardEvent) {
    const isField = event.target instanceof HTMLElement && event.target !== event.currentTarget
    const acts: Readonly<Record<string, () => void>> = {
      ArrowLeft: () => setWanted(page - 1),
      ArrowRight: () => setWanted(page + 1),
      Escape: () => onClose?.(),
      f: toggleFullScreen,
      // A button under the focus takes the space bar itself.
      ...(isField ? {} : { ' ': () => setPaused(!paused) }),
    }
    const act = acts[event.key]
    if (act === undefined || event.ctrlKey || event.metaKey || event.altKey) return
    event.preventDefault()
    act()
  }
  const columns = columnsFor(choice.perPage)
  return (
    // eslint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- it has the keys of all that is in it
    <section
      ref={frame}
      className={styles.carousel}
      // eslint-disable-next-line jsx-a11y/prefer-tag-over-role -- lists opened from it would lie below the browser's own
      role="dialog"
      aria-modal={onClose !== null}
      aria-label={t('carousel.title')}
      data-state="open"
      data-testid="carousel"
      tabIndex={-1}
      onKeyDown={handleKey}
    >
      <CarouselBar
        title={screen?.view?.session.title ?? ''}
        choice={choice}
        onChoice={(next) => {
          setChoice(next)
          setWanted(0)
        }}
        everySeconds={everySeconds}
        onEvery={setEverySeconds}
        paused={paused}
        onPause={setPaused}
        page={page}
        pages={pages}
        onPage={setWanted}
        onFullScreen={toggleFullScreen}
        onClose={onClose}
      />
      {shown.length === 0 ? (
        <div className={styles.none}>
          <EmptyState title={screen === null ? t('carousel.noSession') : t('carousel.nobody')}>
            {screen !== null && t('carousel.nobodyBody')}
          </EmptyState>
        </div>
      ) : (
        <ul
          className={styles.rooms}
          style={{
            gridTemplateColumns: `repeat(${columns}, minmax(0, 1fr))`,
            gridTemplateRows: `repeat(${columns}, minmax(0, 1fr))`,
          }}
        >
          {shown.map((site) => (
            <CarouselRoom key={site.siteId} site={site} track={media.tiles.get(site.siteId) ?? null} />
          ))}
        </ul>
      )}
      <Progress
        key={`${page} ${everySeconds} ${String(paused)}`}
        seconds={paused || pages < 2 ? null : everySeconds}
      />
    </section>
  )
}

/** How soon the page turns. */
function Progress({ seconds }: { seconds: number | null }) {
  return (
    <div className={styles.progress} aria-hidden="true">
      {seconds !== null && <span style={{ animationDuration: `${seconds}s` }} />}
    </div>
  )
}

function toggleFullScreen(): void {
  // Refused only where the browser does not let a page fill the screen: then it stays as it is.
  if (document.fullscreenElement === null) document.documentElement.requestFullscreen().catch(() => undefined)
  else document.exitFullscreen().catch(() => undefined)
}
