import type { SessionState as State } from '@diem-cau/protocol'
import { useTranslation } from '../../../i18n/index.ts'
import { StatusDot, VisuallyHidden, type StatusTone } from '../../../ui/index.ts'

/** Each state of a plan has a colour, a shape and a word of its own. */
export const STATE_TONES: Readonly<Record<State, StatusTone>> = {
  draft: 'idle',
  scheduled: 'asked',
  rehearsing: 'standby',
  live: 'live',
  ended: 'good',
  archived: 'left',
  cancelled: 'warn',
}

export interface SessionStateProps {
  state: State
  /** The mark alone, its word for assistive technology only: where a legend says what the marks mean. */
  compact?: boolean
}

export function SessionState({ state, compact = false }: SessionStateProps) {
  const { t } = useTranslation('schedule')
  const word = t(`state.${state}`)
  if (!compact) return <StatusDot tone={STATE_TONES[state]} label={word} badge />
  return (
    <>
      <StatusDot tone={STATE_TONES[state]} label={word} markOnly />
      <VisuallyHidden>{word}</VisuallyHidden>
    </>
  )
}
