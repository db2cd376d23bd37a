import type { PaperView, StageView } from '@diem-cau/protocol'
import { useCallback, useEffect } from 'react'
import { restUrl } from '../../../state/rest.ts'
import { paperBoxOf, type PictureBox } from '../../../state/site/stageLayout.ts'
import { Button } from '../../../ui/index.ts'
import { PaperPage } from '../../papers/PaperPage.tsx'
import { DESK_PAGE_KEYS, usePageKeys } from '../../papers/usePageKeys.ts'
import { usePageTurner } from '../../papers/usePageTurner.ts'
import { usePaperReader } from '../../papers/usePaperReader.ts'
import { useConsole } from '../ConsoleContext.ts'
import styles from './StageScreen.module.css'

/** The open paper as every site draws it. */
export function DeskPaper({ stage }: { stage: StageView }) {
  const { paper } = stage
  const box = paperBoxOf(stage)
  if (paper === null || box === null) return null
  return <OpenPaper key={paper.documentId} paper={paper} box={box} />
}

function OpenPaper({ paper, box }: { paper: PaperView; box: PictureBox }) {
  const { documentId, page, pages, name } = paper
  const address = useCallback(
    () => Promise.resolve(restUrl('documents.content', { params: { documentId } })),
    [documentId],
  )
  const { reader, state } = usePaperReader(documentId, address)
  const { screen, canConduct } = useConsole()
  const turner = usePageTurner(page, pages, async (wanted) => {
    const reply = await screen?.conductor.order('paper', 'paper.turn', { documentId, page: wanted })
    return reply !== null && reply !== undefined
  })
  // From anywhere on the desk, whichever tool is on screen.
  usePageKeys(DESK_PAGE_KEYS, canConduct ? turner.step : null)
  useCountedPages(paper, pages === null && state.kind === 'open' ? state.pages : null)
  return (
    <figure
      className={styles.picture}
      data-role="main"
      data-testid="desk-paper"
      style={{
        insetInlineStart: `${box.x * 100}%`,
        insetBlockStart: `${box.y * 100}%`,
        inlineSize: `${box.width * 100}%`,
        blockSize: `${box.height * 100}%`,
      }}
    >
      <PaperPage reader={reader} state={state} name={name} page={turner.page} RetryButton={Button} />
    </figure>
  )
}

/** The first desk that has opened the paper tells everybody how many pages it has. */
function useCountedPages({ documentId, page }: PaperView, counted: number | null): void {
  const { screen, canConduct } = useConsole()
  const conductor = screen?.conductor ?? null
  useEffect(() => {
    if (counted === null || conductor === null || !canConduct) return
    void conductor.order('paper', 'paper.turn', { documentId, page: Math.min(page, counted), pages: counted })
    // eslint-disable-next-line react/exhaustive-deps -- once a count: a page that is turned meanwhile counts nothing anew
  }, [documentId, counted, conductor, canConduct])
}
