import type { MotionView } from '@diem-cau/protocol'
import { Lock, OctagonX, Users } from 'lucide-react'
import { useState } from 'react'
import { errorText, formatDuration, useLanguage, useTranslation } from '../../../../../i18n/index.ts'
import { FEW_BALLOTS, turnoutByTier, type TierTurnout } from '../../../../../state/votes/deskVotes.ts'
import { shareOf } from '../../../../../state/votes/share.ts'
import { Button, ConfirmDialog, ErrorText } from '../../../../../ui/index.ts'
import { useConsole } from '../../../ConsoleContext.ts'
import type { SessionScreen } from '../../../useSessionScreen.ts'
import { NotVoted } from './NotVoted.tsx'
import styles from './Votes.module.css'

/** The vote that is open: how far it is, by tier and by name, and its end. */
export function LiveVote({ screen, motion }: { screen: SessionScreen; motion: MotionView }) {
  const { t } = useTranslation('votes')
  const language = useLanguage()
  const { canConduct, directory } = useConsole()
  const { fields, entitled, cast, rights, state, withoutQuorum } = motion
  const problem = screen.conduct.problems.get(`motion:${motion.motionId}`)
  const voted = rights.filter((right) => right.voted).length
  const isComplete = voted === rights.length
  return (
    <section className={styles.live} aria-label={t('desk.live')} data-testid="live-vote">
      <header className={styles.liveHead}>
        <span className={styles.badge}>
          {fields.ballot === 'secret' ? (
            <Lock size={14} aria-hidden="true" />
          ) : (
            <Users size={14} aria-hidden="true" />
          )}
          {t(`ballot.${fields.ballot}`)}
        </span>
        {withoutQuorum && <span className={styles.warnBadge}>{t('desk.withoutQuorum')}</span>}
        <Countdown motion={motion} />
      </header>
      <h3 className={styles.liveTitle}>{fields.title}</h3>
      <div className={styles.turnout}>
        <strong className={styles.turnoutCount} data-testid="turnout">
          {t('desk.turnout', { cast, entitled })}
        </strong>
        <span>{isComplete ? t('desk.everybody') : t('desk.sites', { voted, sites: rights.length })}</span>
        <Meter share={shareOf(cast, entitled)} />
      </div>
      {directory !== null && <Tiers tiers={turnoutByTier(motion, directory)} />}
      {problem !== undefined && <ErrorText>{errorText(problem, language)}</ErrorText>}
      {canConduct && <Ends screen={screen} motion={motion} voted={voted} />}
      {fields.ballot === 'secret' && <p className={styles.soft}>{t('desk.secretNote')}</p>}
      {state === 'open' && <NotVoted screen={screen} motion={motion} />}
    </section>
  )
}

function Countdown({ motion: { state, closesAt } }: { motion: MotionView }) {
  const { t } = useTranslation('votes')
  const { clockNow } = useConsole()
  if (state === 'counting') return <span className={styles.time}>{t('desk.counting')}</span>
  const text =
    closesAt === null
      ? t('sheet.noLimit')
      : t('sheet.left', { time: formatDuration(closesAt - clockNow + 999) })
  return (
    <span className={styles.time} role="timer">
      {text}
    </span>
  )
}

export function Meter({ share }: { share: number }) {
  return (
    <span className={styles.meter} aria-hidden="true">
      <span className={styles.meterFill} style={{ inlineSize: `${Math.min(1, share) * 100}%` }} />
    </span>
  )
}

function Tiers({ tiers }: { tiers: readonly TierTurnout[] }) {
  const { t } = useTranslation('votes')
  const language = useLanguage()
  const { directory } = useConsole()
  if (tiers.length < 2) return null
  return (
    <ul className={styles.tiers} aria-label={t('result.byTier')}>
      {tiers.map(({ tier, entitled, cast, sites, voted }) => (
        <li key={tier}>
          <span className={styles.tierName}>
            {directory?.tiers[tier - 1]?.[language] ?? t('result.tierName', { tier })}
          </span>
          <span>{t('desk.turnout', { cast, entitled })}</span>
          <span className={styles.soft}>{t('desk.sites', { voted, sites })}</span>
          <Meter share={shareOf(cast, entitled)} />
        </li>
      ))}
    </ul>
  )
}

/** Ending it, and withdrawing it. Few ballots of a secret vote are asked about first: their sum gives them away. */
function Ends({ screen, motion, voted }: { screen: SessionScreen; motion: MotionView; voted: number }) {
  const { t } = useTranslation('votes')
  const [asking, setAsking] = useState<'close' | 'withdraw' | null>(null)
  const { motionId, fields, state } = motion
  const place = `motion:${motionId}` as const
  const busy = screen.conduct.busy.has(place)
  const order = async (name: 'vote.close' | 'vote.withdraw') => {
    await screen.conductor.order(place, name, { motionId })
  }
  const isTelling = fields.ballot === 'secret' && voted > 0 && voted <= FEW_BALLOTS
  return (
    <div className={styles.actions}>
      {state === 'open' && (
        <Button
          tone="primary"
          busy={busy}
          onClick={() => (isTelling ? setAsking('close') : void order('vote.close'))}
          data-testid="close-vote"
        >
          {t('desk.close')}
        </Button>
      )}
      <Button icon={<OctagonX size={15} />} disabled={busy} onClick={() => setAsking('withdraw')}>
        {t('desk.withdraw')}
      </Button>
      <ConfirmDialog
        open={asking !== null}
        onOpenChange={(open) => !open && setAsking(null)}
        title={asking === 'close' ? t('desk.closeTitle', { count: voted }) : t('desk.withdrawTitle')}
        consequence={asking === 'close' ? t('desk.closeBody') : t('desk.withdrawBody')}
        confirmLabel={asking === 'close' ? t('desk.close') : t('desk.withdraw')}
        onConfirm={() => order(asking === 'close' ? 'vote.close' : 'vote.withdraw')}
      />
    </div>
  )
}
