import { assertUnreachable, type SiteMotionView, type SiteView } from '@diem-cau/protocol'
import { CircleCheck, CircleSlash, Vote } from 'lucide-react'
import { useState } from 'react'
import { formatDuration, useTranslation } from '../../../i18n/index.ts'
import { votePhase, type VotePhase } from '../../../state/votes/votePhase.ts'
import { LiveRegion } from '../../../ui/index.ts'
import { useModel, useNow, useSnapshot } from '../hooks.ts'
import { RoomButton } from '../RoomButton.tsx'
import { BallotSheet } from './BallotSheet.tsx'
import { Corner } from './Corner.tsx'
import type { SheetProps } from './Sheets.tsx'
import { useForemost } from './useForemost.ts'
import styles from './VoteSheet.module.css'

/** Rooms that are about to speak, or do, are not covered: their ballot waits for them in a corner. */
const BUSY: ReadonlySet<string> = new Set(['invited', 'standby', 'live'])

/** Asks the room for its vote while one is open, and says afterwards that it was cast. */
export function VoteSheet({ site }: SheetProps) {
  const { t } = useTranslation('votes')
  const model = useModel()
  const { ring } = useSnapshot(model)
  const [read] = useState(() => () => model.connection.clock.now())
  const now = useNow(read)
  const [choice, setChoice] = useState<{ motionId: string; open: boolean } | null>(null)
  const phase = votePhase(site.motions, now)
  const motion = phase.kind === 'none' ? null : phase.motion
  const leftMs = motion === null || motion.closesAt === null ? null : Math.max(0, motion.closesAt - now)
  const wants =
    phase.kind === 'asked' &&
    ring.kind !== 'ringing' &&
    (choice?.motionId === phase.motion.motionId ? choice.open : !isBusy(site))
  const isOpen = useForemost('vote', wants)
  const setOpen = (open: boolean) => setChoice(motion === null ? null : { motionId: motion.motionId, open })
  return (
    <>
      <LiveRegion
        text={
          motion === null
            ? ''
            : `${phase.kind === 'asked' ? t('sheet.kicker') : t(`banner.${wordOf(phase)}`)}: ${motion.title}`
        }
      />
      {isOpen && motion !== null && (
        <BallotSheet
          key={motion.motionId}
          motion={motion}
          leftMs={leftMs}
          onMinimize={() => setOpen(false)}
        />
      )}
      {!isOpen && motion !== null && (
        <Corner>
          <VoteBanner phase={phase} motion={motion} leftMs={leftMs} onReopen={() => setOpen(true)} />
        </Corner>
      )}
    </>
  )
}

function isBusy({ floor }: SiteView): boolean {
  return BUSY.has(floor.state) || floor.microphoneOpen
}

type BannerWord = 'voted' | 'noRight' | 'counting' | 'closed' | 'missed' | 'withdrawn'

function wordOf(phase: VotePhase): BannerWord {
  switch (phase.kind) {
    case 'none':
    case 'asked':
    case 'over':
      return 'closed'
    case 'voted':
    case 'noRight':
    case 'counting':
    case 'missed':
    case 'withdrawn':
      return phase.kind
    default:
      return assertUnreachable(phase)
  }
}

interface VoteBannerProps {
  phase: VotePhase
  motion: SiteMotionView
  leftMs: number | null
  onReopen: () => void
}

/** In a corner of the stage: that the room has voted, may not, or has yet to. */
function VoteBanner({ phase, motion, leftMs, onReopen }: VoteBannerProps) {
  const { t } = useTranslation('votes')
  const isAsked = phase.kind === 'asked'
  const isOpen = isAsked || phase.kind === 'voted' || phase.kind === 'noRight'
  return (
    <div className={styles.banner} data-kind={phase.kind} data-testid="vote-banner">
      <BannerIcon kind={phase.kind} />
      <div className={styles.bannerWords}>
        <strong>{isAsked ? t('sheet.kicker') : t(`banner.${wordOf(phase)}`)}</strong>
        <span className={styles.bannerTitle}>{motion.title}</span>
      </div>
      {isOpen && leftMs !== null && (
        <span className={styles.bannerTime} role="timer">
          {formatDuration(leftMs + 999)}
        </span>
      )}
      {isAsked && (
        <RoomButton size="small" tone="primary" onClick={onReopen} data-room-button data-testid="vote-reopen">
          {t('sheet.reopen')}
        </RoomButton>
      )}
    </div>
  )
}

function BannerIcon({ kind }: { kind: VotePhase['kind'] }) {
  if (kind === 'voted') return <CircleCheck aria-hidden="true" />
  if (kind === 'noRight' || kind === 'withdrawn' || kind === 'missed')
    return <CircleSlash aria-hidden="true" />
  return <Vote aria-hidden="true" />
}
