import { assertUnreachable, type SessionId } from '@diem-cau/protocol'
import { useEffect, useState } from 'react'
import { useTranslation } from '../../i18n/index.ts'
import type { SiteModel, SiteSnapshot } from '../../state/site/SiteModel.ts'
import { LiveRegion } from '../../ui/index.ts'
import { CheckContext } from './CheckContext.ts'
import { CheckScreen } from './CheckScreen.tsx'
import { HelpContext } from './HelpContext.ts'
import { ModelContext, useSnapshot } from './hooks.ts'
import { MeetingScreen } from './MeetingScreen.tsx'
import { RingBanner, RingScreen } from './RingScreen.tsx'
import { Sheets } from './sheets/Sheets.tsx'
import { SoundGate } from './SoundGate.tsx'
import { ConnectingScreen, RefusedScreen } from './StandbyScreens.tsx'
import { useStatusWords } from './statusText.ts'
import { TallyFrame } from './TallyFrame.tsx'
import { useRoomKeys } from './useRoomKeys.ts'
import { WaitingScreen } from './WaitingScreen.tsx'

/** A paired room's page. */
export function Room({ model }: { model: SiteModel }) {
  const snapshot = useSnapshot(model)
  const [checking, setChecking] = useState(false)
  const [helpIn, setHelpIn] = useState<SessionId | null>(null)
  useRoomKeys(model)
  useTitle(snapshot)
  const { screen, ring } = snapshot
  const tally = screen.kind === 'meeting' ? screen.tally : 'off'
  const helpPhone = 'helpPhone' in screen ? screen.helpPhone : ''
  const sessionId = screen.kind === 'meeting' ? screen.meeting.sessionId : null
  const help =
    sessionId === null
      ? null
      : { isOpen: helpIn === sessionId, setOpen: (open: boolean) => setHelpIn(open ? sessionId : null) }
  return (
    <ModelContext value={model}>
      <CheckContext value={() => setChecking(true)}>
        <HelpContext value={help}>
          <Screen snapshot={snapshot} />
          <Announcer snapshot={snapshot} />
          {screen.kind === 'meeting' && snapshot.site !== null && <Sheets site={snapshot.site} />}
        </HelpContext>
        <TallyFrame tally={tally} />
        {snapshot.soundBlocked && screen.kind === 'meeting' && ring.kind !== 'ringing' && <SoundGate />}
        {ring.kind === 'told' && <RingBanner ring={ring.ring} />}
        {ring.kind === 'ringing' && (
          <RingScreen key={ring.ring.sessionId} ring={ring.ring} sounds={ring.sounds} snapshot={snapshot} />
        )}
        {checking && ring.kind !== 'ringing' && (
          <CheckScreen onClose={() => setChecking(false)} helpPhone={helpPhone} tally={tally} />
        )}
      </CheckContext>
    </ModelContext>
  )
}

function Screen({ snapshot }: { snapshot: SiteSnapshot }) {
  const { screen } = snapshot
  switch (screen.kind) {
    case 'connecting':
      return <ConnectingScreen screen={screen} />
    case 'refused':
      return <RefusedScreen screen={screen} />
    case 'waiting':
      return <WaitingScreen screen={screen} snapshot={snapshot} />
    case 'meeting':
      return <MeetingScreen screen={screen} snapshot={snapshot} />
    default:
      return assertUnreachable(screen)
  }
}

/** Says every change of the floor to assistive technology; being heard interrupts. */
function Announcer({ snapshot }: { snapshot: SiteSnapshot }) {
  const { screen } = snapshot
  const status = screen.kind === 'meeting' ? screen.status : ({ kind: 'listening', mayNotAsk: null } as const)
  const { title, detail } = useStatusWords(status)
  const text = screen.kind === 'meeting' ? `${title}. ${detail}` : ''
  const urgent = screen.kind === 'meeting' && screen.tally === 'heard'
  return (
    <>
      <LiveRegion text={urgent ? '' : text} />
      <LiveRegion text={urgent ? text : ''} urgency="assertive" />
    </>
  )
}

function useTitle({ screen, ring }: SiteSnapshot): void {
  const { t } = useTranslation(['site', 'common'])
  const name = 'place' in screen ? screen.place.name : ''
  useEffect(() => {
    if (ring.kind !== 'none') document.title = t('site:ring.tab', { name })
    else document.title = name === '' ? t('common:product') : t('site:title', { name })
  }, [name, ring.kind, t])
}
