import { assertUnreachable, type Ballot, type SiteMotionView } from '@diem-cau/protocol'
import { Check, Minus, Plus } from 'lucide-react'
import { useTranslation } from '../../../i18n/index.ts'
import {
  choicesOf,
  emptyBallot,
  roomFor,
  toggled,
  wayOf,
  withCount,
} from '../../../state/votes/ballotDraft.ts'
import { ChoiceMark, markOf, useChoiceName } from '../../votes/choices.tsx'
import { RoomButton } from '../RoomButton.tsx'
import styles from './VoteSheet.module.css'

interface ChoicesProps {
  motion: SiteMotionView
  votes: Ballot
  onVotes: (votes: Ballot) => void
  /** One press says everything. */
  onPicked: (votes: Ballot) => void
}

/** What may be chosen, in the way that suits the question and the number of votes. */
export function BallotChoices(props: ChoicesProps) {
  const way = wayOf(props.motion)
  switch (way) {
    case 'pick':
      return <Picks {...props} />
    case 'mark':
      return <Marks {...props} />
    case 'count':
      return <Counts {...props} />
    default:
      return assertUnreachable(way)
  }
}

/** Three large buttons: colour, shape and word. */
function Picks({ motion, onPicked }: ChoicesProps) {
  const nameOf = useChoiceName()
  return (
    <div className={styles.picks}>
      {choicesOf(motion).map((choice, index) => (
        <button
          key={choice}
          type="button"
          className={styles.pick}
          data-choice={choice}
          data-vote-key={index === 0 ? 'first' : 'plain'}
          data-testid={`vote-${choice}`}
          onClick={() => onPicked(emptyBallot(motion).with(index, 1))}
        >
          <ChoiceMark choice={choice} />
          <span>{nameOf(motion.question, index)}</span>
        </button>
      ))}
    </div>
  )
}

/** A list of which some may be chosen. */
function Marks({ motion, votes, onVotes }: ChoicesProps) {
  const choices = choicesOf(motion)
  return (
    <div className={styles.marks} data-many={choices.length > 8}>
      {choices.map((choice, index) => {
        const isMarked = (votes[index] ?? 0) > 0
        return (
          <button
            key={choice}
            type="button"
            className={styles.mark}
            aria-pressed={isMarked}
            data-vote-key={index === 0 ? 'first' : 'plain'}
            data-testid={`vote-choice-${index}`}
            onClick={() => onVotes(toggled(motion, votes, index))}
          >
            <span className={styles.box}>{isMarked && <Check aria-hidden="true" />}</span>
            <span className={styles.markName}>{choice}</span>
          </button>
        )
      })}
    </div>
  )
}

/** How many of the delegation for each choice: typed, stepped, or all that are left by one press. */
function Counts({ motion, votes, onVotes }: ChoicesProps) {
  const { t } = useTranslation('votes')
  const nameOf = useChoiceName()
  return (
    <div className={styles.counts}>
      {choicesOf(motion).map((key, index) => {
        const [choice, mark] = [nameOf(motion.question, index), markOf(motion.question, index)]
        const count = votes[index] ?? 0
        const room = roomFor(motion, votes, index)
        const set = (next: number) => onVotes(withCount(motion, votes, index, next))
        return (
          <div key={key} className={styles.count} data-choice={mark}>
            <ChoiceMark choice={mark} />
            <span className={styles.countName}>{choice}</span>
            <RoomButton
              size="small"
              aria-label={t('sheet.less', { choice })}
              icon={<Minus aria-hidden="true" />}
              disabled={count === 0}
              onClick={() => set(count - 1)}
              data-vote-key="plain"
            />
            <input
              className={styles.number}
              inputMode="numeric"
              autoComplete="off"
              aria-label={choice}
              value={String(count)}
              onChange={({ target }) => set(Number(target.value.replaceAll(/\D/g, '')))}
              onFocus={({ target }) => target.select()}
              data-vote-key={index === 0 ? 'first' : 'plain'}
              data-testid={`vote-count-${index}`}
            />
            <RoomButton
              size="small"
              aria-label={t('sheet.more', { choice })}
              icon={<Plus aria-hidden="true" />}
              disabled={room === 0}
              onClick={() => set(count + 1)}
              data-vote-key="plain"
            />
            <RoomButton
              size="small"
              tone="quiet"
              aria-label={t('sheet.allFor', { choice })}
              disabled={room === 0}
              onClick={() => set(count + room)}
              data-vote-key="plain"
              data-testid={`vote-all-${index}`}
            >
              {t('sheet.all')}
            </RoomButton>
          </div>
        )
      })}
    </div>
  )
}
