import { errorText, useLanguage, useTranslation } from '../../../i18n/index.ts'
import { EmptyState, Spinner } from '../../../ui/index.ts'
import { BranchList } from '../branches/BranchList.tsx'
import { useDesk } from '../DeskContext.ts'
import type { SessionScreen } from '../useSessionScreen.ts'
import { TalkbackBar } from '../talkback/TalkbackBar.tsx'
import { ChairLostBanner } from '../chair/ChairLostBanner.tsx'
import { RulesBar } from '../rules/RulesBar.tsx'
import { PlaceList } from './PlaceList.tsx'
import { SessionHeader } from './SessionHeader.tsx'
import { SessionSound } from './SessionSound.tsx'
import styles from './SessionPanel.module.css'
import { StageBar } from './StageBar.tsx'
import { StageScreen } from './StageScreen.tsx'
import { TileGrid } from './TileGrid.tsx'
import { HelpWatch } from './tools/help/HelpWatch.tsx'
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
  const { media, tool } = useDesk()
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
  // The stage makes way for what one works with below it.
  const isCompact = watched !== null || tool !== 'tiles'
  return (
    <div className={styles.panel}>
      <SessionHeader screen={screen} view={view} />
      <HelpWatch view={view} />
      <TalkbackBar screen={screen} media={media} />
      <ChairLostBanner screen={screen} view={view} />
      <RulesBar screen={screen} view={view} />
      <BranchList view={view} />
      <div className={styles.stageRow} data-compact={isCompact}>
        <StageScreen stage={view.stage} media={media}>
          <SessionSound slots={media.slots} listening={listening} onListen={onListen} />
        </StageScreen>
        <PlaceList screen={screen} view={view} compact={isCompact} />
      </div>
      <StageBar screen={screen} view={view} />
      <SessionTools screen={screen} view={view} tiles={<TileGrid watched={watched} onWatch={onWatch} />} />
    </div>
  )
}
