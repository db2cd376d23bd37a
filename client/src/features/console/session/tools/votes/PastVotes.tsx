import type { MotionResult, MotionView, SessionView } from '@diem-cau/protocol'
import { Lock, Monitor, MonitorOff } from 'lucide-react'
import { useState } from 'react'
import { errorText, formatClock, useLanguage, useTranslation } from '../../../../../i18n/index.ts'
import { percentText, sharesOf } from '../../../../../state/votes/share.ts'
import { Button, ConfirmDialog, ErrorText } from '../../../../../ui/index.ts'
import { ChoiceMark, markOf, useChoiceName } from '../../../../votes/choices.tsx'
import { OutcomeIcon } from '../../../../votes/ResultSlide.tsx'
import { useConsole } from '../../../ConsoleContext.ts'
import type { SessionScreen } from '../../../useSessionScreen.ts'
import { Meter } from './LiveVote.tsx'
import styles from './Votes.module.css'

interface PastVotesProps {
  screen: SessionScreen
  view: SessionView
  past: readonly MotionView[]
}

/** What was voted on, the latest first, each with its evidence. */
export function PastVotes({ screen, view, past }: PastVotesProps) {
  const { t } = useTranslation('votes')
  return (
    <section className={styles.section}>
      <h3 className={styles.heading}>{t('desk.past')}</h3>
      <ul className={styles.rows}>
        {past.map((motion) => (
          <li key={motion.motionId} className={styles.past} data-testid="past-vote">
            <PastVote screen={screen} view={view} motion={motion} />
          </li>
        ))}
      </ul>
    </section>
  )
}

interface PastVoteProps extends Omit<PastVotesProps, 'past'> {
  motion: MotionView
}

function PastVote({ screen, view, motion }: PastVoteProps) {
  const { t } = useTranslation('votes')
  const language = useLanguage()
  const { fields, result, withdrawn, withoutQuorum } = motion
  const problem = screen.conduct.problems.get(`motion:${motion.motionId}`)
  return (
    <>
      <header className={styles.pastHead}>
        {fields.ballot === 'secret' && <Lock size={14} aria-label={t('ballot.secret')} />}
        <strong className={styles.pastTitle}>{fields.title}</strong>
        {result !== null && <Outcome result={result} />}
        {withdrawn !== null && <span className={styles.badge}>{t(`desk.withdrawnBy.${withdrawn}`)}</span>}
        {withoutQuorum && <span className={styles.warnBadge}>{t('desk.withoutQuorum')}</span>}
      </header>
      {result !== null && <Numbers motion={motion} result={result} />}
      <Evidence view={view} motion={motion} />
      {fields.ballot === 'open' && <Ballots motion={motion} />}
      {problem !== undefined && <ErrorText>{errorText(problem, language)}</ErrorText>}
      {result !== null && <PastActions screen={screen} motion={motion} result={result} />}
    </>
  )
}

function Outcome({ result }: { result: MotionResult }) {
  const { t } = useTranslation('votes')
  return (
    <span className={styles.outcome} data-outcome={result.outcome}>
      <OutcomeIcon outcome={result.outcome} />
      {t(`outcome.${result.outcome}`)}
    </span>
  )
}

function Numbers({ motion, result }: { motion: MotionView; result: MotionResult }) {
  const { t } = useTranslation('votes')
  const language = useLanguage()
  const nameOf = useChoiceName()
  const { question } = motion.fields
  const { cast, entitled, majority, byChair } = result
  return (
    <>
      <ul className={styles.numbers}>
        {sharesOf(result).map(({ index, votes, share }) => (
          <li key={index}>
            <span className={styles.choiceName} data-choice={markOf(question, index)}>
              <ChoiceMark choice={markOf(question, index)} />
              {nameOf(question, index)}
            </span>
            <Meter share={share} />
            <strong>{votes}</strong>
            <span className={styles.soft}>{percentText(share, language)}</span>
          </li>
        ))}
      </ul>
      <p className={styles.soft}>
        {t('result.turnout', { cast, entitled })}
        {majority !== null && ` · ${t('result.majority', majority)}`}
        {byChair && ` · ${t('byChair')}`}
      </p>
    </>
  )
}

