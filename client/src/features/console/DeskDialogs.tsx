import { assertUnreachable, type SessionView } from '@diem-cau/protocol'
import { useTranslation } from '../../i18n/index.ts'
import { setDeputy } from '../../state/console/floorRules.ts'
import { ConfirmDialog } from '../../ui/index.ts'
import { ChooseSiteDialog } from './chair/ChooseSiteDialog.tsx'
import { useConsole } from './ConsoleContext.ts'
import { useDesk } from './DeskContext.ts'
import { LimitsDialog } from './rules/LimitsDialog.tsx'
import { HoldDialog } from './session/HoldDialog.tsx'
import type { SessionScreen } from './useSessionScreen.ts'

/** The question of the desk that is open, if any. */
export function DeskDialogs() {
  const { screen, canConduct } = useConsole()
  if (screen === null || screen.view === null || !canConduct) return null
  return <OpenDialog screen={screen} view={screen.view} />
}

function OpenDialog({ screen, view }: { screen: SessionScreen; view: SessionView }) {
  const { t } = useTranslation('conduct')
  const { dialog, showDialog, queue } = useDesk()
  const close = () => showDialog(null)
  const { conductor } = screen
  const deputy = view.conduct.deputyChairSiteId
  switch (dialog) {
    case null:
      return null
    case 'limits':
      return <LimitsDialog screen={screen} limits={view.conduct.limits} onClose={close} />
    case 'hold':
      return <HoldDialog screen={screen} onClose={close} />
    case 'deputy':
      return (
        <ChooseSiteDialog
          view={view}
          title={t('rules.deputy')}
          body={t('rules.deputyHint')}
          label={t('rules.deputy')}
          chosen={deputy}
          confirmLabel={t('limits.save')}
          onClear={deputy === null ? null : () => void setDeputy(conductor, null, deputy).then(close)}
          onChoose={(siteId) => void setDeputy(conductor, siteId, deputy)}
          onClose={close}
        />
      )
    case 'chair':
      return (
        <ChooseSiteDialog
          view={view}
          title={t('chairLost.choose')}
          body={t('chairLost.chooseBody')}
          label={t('chairLost.site')}
          chosen={deputy}
          confirmLabel={t('chairLost.take')}
          onClear={null}
          onChoose={(siteId) => void conductor.order('session', 'session.setChair', { siteId })}
          onClose={close}
        />
      )
    case 'lecture':
      return (
        <ConfirmDialog
          open
          onOpenChange={(open) => !open && close()}
          title={t('rules.lectureTitle')}
          consequence={t('rules.lectureBody', { count: queue.live.length })}
          confirmLabel={t('rules.lectureConfirm')}
          onConfirm={async () => {
            await conductor.order('rules', 'floor.setMode', { mode: { mode: 'lecture' } })
          }}
        />
      )
    default:
      return assertUnreachable(dialog)
  }
}
