import type { SessionView } from '@diem-cau/protocol'
import { MicOff, MonitorX, OctagonX, Pause, Play } from 'lucide-react'
import { useTranslation } from '../../../i18n/index.ts'
import type { Conductor } from '../../../state/console/Conductor.ts'
import { keyCap } from '../../../state/console/keys.ts'
import { Button, Kbd, Tooltip } from '../../../ui/index.ts'
import { useDesk } from '../DeskContext.ts'
import type { SessionScreen } from '../useSessionScreen.ts'
import styles from './StageBar.module.css'

/** Takes down what is presented: a shared screen, or a paper that is open at all sites. */
export function endShown(conductor: Conductor, { stage }: Pick<SessionView, 'stage'>): void {
  if (stage.slots.some(({ slot }) => slot === 'content')) void conductor.endContent()
  else if (stage.paper !== null) void conductor.order('stage', 'paper.close', {})
}

/** What stops: microphones off stage, a presentation, the picture for a while, and everything at once. */
export function StageActions({ screen, view }: { screen: SessionScreen; view: SessionView }) {
  const { t } = useTranslation(['conduct', 'console'])
  const { showDialog } = useDesk()
  const { conductor, conduct } = screen
  const { stage } = view
  const isHeld = stage.holding?.reason === 'pause'
  const hasContent = stage.slots.some(({ slot }) => slot === 'content') || stage.paper !== null
  const busy = conduct.busy.has('stage') && conduct.pendingLayout === null
  return (
    <div className={styles.actions}>
      {hasContent && (
        <Button
          size="sm"
          icon={<MonitorX size={15} />}
          shortcut={<Kbd>{keyCap('endContent')}</Kbd>}
          onClick={() => endShown(conductor, view)}
        >
          {t('stage.endContent')}
        </Button>
      )}
      <Tooltip
        text={t('console:action.closeAllButStageHint')}
        shortcut={<Kbd>{keyCap('closeAllButStage')}</Kbd>}
      >
        <Button
          size="sm"
          icon={<MicOff size={15} />}
          busy={busy}
          onClick={() => void conductor.closeAllButStage()}
        >
          {t('console:action.closeAllButStage')}
        </Button>
      </Tooltip>
      {isHeld ? (
        <Button
          size="sm"
          tone="primary"
          icon={<Play size={15} />}
          shortcut={<Kbd>{keyCap('hold')}</Kbd>}
          onClick={() => void conductor.order('stage', 'stage.hold', { text: null })}
        >
          {t('stage.resume')}
        </Button>
      ) : (
        <Button
          size="sm"
          icon={<Pause size={15} />}
          shortcut={<Kbd>{keyCap('hold')}</Kbd>}
          onClick={() => showDialog('hold')}
        >
          {t('stage.hold')}
        </Button>
      )}
      <Tooltip text={t('stage.cutHint')}>
        <Button
          tone="live"
          className={styles.cut}
          icon={<OctagonX size={17} />}
          shortcut={<Kbd>{keyCap('panic')}</Kbd>}
          onClick={() => void conductor.order('stage', 'stage.cutToChair', {})}
        >
          {t('stage.cut')}
        </Button>
      </Tooltip>
    </div>
  )
}