/** The roll as it was frozen when the vote opened. */
function Evidence({ view, motion }: { view: SessionView; motion: MotionView }) {
  const { t } = useTranslation('votes')
  const frozen = view.rollCall.frozen.find(({ freezeId }) => freezeId === motion.freezeId)
  if (frozen === undefined) return null
  const { at, totals, quorum } = frozen
  const { presentSites, silentSites, sites } = totals
  return (
    <p className={styles.soft}>
      {t('desk.evidence', { time: formatClock(at), present: presentSites + silentSites, sites })}
      {quorum !== null &&
        `, ${t(quorum.reached ? 'desk.quorumReached' : 'desk.quorumMissed', { have: quorum.have, of: quorum.of, need: quorum.need })}`}
    </p>
  )
}

/** How each site has voted, of an open vote. */
function Ballots({ motion }: { motion: MotionView }) {
  const { t } = useTranslation('votes')
  const { directory } = useConsole()
  const nameOf = useChoiceName()
  const { question } = motion.fields
  if (motion.rights.length === 0) return null
  return (
    <details className={styles.details}>
      <summary>{t('desk.details')}</summary>
      <ul className={styles.ballots}>
        {motion.rights.map(({ siteId, ballot, byCrew, weight }) => {
          const chosen = (ballot ?? []).flatMap((count, index) =>
            count === 0
              ? []
              : [weight > 1 ? `${nameOf(question, index)}: ${count}` : nameOf(question, index)],
          )
          return (
            <li key={siteId}>
              <span>{directory?.site(siteId)?.name ?? siteId}</span>
              <span>
                {ballot === null
                  ? t('desk.notCast')
                  : chosen.length === 0
                    ? t('sheet.blank')
                    : chosen.join(', ')}
                {byCrew && <span className={styles.soft}> ({t('desk.byCrew')})</span>}
              </span>
            </li>
          )
        })}
      </ul>
    </details>
  )
}

function PastActions({
  screen,
  motion,
  result,
}: {
  screen: SessionScreen
  motion: MotionView
  result: MotionResult
}) {
  const { t } = useTranslation('votes')
  const { canConduct } = useConsole()
  const [deciding, setDeciding] = useState<'passed' | 'failed' | null>(null)
  const { motionId, shown } = motion
  const place = `motion:${motionId}` as const
  if (!canConduct) return shown ? <p className={styles.soft}>{t('desk.shown')}</p> : null
  const busy = screen.conduct.busy.has(place)
  return (
    <div className={styles.actions}>
      <Button
        size="sm"
        pressed={shown}
        busy={busy}
        icon={shown ? <MonitorOff size={15} /> : <Monitor size={15} />}
        onClick={() => void screen.conductor.order(place, 'vote.show', { motionId: shown ? null : motionId })}
        data-testid="show-result"
      >
        {t(shown ? 'desk.hide' : 'desk.show')}
      </Button>
      {result.outcome === 'tied' && (
        <>
          <Button size="sm" disabled={busy} onClick={() => setDeciding('passed')}>
            {t('desk.tiePassed')}
          </Button>
          <Button size="sm" disabled={busy} onClick={() => setDeciding('failed')}>
            {t('desk.tieFailed')}
          </Button>
        </>
      )}
      {shown && <span className={styles.soft}>{t('desk.shown')}</span>}
      <ConfirmDialog
        open={deciding !== null}
        onOpenChange={(open) => !open && setDeciding(null)}
        title={t('desk.tieTitle', { choice: t(deciding === 'passed' ? 'choice.yes' : 'choice.no') })}
        consequence={t('desk.tieBody')}
        confirmLabel={t(deciding === 'passed' ? 'desk.tiePassed' : 'desk.tieFailed')}
        onConfirm={async () => {
          await screen.conductor.order(place, 'vote.decideTie', { motionId, passed: deciding === 'passed' })
        }}
      />
    </div>
  )
}
