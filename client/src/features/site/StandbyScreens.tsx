import { assertUnreachable } from '@diem-cau/protocol'
import { CircleAlert, Copy, LoaderCircle, Network, RefreshCw } from 'lucide-react'
import { errorText, useTranslation } from '../../i18n/index.ts'
import type { SiteScreen } from '../../state/site/siteScreen.ts'
import { useFocusOnChange, useModel, useNow } from './hooks.ts'
import { MessageScreen } from './MessageScreen.tsx'
import { RoomButton } from './RoomButton.tsx'

/** After this long the room is told where to look. */
const LONG_MS = 12_000
const localNow = (): number => Date.now()

export function ConnectingScreen({ screen }: { screen: Extract<SiteScreen, { kind: 'connecting' }> }) {
  const { t } = useTranslation('site')
  const now = useNow(localNow)
  return (
    <MessageScreen icon={<Network aria-hidden="true" />} title={screen.place.name} testId="connecting">
      <p>{t('connecting.title')}</p>
      <p>{t(now - screen.since > LONG_MS ? 'connecting.long' : 'connecting.body')}</p>
    </MessageScreen>
  )
}

/** The server has said no: why, and what to do about it. */
export function RefusedScreen({ screen }: { screen: Extract<SiteScreen, { kind: 'refused' }> }) {
  const { t } = useTranslation('site')
  const model = useModel()
  const { way, error, helpPhone } = screen
  const button = useFocusOnChange<HTMLButtonElement>(way)
  const phone = helpPhone === '' ? null : <p>{t('refused.phone', { phone: helpPhone })}</p>
  switch (way) {
    case 'takeOver':
      return (
        <MessageScreen
          icon={<Copy aria-hidden="true" />}
          title={t('refused.takeOver.title')}
          testId="refused-takeOver"
          actions={
            <RoomButton
              tone="primary"
              size="large"
              ref={button}
              onClick={() => model.takeOver()}
              data-room-button
            >
              {t('refused.takeOver.button')}
            </RoomButton>
          }
        >
          <p>{t('refused.takeOver.body')}</p>
        </MessageScreen>
      )
    case 'reload':
      return (
        <MessageScreen
          icon={<RefreshCw aria-hidden="true" />}
          title={t('refused.reload.title')}
          testId="refused-reload"
          actions={
            <RoomButton
              tone="primary"
              size="large"
              onClick={() => globalThis.location.reload()}
              data-room-button
            >
              {t('refused.reload.button')}
            </RoomButton>
          }
        >
          <p>{t('refused.reload.body')}</p>
          {phone}
        </MessageScreen>
      )
    case 'wait':
    case 'pairAgain':
      return (
        <MessageScreen
          icon={<LoaderCircle aria-hidden="true" />}
          title={t(`refused.${way}.title`)}
          testId={`refused-${way}`}
        >
          <p>{way === 'wait' ? t('refused.wait.body') : errorText(error)}</p>
        </MessageScreen>
      )
    case 'call':
      return (
        <MessageScreen
          icon={<CircleAlert aria-hidden="true" />}
          title={t('refused.call.title')}
          testId="refused-call"
          actions={
            <RoomButton tone="primary" size="large" onClick={() => model.takeOver()} data-room-button>
              {t('refused.call.button')}
            </RoomButton>
          }
        >
          <p>{errorText(error)}</p>
          {phone}
        </MessageScreen>
      )
    default:
      return assertUnreachable(way)
  }
}
