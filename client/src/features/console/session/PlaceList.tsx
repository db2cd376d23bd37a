import type { SessionView } from '@diem-cau/protocol'
import { Check, Mic, MicOff, MonitorX, Square, Unplug } from 'lucide-react'
import { errorText, formatDuration, useLanguage, useTranslation } from '../../../i18n/index.ts'
import { keyCap } from '../../../state/console/keys.ts'
import { stagePlaces, type StagePlace } from '../../../state/console/stage.ts'
import { classNames, ErrorText, IconButton, Kbd } from '../../../ui/index.ts'
import { useConsole } from '../ConsoleContext.ts'
import type { SessionScreen } from '../useSessionScreen.ts'
import styles from './PlaceList.module.css'

export interface PlaceListProps {
  screen: SessionScreen
  view: SessionView
  /** In a column beside the stage rather than in a row below it. */
  compact: boolean
}

/** Who is on which place of the stage, with the microphone, the time, and what ends it. */
export function PlaceList({ screen, view, compact }: PlaceListProps) {
  const { t } = useTranslation('console')
  return (
    <ul className={compact ? styles.column : styles.places} aria-label={t('stage.places')}>
      {stagePlaces(view).map((place) => (
        <Place key={place.slot} place={place} screen={screen} />
      ))}
    </ul>
  )
}

function Place({ place, screen }: { place: StagePlace; screen: SessionScreen }) {
  const { t } = useTranslation(['console', 'common'])
  const language = useLanguage()
  const { now } = useConsole()
  const { slot, taken } = place
  const label = t(`common:slot.${slot}`)
  if (taken === null) {
    return (
      <li className={classNames(styles.place, styles.free)}>
        <span className={styles.slot}>{label}</span>
        <span className={styles.name}>{t('stage.free')}</span>
      </li>
    )
  }
  const isHeard = taken.microphoneOpen && taken.connected
  const problem = screen.conduct.problems.get(`site:${taken.place.siteId}`)
  return (
    <li className={styles.place} data-heard={isHeard}>
      <span className={styles.head}>
        <span className={styles.slot}>{label}</span>
        <span className={styles.time}>{formatDuration(now - taken.since)}</span>
      </span>
      <span className={styles.name} title={taken.place.name}>
        {taken.place.name}
      </span>
      <span className={styles.foot}>
        <SoundState place={place} />
        <PlaceActions place={place} screen={screen} />
      </span>
      {problem !== undefined && <ErrorText>{errorText(problem, language)}</ErrorText>}
    </li>
  )
}

function SoundState({ place: { slot, taken } }: { place: StagePlace }) {
  const { t } = useTranslation('console')
  if (taken === null) return null
  if (!taken.connected) {
    return (
      <span className={styles.lost}>
        <Unplug size={14} aria-hidden="true" /> {t('stage.lostShort')}
      </span>
    )
  }
  if (slot === 'content') return <span className={styles.silent}>{t('stage.presenting')}</span>
  return taken.microphoneOpen ? (
    <span className={styles.open}>
      <Mic size={14} aria-hidden="true" /> {t('stage.heard')}
    </span>
  ) : (
    <span className={styles.silent}>
      <MicOff size={14} aria-hidden="true" /> {t('stage.muted')}
    </span>
  )
}

function PlaceActions({ place, screen }: { place: StagePlace; screen: SessionScreen }) {
  const { t } = useTranslation(['console', 'conduct'])
  const { canConduct, statusOf } = useConsole()
  const { slot, taken, requestId } = place
  if (!canConduct || taken === null) return null
  const { conductor } = screen
  const { siteId } = taken.place
  if (slot === 'content') {
    return (
      <IconButton
        size="sm"
        label={t('action.endContent')}
        icon={<MonitorX size={16} />}
        onClick={() => void conductor.endContent()}
      />
    )
  }
  const isRefused = !taken.microphoneOpen && statusOf(siteId).row?.remoteMicrophone === false
  const request = requestId === null ? null : { requestId, siteId, queuePosition: null }
  return (
    <span className={styles.actions}>
      <IconButton
        size="sm"
        label={
          isRefused
            ? t('conduct:remote.refused')
            : taken.microphoneOpen
              ? t('action.closeMicrophone')
              : t('action.openMicrophone')
        }
        disabled={isRefused || (!taken.microphoneOpen && !taken.connected)}
        icon={taken.microphoneOpen ? <MicOff size={16} /> : <Mic size={16} />}
        shortcut={<Kbd>{keyCap('microphone')}</Kbd>}
        onClick={() => void conductor.setMicrophone(siteId, !taken.microphoneOpen)}
      />
      {request !== null && (
        <>
          <IconButton
            size="sm"
            label={t('action.finish')}
            icon={<Check size={16} />}
            shortcut={<Kbd>{keyCap('finish')}</Kbd>}
            onClick={() => void conductor.finish(request)}
          />
          <IconButton
            size="sm"
            label={t('action.revoke')}
            icon={<Square size={15} fill="currentColor" />}
            shortcut={<Kbd>{keyCap('revoke')}</Kbd>}
            className={styles.revoke}
            onClick={() => void conductor.revoke(request)}
          />
        </>
      )}
    </span>
  )
}
