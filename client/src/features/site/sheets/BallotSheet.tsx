import type { Ballot, SiteMotionView } from '@diem-cau/protocol'
import { Lock, Minimize2, Send, Undo2, Users } from 'lucide-react'
import { useId, useState } from 'react'
import { errorText, formatDuration, useTranslation } from '../../../i18n/index.ts'
import { canSend, choicesOf, emptyBallot, mostOf, sumOf, wayOf } from '../../../state/votes/ballotDraft.ts'
import { ChoiceMark, useChoiceName } from '../../votes/choices.tsx'
import { useModel, useSnapshot } from '../hooks.ts'
import { RoomButton } from '../RoomButton.tsx'
import { BallotChoices } from './BallotChoices.tsx'
import { useBallotKeys } from './useBallotKeys.ts'
import styles from './VoteSheet.module.css'

interface BallotSheetProps {
  motion: SiteMotionView
  /** Null until the chair ends it. */
  leftMs: number | null
  onMinimize: () => void
}

/**
 * The ballot over the whole stage; the status bar and the tally stay in sight. Nothing is sent by one press: what was
 * chosen is shown once more first. A clicker, which is pressed by mistake, does nothing here.
 */
export function BallotSheet({ motion, leftMs, onMinimize }: BallotSheetProps) {
  const { t } = useTranslation('votes')
  const [votes, setVotes] = useState<Ballot>(() => emptyBallot(motion))
  const [confirming, setConfirming] = useState(false)
  const ref = useBallotKeys(confirming ? 'confirm' : 'choose')
  const title = useId()
  return (
    // eslint-disable-next-line jsx-a11y/prefer-tag-over-role -- the room goes on behind it, and its keys look for the role
    <div ref={ref} className={styles.sheet} role="dialog" aria-labelledby={title} data-testid="vote-sheet">
      <header className={styles.head}>
        <div className={styles.kicker}>
          {motion.ballot === 'secret' ? <Lock aria-hidden="true" /> : <Users aria-hidden="true" />}
          {t(`sheet.${motion.ballot}`)}
        </div>
        <p
          className={styles.left}
          role="timer"
          data-open={leftMs === null}
          data-urgent={leftMs !== null && leftMs <= 10_000}
        >
          {leftMs === null ? t('sheet.noLimit') : t('sheet.left', { time: formatDuration(leftMs + 999) })}
        </p>
        <RoomButton
          size="small"
          tone="quiet"
          icon={<Minimize2 aria-hidden="true" />}
          onClick={onMinimize}
          data-vote-key="late"
        >
          {t('sheet.minimize')}
        </RoomButton>
      </header>
      <h2 className={styles.title} id={title} data-length={motion.title.length > 110 ? 'long' : 'short'}>
        {motion.title}
      </h2>
      {motion.text !== '' && !confirming && <p className={styles.text}>{motion.text}</p>}
      {confirming ? (
        <Confirm motion={motion} votes={votes} isLate={leftMs === 0} onAgain={() => setConfirming(false)} />
      ) : (
        <Choose motion={motion} votes={votes} onVotes={setVotes} onNext={() => setConfirming(true)} />
      )}
    </div>
  )
}

interface ChooseProps {
  motion: SiteMotionView
  votes: Ballot
  onVotes: (votes: Ballot) => void
  onNext: () => void
}

function Choose({ motion, votes, onVotes, onNext }: ChooseProps) {
  const { t } = useTranslation('votes')
  const way = wayOf(motion)
  const [sum, most] = [sumOf(votes), mostOf(motion)]
  return (
    <>
      <p className={styles.lead}>{t(`sheet.${way}`, { count: most })}</p>
      <BallotChoices
        motion={motion}
        votes={votes}
        onVotes={onVotes}
        onPicked={(picked) => {
          onVotes(picked)
          onNext()
        }}
      />
      {way !== 'pick' && (
        <footer className={styles.foot}>
          <output className={styles.sum} data-full={sum === most} data-testid="vote-sum">
            {t(way === 'mark' ? 'sheet.marked' : 'sheet.summed', { sum, most })}
          </output>
          <RoomButton
            className={styles.go}
            size="large"
            disabled={!canSend(motion, votes)}
            onClick={onNext}
            data-vote-key="plain"
            data-testid="vote-next"
          >
            {t('sheet.next')}
          </RoomButton>
        </footer>
      )}
    </>
  )
}

interface ConfirmProps {
  motion: SiteMotionView
  votes: Ballot
  /** Its time is over: the server has yet to say so. */
  isLate: boolean
  onAgain: () => void
}

/** What was chosen, once more, and the press that sends it. */
function Confirm({ motion, votes, isLate, onAgain }: ConfirmProps) {
  const { t } = useTranslation('votes')
  const model = useModel()
  const { trouble } = useSnapshot(model)
  const [sending, setSending] = useState(false)
  const [failed, setFailed] = useState(false)
  const send = async () => {
    setSending(true)
    setFailed(false)
    const done = await model.order('vote.cast', { motionId: motion.motionId, votes })
    setSending(false)
    setFailed(!done)
  }
  return (
    <>
      <p className={styles.lead}>{t('sheet.confirm')}</p>
      <Chosen motion={motion} votes={votes} />
      <p className={styles.note} role={failed ? 'alert' : undefined} data-failed={failed}>
        {failed
          ? trouble?.kind === 'refused'
            ? errorText(trouble.error)
            : t('sheet.unsent')
          : t('sheet.final')}
      </p>
      <footer className={styles.foot}>
        <RoomButton
          size="large"
          tone="quiet"
          icon={<Undo2 aria-hidden="true" />}
          disabled={sending}
          onClick={onAgain}
          data-vote-key="plain"
          data-testid="vote-again"
        >
          {t('sheet.again')}
        </RoomButton>
        <RoomButton
          size="large"
          className={styles.go}
          icon={<Send aria-hidden="true" />}
          busy={sending}
          disabled={isLate}
          onClick={() => void send()}
          data-vote-key="first"
          data-testid="vote-send"
        >
          {t('sheet.send')}
        </RoomButton>
      </footer>
    </>
  )
}

function Chosen({ motion, votes }: { motion: SiteMotionView; votes: Ballot }) {
  const { t } = useTranslation('votes')
  const nameOf = useChoiceName()
  const chosen = choicesOf(motion).flatMap((choice, index) => {
    const count = votes[index] ?? 0
    return count === 0 ? [] : [{ choice, index, count }]
  })
  if (chosen.length === 0) return <p className={styles.blank}>{t('sheet.blank')}</p>
  return (
    <ul className={styles.chosen} data-many={chosen.length > 4}>
      {chosen.map(({ choice, index, count }) => (
        <li key={choice} data-choice={motion.question.form === 'yesNo' ? choice : 'list'}>
          <ChoiceMark choice={motion.question.form === 'yesNo' ? choice : 'list'} />
          <span>{nameOf(motion.question, index)}</span>
          {motion.weight > 1 && <strong>{t('votesOf', { count })}</strong>}
        </li>
      ))}
    </ul>
  )
}
