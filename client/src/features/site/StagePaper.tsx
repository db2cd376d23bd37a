import type { PaperView, SiteView } from '@diem-cau/protocol'
import { ChevronLeft, ChevronRight } from 'lucide-react'
import { useCallback, useEffect } from 'react'
import { useTranslation } from '../../i18n/index.ts'
import { prefetchPaperReader } from '../../state/papers/readers.ts'
import { paperBoxOf, type BigChoice, type PictureBox } from '../../state/site/stageLayout.ts'
import { classNames, LiveRegion } from '../../ui/index.ts'
import { PaperPage, type RetryButtonProps } from '../papers/PaperPage.tsx'
import { ROOM_PAGE_KEYS, usePageKeys } from '../papers/usePageKeys.ts'
import { usePageTurner } from '../papers/usePageTurner.ts'
import { usePaperReader } from '../papers/usePaperReader.ts'
import { useModel } from './hooks.ts'
import { RoomButton } from './RoomButton.tsx'
import styles from './Stage.module.css'
import paperStyles from './StagePaper.module.css'

/** The open paper in the place of content, drawn by this page itself. */
export function StagePaper({ site, big }: { site: SiteView; big: BigChoice }) {
  const { t } = useTranslation('papers')
  const { paper } = site.stage
  const box = paperBoxOf(site.stage, big)
  useEffect(prefetchPaperReader, [])
  return (
    <>
      <LiveRegion text={paper === null ? '' : t('bar.opened', { name: paper.name })} />
      {paper !== null && box !== null && (
        <ShownPaper
          key={paper.documentId}
          paper={paper}
          box={box}
          isPresenter={paper.presenterSiteId === site.self.place.siteId}
        />
      )}
    </>
  )
}

function ShownPaper({
  paper,
  box,
  isPresenter,
}: {
  paper: PaperView
  box: PictureBox
  isPresenter: boolean
}) {
  const { t } = useTranslation('papers')
  const model = useModel()
  const { documentId, name } = paper
  const address = useCallback(
    async () => (await model.connection.request('paper.link', { documentId })).url,
    [model, documentId],
  )
  const { reader, state } = usePaperReader(documentId, address)
  const pages = state.kind === 'open' ? state.pages : paper.pages
  const turner = usePageTurner(paper.page, pages, (page) =>
    model.order('paper.turnOwn', { documentId, page, ...(pages === null ? {} : { pages }) }),
  )
  usePageKeys(ROOM_PAGE_KEYS, isPresenter ? turner.step : null)
  const count =
    pages === null
      ? t('turn.countUnknown', { page: turner.page })
      : t('turn.count', { page: turner.page, pages })
  return (
    <figure
      className={classNames(styles.picture, styles.safe, paperStyles.place)}
      data-testid="stage-paper"
      style={{
        ['--x' as string]: box.x,
        ['--y' as string]: box.y,
        ['--width' as string]: box.width,
        ['--height' as string]: box.height,
      }}
    >
      <PaperPage reader={reader} state={state} name={name} page={turner.page} RetryButton={RetryButton} />
      <figcaption className={paperStyles.caption} data-presenter={isPresenter}>
        <span className={paperStyles.name}>{name}</span>
        {isPresenter && (
          <RoomButton
            size="small"
            tone="quiet"
            icon={<ChevronLeft aria-hidden="true" />}
            disabled={turner.isFirst}
            onClick={() => turner.step(-1)}
            data-room-button
            data-testid="paper-previous"
          >
            {t('turn.previous')}
          </RoomButton>
        )}
        <output className={paperStyles.count} data-testid="paper-count">
          {count}
        </output>
        {isPresenter && (
          <RoomButton
            size="small"
            tone="quiet"
            icon={<ChevronRight aria-hidden="true" />}
            disabled={turner.isLast}
            onClick={() => turner.step(1)}
            data-room-button
            data-testid="paper-next"
          >
            {t('turn.next')}
          </RoomButton>
        )}
      </figcaption>
    </figure>
  )
}

function RetryButton(props: RetryButtonProps) {
  return <RoomButton {...props} data-room-button data-testid="paper-retry" />
}
