import type { Layout, SessionView } from '@diem-cau/protocol'
import { Columns2, PanelsTopLeft, Square } from 'lucide-react'
import { errorText, useLanguage, useTranslation } from '../../../i18n/index.ts'
import { keyCap } from '../../../state/console/keys.ts'
import { ErrorText, Kbd, Segmented } from '../../../ui/index.ts'
import { useConsole } from '../ConsoleContext.ts'
import type { SessionScreen } from '../useSessionScreen.ts'
import { PinMenu } from './PinMenu.tsx'
import { StageActions } from './StageActions.tsx'
import styles from './StageBar.module.css'

/** How the stage is laid out for everybody, who is big on it, and what stops it. */
export function StageBar({ screen, view }: { screen: SessionScreen; view: SessionView }) {
  const { t } = useTranslation('console')
  const language = useLanguage()
  const { canConduct } = useConsole()
  const { conductor, conduct } = screen
  const layout = conduct.pendingLayout ?? view.stage.layout
  const problem = conduct.problems.get('stage')
  return (
    <div className={styles.bar}>
      <Segmented<Layout>
        label={t('layout.title')}
        value={layout}
        disabled={!canConduct}
        onChange={(next) => void conductor.setLayout(next, view.stage.layout)}
        options={[
          {
            value: 'single',
            label: t('layout.single'),
            icon: <Square size={15} />,
            shortcut: <Kbd>{keyCap('layoutSingle')}</Kbd>,
          },
          {
            value: 'sideBySide',
            label: t('layout.sideBySide'),
            icon: <Columns2 size={15} />,
            shortcut: <Kbd>{keyCap('layoutSideBySide')}</Kbd>,
          },
          {
            value: 'content',
            label: t('layout.content'),
            icon: <PanelsTopLeft size={15} />,
            shortcut: <Kbd>{keyCap('layoutContent')}</Kbd>,
          },
        ]}
      />
      <PinMenu screen={screen} view={view} />
      {canConduct && <StageActions screen={screen} view={view} />}
      {problem !== undefined && (
        <div className={styles.problem}>
          <ErrorText>{errorText(problem, language)}</ErrorText>
        </div>
      )}
    </div>
  )
}
