import { errorText, useLanguage, useTranslation } from '../../../i18n/index.ts'
import { EmptyState, Spinner } from '../../../ui/index.ts'
import { BranchList } from '../branches/BranchList.tsx'
import { useConsole } from '../ConsoleContext.ts'
import { useMedia } from '../hooks/useMedia.ts'
import type { SessionScreen } from '../useSessionScreen.ts'
import { TalkbackBar } from '../talkback/TalkbackBar.tsx'
import { PlaceList } from './PlaceList.tsx'
import { SessionHeader } from './SessionHeader.tsx'
import { SessionSound } from './SessionSound.tsx'
import styles from './SessionPanel.module.css'
import { StageBar } from './StageBar.tsx'
import { StageScreen } from './StageScreen.tsx'
import { TileGrid } from './TileGrid.tsx'
import { SessionTools } from './tools/SessionTools.tsx'

export interface SessionPanelProps {
  screen: SessionScreen
  watched: string | null
  onWatch: (key: string | null) => void
  listening: boolean
  onListen: (listening: boolean) => void
}

/** The session: the stage as all sites see it, who is on it, and the tiles of a chosen branch. */
export function SessionPanel({ screen, watched, onWatch, listening, onListen }: SessionPanelProps) {
  const { t } = useTranslation('console')
  const language = useLanguage()
  const { connection } = useConsole()
  const media = useMedia(connection, screen.sessionId, screen.subscription)
  const { view, state } = screen
  if (view === null) {
    return (
      <div className={styles.none}>
        {state.kind === 'failed' ? (
          <EmptyState title={errorText(state.error, language)} />
        ) : (
          <Spinner>{t('session.loading')}</Spinner>
        )}
      </div>
    )
  }
  return (
    <div className={styles.panel}>
      <SessionHeader screen={screen} view={view} />
      <TalkbackBar screen={screen} media={media} />
      <BranchList view={view} />
      <div className={styles.stageRow} data-compact={watched !== null}>
        <StageScreen stage={view.stage} media={media}>
          <SessionSound slots={media.slots} listening={listening} onListen={onListen} />
        </StageScreen>
        <PlaceList screen={screen} view={view} compact={watched !== null} />
      </div>
      <StageBar screen={screen} view={view} />
      <SessionTools
        screen={screen}
        view={view}
        tiles={<TileGrid media={media} watched={watched} onWatch={onWatch} />}
      />
    </div>
  )
}
