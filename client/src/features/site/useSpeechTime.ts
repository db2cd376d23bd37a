import { useState } from 'react'
import { formatDuration, useTranslation } from '../../i18n/index.ts'
import type { FloorStatus } from '../../state/site/floorStatus.ts'
import { speechTimeOf, type SpeechTime } from '../../state/site/speechTime.ts'
import { useModel, useNow } from './hooks.ts'

/** The time of this room's own speech in words, second by second; null while it has none. */
export function useSpeechTime(status: FloorStatus): { text: string; state: SpeechTime['state'] } | null {
  const { t } = useTranslation('site')
  const { clock } = useModel().connection
  const [read] = useState(() => () => clock.now())
  const now = useNow(read)
  if ('clock' in status && status.clock !== null) {
    const { state, ms } = speechTimeOf(status.clock, now)
    return { state, text: t(`time.${state}`, { time: formatDuration(ms) }) }
  }
  const since = 'since' in status ? status.since : null
  return since === null ? null : { state: 'running', text: formatDuration(now - since) }
}
