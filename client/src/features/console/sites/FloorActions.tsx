import type { SiteId } from '@diem-cau/protocol'
import { Armchair, Hand, Hourglass, Mic, MicOff, MicVocal, Square } from 'lucide-react'
import { useTranslation } from '../../../i18n/index.ts'
import type { PlacedSite } from '../../../state/console/directory.ts'
import { giveFloor } from '../../../state/console/floorRules.ts'
import { keyCap } from '../../../state/console/keys.ts'
import { siteActions } from '../../../state/console/siteActions.ts'
import type { SiteStatus } from '../../../state/console/siteStatus.ts'
import { Button, Kbd } from '../../../ui/index.ts'
import type { SessionScreen } from '../useSessionScreen.ts'
import { TalkbackButton } from '../talkback/TalkbackButton.tsx'
import styles from './SiteDetails.module.css'

interface FloorActionsProps {
  screen: SessionScreen
  site: PlacedSite
  status: SiteStatus
  onMakeChair: () => void
}

/** What can be done with a site in the session. */
export function FloorActions({ screen, site, status, onMakeChair }: FloorActionsProps) {
  const { t } = useTranslation('console')
  const { conductor, conduct, view } = screen
  const { siteId } = site
  const can = siteActions(status)
  const busy = conduct.busy.has(`site:${siteId}`)
  const position = positionOf(view, siteId)
  const requestId = liveRequest(view, siteId)
  return (
    <div className={styles.actions}>
      <TalkbackButton screen={screen} siteId={siteId} />
      {can.give && (
        <Button
          size="sm"
          tone="primary"
          busy={busy}
          icon={<MicVocal size={15} />}
          shortcut={<Kbd>{keyCap('give')}</Kbd>}
          onClick={() => void giveFloor(screen, siteId)}
        >
          {t('action.give')}
        </Button>
      )}
      {can.standby && (
        <Button
          size="sm"
          icon={<Hourglass size={15} />}
          shortcut={<Kbd>{keyCap('standby')}</Kbd>}
          onClick={() => void conductor.standby(siteId, position)}
        >
          {t('action.standby')}
        </Button>
      )}
      {can.invite && (
        <Button
          size="sm"
          icon={<Hand size={15} />}
          shortcut={<Kbd>{keyCap('invite')}</Kbd>}
          onClick={() => void conductor.invite(siteId, position)}
        >
          {t('action.invite')}
        </Button>
      )}
      {can.closeMicrophone && (
        <Button
          size="sm"
          icon={<MicOff size={15} />}
          shortcut={<Kbd>{keyCap('microphone')}</Kbd>}
          onClick={() => void conductor.setMicrophone(siteId, false)}
        >
          {t('action.closeMicrophone')}
        </Button>
      )}
      {can.openMicrophone && (
        <Button
          size="sm"
          icon={<Mic size={15} />}
          shortcut={<Kbd>{keyCap('microphone')}</Kbd>}
          onClick={() => void conductor.setMicrophone(siteId, true)}
        >
          {t('action.openMicrophone')}
        </Button>
      )}
      {can.revoke && requestId !== null && (
        <Button
          size="sm"
          tone="danger"
          icon={<Square size={15} />}
          shortcut={<Kbd>{keyCap('revoke')}</Kbd>}
          onClick={() => void conductor.revoke({ siteId, requestId, queuePosition: null })}
        >
          {t('action.revoke')}
        </Button>
      )}
      {can.makeChair && (
        <Button size="sm" tone="quiet" icon={<Armchair size={15} />} onClick={onMakeChair}>
          {t('action.makeChair')}
        </Button>
      )}
    </div>
  )
}

function requestOf(view: SessionScreen['view'], siteId: SiteId) {
  for (const [key, value] of Object.entries(view ?? {})) {
    if (key.startsWith('request:') && 'requestId' in value && value.siteId === siteId) return value
  }
  return undefined
}

function positionOf(view: SessionScreen['view'], siteId: SiteId): number | null {
  return requestOf(view, siteId)?.queuePosition ?? null
}

function liveRequest(view: SessionScreen['view'], siteId: SiteId) {
  const request = requestOf(view, siteId)
  return request?.state === 'live' ? request.requestId : null
}
