import type { Layout, SessionView } from '@diem-cau/protocol'
import { Columns2, MicOff, PanelsTopLeft, Square } from 'lucide-react'
import { errorText, useLanguage, useTranslation } from '../../../i18n/index.ts'
import { keyCap } from '../../../state/console/keys.ts'
import { Button, ErrorText, Kbd, Segmented, Tooltip } from '../../../ui/index.ts'
import { useConsole } from '../ConsoleContext.ts'
import type { SessionScreen } from '../useSessionScreen.ts'
import styles from './StageBar.module.css'

/** How the stage is laid out for everybody, and what is done with all microphones. */
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
      {canConduct && (
        <Tooltip text={t('action.closeAllButStageHint')}>
          <Button
            size="sm"
            icon={<MicOff size={15} />}
            shortcut={<Kbd>{keyCap('closeAllButStage')}</Kbd>}
            busy={conduct.busy.has('stage') && conduct.pendingLayout === null}
            onClick={() => void conductor.closeAllButStage()}
          >
            {t('action.closeAllButStage')}
          </Button>
        </Tooltip>
      )}
      {problem !== undefined && (
        <div className={styles.problem}>
          <ErrorText>{errorText(problem, language)}</ErrorText>
        </div>
      )}
    </div>
  )
}
