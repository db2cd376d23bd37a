import type { SiteId } from '@diem-cau/protocol'
import { Headset, PhoneOff } from 'lucide-react'
import { useTranslation } from '../../../i18n/index.ts'
import { keyCap } from '../../../state/console/keys.ts'
import { Button, Kbd } from '../../../ui/index.ts'
import type { SessionScreen } from '../useSessionScreen.ts'
import { useTalkback } from './useTalkback.ts'

/** Begins or ends a talkback with a room. Not offered for a room that is on stage: there everybody would be spoken over. */
export function TalkbackButton({ screen, siteId }: { screen: SessionScreen; siteId: SiteId }) {
  const { t } = useTranslation('talkback')
  const { talkback, view } = screen
  const state = useTalkback(talkback)
  const row = view?.[`site:${siteId}`]
  const other = view?.[`talkback:${siteId}`]
  const isOwn = state.kind !== 'idle' && state.siteId === siteId
  if (row === undefined || row.presence !== 'connected' || row.slot !== null) return null
  if (other !== undefined && !other.own) return <span>{t('other', { name: other.by })}</span>
  return (
    <Button
      size="sm"
      icon={isOwn ? <PhoneOff size={15} /> : <Headset size={15} />}
      pressed={isOwn}
      shortcut={<Kbd>{keyCap('talkback')}</Kbd>}
      busy={state.kind === 'starting' && isOwn}
      onClick={() => void talkback.toggle(siteId)}
    >
      {t(isOwn ? 'stop' : 'start')}
    </Button>
  )
}
