import type { RequestRow } from '@diem-cau/protocol'
import { Hourglass, Pause, TimerOff, TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import { formatDuration, useTranslation } from '../../../i18n/index.ts'
import { speechTime, type SpeechTime } from '../../../state/console/speechTime.ts'
import { useConsole } from '../ConsoleContext.ts'
import styles from './Countdown.module.css'

/** What is left of a speech, large; the last minute and the time over it by colour, mark and word. */
export function Countdown({ request }: { request: RequestRow }) {
  const { t } = useTranslation('conduct')
  const { now } = useConsole()
  const { clock } = request
  if (clock === null) return null
  const time = speechTime(clock, now)
  return (
    <div className={styles.countdown} data-phase={time.phase} data-still={time.standsStill}>
      <span className={styles.time} role="timer">
        {timeText(time)}
      </span>
      <span className={styles.words}>
        <PhaseWords time={time} closed={request.timeIsUp} />
        {clock.limitMs !== null && (
          <span className={styles.of}>
            {t('time.of', {
              elapsed: formatDuration(time.elapsedMs),
              limit: formatDuration(clock.limitMs),
            })}
          </span>
        )}
      </span>
      {time.share !== null && (
        <span className={styles.bar} aria-hidden="true">
          <span style={{ inlineSize: `${time.share * 100}%` }} />
        </span>
      )}
    </div>
  )
}

function timeText({ phase, leftMs, overMs, elapsedMs }: SpeechTime): string {
  if (phase === 'over') return `+${formatDuration(overMs)}`
  // Rounded up: the last second is shown as one, and zero is the end.
  return formatDuration(leftMs === null ? elapsedMs : Math.ceil(leftMs / 1_000) * 1_000)
}

function PhaseWords({ time, closed }: { time: SpeechTime; closed: boolean }) {
  const { t } = useTranslation('conduct')
  if (time.standsStill) return <Words icon={<Pause size={14} />}>{t('time.standsStill')}</Words>
  if (closed) return <Words icon={<TimerOff size={14} />}>{t('time.closed')}</Words>
  if (time.phase === 'over') return <Words icon={<TriangleAlert size={14} />}>{t('time.over')}</Words>
  if (time.phase === 'warning') return <Words icon={<Hourglass size={14} />}>{t('time.lastMinute')}</Words>
  return <Words>{time.phase === 'open' ? t('time.elapsed') : t('time.left')}</Words>
}

function Words({ icon, children }: { icon?: ReactNode; children: ReactNode }) {
  return (
    <span className={styles.phase}>
      {icon}
      {children}
    </span>
  )
}
