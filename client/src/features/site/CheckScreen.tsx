import { Mic, Play, RefreshCw, Volume2 } from 'lucide-react'
import { Dialog } from 'radix-ui'
import { useEffect, useState } from 'react'
import { useTranslation } from '../../i18n/index.ts'
import type { DeviceEntry, DevicePreferences, RoomDevicesState } from '../../media/devices/index.ts'
import { faultsOf } from '../../state/site/faults.ts'
import type { Tally } from '../../state/site/floorStatus.ts'
import { Select, Switch } from '../../ui/index.ts'
import styles from './CheckScreen.module.css'
import { useModel } from './hooks.ts'
import { LevelBar } from './LevelBar.tsx'
import { FaultNotice } from './Notices.tsx'
import { RoomButton } from './RoomButton.tsx'
import { SelfView } from './SelfView.tsx'
import { useSelfTest } from './useSelfTest.ts'

const AUTOMATIC = 'automatic'
const PROCESSING = ['echoCancellation', 'autoGainControl', 'noiseSuppression'] as const

interface CheckScreenProps {
  onClose: () => void
  helpPhone: string
  tally: Tally
}

/** Devices, levels and a recording that is played back; nothing of it leaves the room. */
export function CheckScreen({ onClose, helpPhone, tally }: CheckScreenProps) {
  const { t } = useTranslation('site')
  const { devices } = useModel()
  const [state, setState] = useState<RoomDevicesState>(devices.state)
  useEffect(() => devices.events.on('change', setState), [devices])
  const faults = faultsOf({ camera: state.camera.device, microphone: state.microphone.device }, 'off')
  return (
    <Dialog.Root open onOpenChange={(open) => !open && onClose()}>
      <Dialog.Portal>
        <Dialog.Content className={styles.check} aria-describedby="check-local" data-testid="check">
          <header className={styles.header}>
            <Dialog.Title className={styles.title}>{t('check.title')}</Dialog.Title>
            <RoomButton tone="primary" onClick={onClose} data-testid="close-check">
              {t('check.close')}
            </RoomButton>
          </header>
          <div className={styles.columns}>
            <section className={styles.column}>
              <SelfView camera={state.camera.track} large />
              <FaultNotice faults={faults} helpPhone={helpPhone} />
              <DeviceChoice kind="camera" entries={state.cameras} state={state} />
              <DeviceChoice kind="speaker" entries={state.speakers} state={state} />
            </section>
            <section className={styles.column}>
              <DeviceChoice kind="microphone" entries={state.microphones} state={state} />
              <div className={styles.meter}>
                <span>{t('check.level')}</span>
                <LevelBar label={t('check.level')} />
                <span className={styles.hint}>{t('check.levelHint')}</span>
              </div>
              <Processing preferences={state.preferences} />
              <SelfTests state={state} />
            </section>
          </div>
          <p id="check-local" className={styles.local} data-heard={tally === 'heard'}>
            {t(tally === 'heard' ? 'check.heard' : 'check.local')}
          </p>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  )
}

interface DeviceChoiceProps {
  kind: 'camera' | 'microphone' | 'speaker'
  entries: readonly DeviceEntry[]
  state: RoomDevicesState
}

function DeviceChoice({ kind, entries, state }: DeviceChoiceProps) {
  const { t } = useTranslation('site')
  const model = useModel()
  const chosen = state.preferences[`${kind}Id`]
  const known = entries.some(({ id }) => id === chosen)
  const choose = (value: string): void => {
    const id = value === AUTOMATIC ? '' : value
    if (kind === 'speaker') void model.chooseSpeaker(id)
    else void model.devices.choose({ [`${kind}Id`]: id })
  }
  return (
    <Select
      label={t(`check.${kind}`)}
      size="lg"
      value={known ? chosen : AUTOMATIC}
      onChange={choose}
      options={[
        { value: AUTOMATIC, label: t('check.automatic') },
        ...entries
          // The browser's own aliases of a device that is listed anyway.
          .filter(({ id }) => id !== 'default' && id !== 'communications')
          .map(({ id, label }, index) => ({
            value: id,
            label: label === '' ? t('check.unnamed', { number: index + 1 }) : label,
          })),
      ]}
    />
  )
}

function Processing({ preferences }: { preferences: DevicePreferences }) {
  const { t } = useTranslation('site')
  const { devices } = useModel()
  return (
    <fieldset className={styles.processing}>
      <legend>{t('check.processing')}</legend>
      {PROCESSING.map((name) => (
        <Switch
          key={name}
          label={t(`check.${name}`)}
          checked={preferences[name]}
          onChange={(checked) => void devices.choose({ [name]: checked })}
        />
      ))}
      <p className={styles.hint}>{t('check.processingHint')}</p>
    </fieldset>
  )
}

function SelfTests({ state }: { state: RoomDevicesState }) {
  const { t } = useTranslation('site')
  const { devices } = useModel()
  const { phase, record, tone } = useSelfTest(state)
  const busy = phase === 'recording' || phase === 'playing' || phase === 'tone'
  return (
    <div className={styles.tests}>
      <div className={styles.buttons}>
        <RoomButton
          size="small"
          icon={phase === 'playing' ? <Play aria-hidden="true" /> : <Mic aria-hidden="true" />}
          disabled={busy || state.microphone.track === null}
          onClick={record}
          data-testid="record-sample"
        >
          {t('check.record')}
        </RoomButton>
        <RoomButton size="small" icon={<Volume2 aria-hidden="true" />} disabled={busy} onClick={tone}>
          {t('check.tone')}
        </RoomButton>
        <RoomButton
          size="small"
          tone="quiet"
          icon={<RefreshCw aria-hidden="true" />}
          onClick={() => void devices.reopen()}
        >
          {t('check.again')}
        </RoomButton>
      </div>
      <output className={styles.outcome} data-testid="self-test" data-phase={phase}>
        {phase === 'recording' && t('check.recording')}
        {phase === 'playing' && t('check.playing')}
        {phase === 'done' && t('check.recordDone')}
        {phase === 'failed' && t('check.recordFailed')}
      </output>
    </div>
  )
}
