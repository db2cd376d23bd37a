import { CircleCheck, ClipboardList, UserX } from 'lucide-react'
import { useState } from 'react'
import { assertUnreachable } from '@diem-cau/protocol'
import { useTranslation } from '../../../i18n/index.ts'
import { rollPhase, type RollPhase } from '../../../state/site/rollDraft.ts'
import { LiveRegion } from '../../../ui/index.ts'
import { RoomButton } from '../RoomButton.tsx'
import { RollCallForm } from './RollCallForm.tsx'
import { Corner } from './Corner.tsx'
import styles from './RollCallSheet.module.css'
import type { SheetProps } from './Sheets.tsx'
import { useForemost } from './useForemost.ts'

/** Rooms that are about to speak, or do, are not interrupted: the question waits for them in a corner. */
const BUSY: ReadonlySet<string> = new Set(['invited', 'standby', 'live'])

/** Asks the room who is there, while the roll is open; afterwards says what was sent, to be corrected. */
export function RollCallSheet({ site }: SheetProps) {
  const { t } = useTranslation('rollCall')
  const [choice, setChoice] = useState<{ key: string; open: boolean } | null>(null)
  const { rollCall } = site
  const phase = rollPhase(rollCall)
  const key = keyOf(phase)
  const isFree = !BUSY.has(site.floor.state) && !site.floor.microphoneOpen && site.stage.shownResult === null
  const wants = choice?.key === key ? choice.open : phase.kind === 'asked' && isFree
  const isOpen = useForemost('rollCall', wants && rollCall !== null && phase.kind !== 'none')
  const words = useWords(phase)
  const setOpen = (open: boolean) => setChoice({ key, open })
  return (
    <>
      <LiveRegion text={phase.kind === 'asked' ? t('site.called') : words} />
      {rollCall !== null && phase.kind !== 'none' && isOpen && (
        <RollCallForm roll={rollCall} onClose={() => setOpen(false)} onSent={() => setOpen(false)} />
      )}
      {phase.kind !== 'none' && !isOpen && (
        <Corner>
          <div className={styles.chip} data-kind={phase.kind} data-testid="roll-chip">
            <ChipIcon kind={phase.kind} />
            <span className={styles.chipWords}>{words}</span>
            <RoomButton
              size="small"
              tone={phase.kind === 'asked' ? 'primary' : 'quiet'}
              onClick={() => setOpen(true)}
              data-room-button
              data-testid="roll-edit"
            >
              {t(
                phase.kind === 'answered'
                  ? 'site.edit'
                  : phase.kind === 'excused'
                    ? 'site.come'
                    : 'site.title',
              )}
            </RoomButton>
          </div>
        </Corner>
      )}
    </>
  )
}

/** A new question, or a new answer, is a new matter: what the room chose for the last one holds no more. */
function keyOf(phase: RollPhase): string {
  return phase.kind === 'answered' ? `answered:${phase.answer.at}` : phase.kind
}

function ChipIcon({ kind }: { kind: RollPhase['kind'] }) {
  if (kind === 'answered') return <CircleCheck aria-hidden="true" />
  return kind === 'excused' ? <UserX aria-hidden="true" /> : <ClipboardList aria-hidden="true" />
}

function useWords(phase: RollPhase): string {
  const { t } = useTranslation('rollCall')
  switch (phase.kind) {
    case 'none':
      return ''
    case 'asked':
      return t('site.open')
    case 'excused':
      return t('site.excused', { reason: phase.reason })
    case 'answered': {
      const { present, invited, by } = phase.answer
      if (by === 'crew') return t(invited === 0 ? 'site.enteredPlain' : 'site.entered', { present, invited })
      return t(invited === 0 ? 'site.sentPlain' : 'site.sent', { present, invited })
    }
    default:
      return assertUnreachable(phase)
  }
}
