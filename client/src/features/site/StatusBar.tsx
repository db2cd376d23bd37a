import { Hand, Headphones, Mic, MicOff, Pause, Timer, WifiOff } from 'lucide-react'
import { errorText, useTranslation } from '../../i18n/index.ts'
import type { FloorAction, FloorStatus } from '../../state/site/floorStatus.ts'
import type { SiteScreen } from '../../state/site/siteScreen.ts'
import type { SiteSnapshot } from '../../state/site/SiteModel.ts'
import { useFocusOnChange, useModel } from './hooks.ts'
import { iconOf } from './icons.tsx'
import { RoomButton } from './RoomButton.tsx'
import { SelfView } from './SelfView.tsx'
import styles from './StatusBar.module.css'
import { useSpeechTime } from './useSpeechTime.ts'
import { useStatusWords } from './statusText.ts'

type Meeting = Extract<SiteScreen, { kind: 'meeting' }>

/** The lower edge: the own picture, what the room is told, and what it may press. */
export function StatusBar({ screen, snapshot }: { screen: Meeting; snapshot: SiteSnapshot }) {
  return (
    <footer
      className={styles.bar}
      data-tally={screen.tally}
      data-status={screen.status.kind}
      data-testid="status-bar"
    >
      <SelfView camera={snapshot.camera} />
      <StatusBlock status={screen.status} />
      <Actions screen={screen} snapshot={snapshot} />
    </footer>
  )
}

function StatusBlock({ status }: { status: FloorStatus }) {
  const words = useStatusWords(status)
  const time = useSpeechTime(status)
  return (
    <div className={styles.status} data-testid="floor-status" data-kind={status.kind}>
      <span className={styles.sign}>{signOf(status)}</span>
      <div className={styles.words}>
        <div className={styles.title}>
          <span>{words.title}</span>
          {time !== null && (
            <span className={styles.time} role="timer" data-time={time.state} data-testid="speech-time">
              {time.text}
            </span>
          )}
        </div>
        <div className={styles.detail}>{words.detail}</div>
      </div>
    </div>
  )
}

function signOf({ kind }: FloorStatus) {
  if (kind === 'live' || kind === 'chairLive') return <Mic aria-hidden="true" />
  if (kind === 'liveMuted' || kind === 'timeUp' || kind === 'chairMuted' || kind === 'voiceless')
    return <MicOff aria-hidden="true" />
  if (kind === 'held') return <Pause aria-hidden="true" />
  if (kind === 'queued' || kind === 'asked' || kind === 'invited') return <Hand aria-hidden="true" />
  if (kind === 'standby') return <Timer aria-hidden="true" />
  if (kind === 'cut') return <WifiOff aria-hidden="true" />
  return <Headphones aria-hidden="true" />
}

function Actions({ screen, snapshot }: { screen: Meeting; snapshot: SiteSnapshot }) {
  const { t } = useTranslation('site')
  const model = useModel()
  const { primary, secondary } = screen.actions
  const { pending, armed, trouble } = snapshot
  const press = (action: FloorAction) => () => void model.act(action)
  const primaryTone = screen.tally === 'heard' ? 'onAir' : primary === 'withdraw' ? 'plain' : 'primary'
  return (
    <div className={styles.actions}>
      {trouble !== null && (
        <p className={styles.trouble} role="alert" data-testid="action-trouble">
          {trouble.kind === 'unreached' ? t('trouble.unreached') : errorText(trouble.error)}
        </p>
      )}
      {secondary.length > 0 && (
        <div className={styles.secondary}>
          {secondary.map((action) => (
            <RoomButton
              key={action}
              tone="quiet"
              size={secondary.length > 1 ? 'small' : 'medium'}
              icon={iconOf(action)}
              busy={pending === action}
              onClick={press(action)}
              data-room-button
              data-testid={`action-${action}`}
            >
              {t(`action.${action}`)}
            </RoomButton>
          ))}
        </div>
      )}
      {primary !== null && (
        <PrimaryButton action={primary} tone={primaryTone} pending={pending} armed={armed} />
      )}
    </div>
  )
}

interface PrimaryButtonProps {
  action: FloorAction
  tone: 'onAir' | 'plain' | 'primary'
  pending: FloorAction | null
  armed: FloorAction | null
}

/** The one large button. */
function PrimaryButton({ action: primary, tone, pending, armed }: PrimaryButtonProps) {
  const { t } = useTranslation('site')
  const model = useModel()
  return (
    <RoomButton
      ref={useFocusOnChange<HTMLButtonElement>(primary)}
      tone={tone}
      size="large"
      icon={iconOf(primary)}
      busy={pending === primary}
      onClick={() => void model.act(primary)}
      data-room-button
      data-testid="primary-action"
      data-action={primary}
    >
      {armed === primary ? t('action.again') : t(`action.${primary}`)}
    </RoomButton>
  )
}
