import { assertUnreachable, type MotionResult, type ShownResult } from '@diem-cau/protocol'
import { CircleCheckBig, CircleX, Lock, Scale, Vote } from 'lucide-react'
import { useLanguage, useTranslation } from '../../i18n/index.ts'
import { percentText, shareOf, sharesOf } from '../../state/votes/share.ts'
import { LiveRegion } from '../../ui/index.ts'
import { ChoiceMark, markOf, useChoiceName } from './choices.tsx'
import styles from './ResultSlide.module.css'

/** A result as everybody sees it, at the sites and on the desk's stage; it fills what it stands in. */
export function ResultSlide({ shown }: { shown: ShownResult }) {
  const { t } = useTranslation('votes')
  const { title, result, ballot } = shown
  const outcome = result.byChair
    ? `${t(`outcome.${result.outcome}`)} – ${t('byChair')}`
    : t(`outcome.${result.outcome}`)
  return (
    <section className={styles.slide} aria-label={t('result.title')}>
      <LiveRegion text={`${t('result.title')}: ${title}. ${outcome}`} />
      <div className={styles.inner} data-many={result.votes.length > 6}>
        <p className={styles.kicker}>
          {ballot === 'secret' && <Lock aria-hidden="true" />}
          {t('result.title')} · {t(`ballot.${ballot}`)}
        </p>
        <h2 className={styles.title} data-length={title.length > 110 ? 'long' : 'short'}>
          {title}
        </h2>
        <p className={styles.outcome} data-outcome={result.outcome}>
          <OutcomeIcon outcome={result.outcome} />
          {outcome}
        </p>
        <Bars shown={shown} />
        <Foot shown={shown} />
      </div>
    </section>
  )
}

export function OutcomeIcon({ outcome }: Pick<MotionResult, 'outcome'>) {
  switch (outcome) {
    case 'passed':
      return <CircleCheckBig aria-hidden="true" />
    case 'failed':
      return <CircleX aria-hidden="true" />
    case 'tied':
      return <Scale aria-hidden="true" />
    case 'listed':
      return <Vote aria-hidden="true" />
    default:
      return assertUnreachable(outcome)
  }
}

function questionOf({ choices, result }: ShownResult) {
  return result.outcome === 'listed'
    ? ({ form: 'list', choices, choose: 1 } as const)
    : ({ form: 'yesNo' } as const)
}

function Bars({ shown }: { shown: ShownResult }) {
  const { t } = useTranslation('votes')
  const language = useLanguage()
  const nameOf = useChoiceName()
  const question = questionOf(shown)
  const list = question.form === 'list' ? { ...question, choices: [...question.choices] } : question
  return (
    <ul className={styles.bars} style={{ ['--rows' as string]: Math.ceil(shown.result.votes.length / 2) }}>
      {sharesOf(shown.result).map(({ index, votes, share }) => {
        const [choice, mark] = [nameOf(list, index), markOf(list, index)]
        const percent = percentText(share, language)
        return (
          <li
            key={index}
            className={styles.bar}
            data-choice={mark}
            aria-label={t('result.choiceOf', { choice, votes, percent })}
          >
            <span className={styles.name}>
              <ChoiceMark choice={mark} />
              <span>{choice}</span>
            </span>
            <span className={styles.track} aria-hidden="true">
              <span className={styles.fill} style={{ inlineSize: `${share * 100}%` }} />
            </span>
            <span className={styles.number}>{votes}</span>
            <span className={styles.percent}>{percent}</span>
          </li>
        )
      })}
    </ul>
  )
}

/** Turnout, what it took, and the tiers: of an open vote how they have voted, of a secret one only that they have. */
function Foot({ shown }: { shown: ShownResult }) {
  const { t } = useTranslation('votes')
  const language = useLanguage()
  const { result, tierNames } = shown
  const { cast, entitled, majority, byTier } = result
  return (
    <footer className={styles.foot}>
      <p>
        {t('result.turnout', { cast, entitled })} ({percentText(shareOf(cast, entitled), language)})
        {majority !== null && ` · ${t('result.majority', majority)}`}
      </p>
      {byTier.length > 1 && (
        <ul className={styles.tiers} aria-label={t('result.byTier')}>
          {byTier.map(({ tier, tally }) => (
            <li key={tier}>
              <span className={styles.tier}>
                {tierNames[tier - 1]?.[language] ?? t('result.tierName', { tier })}
              </span>
              <span>{t('result.tierTurnout', tally)}</span>
              {result.outcome !== 'listed' && tally.votes.length === 3 && <TierVotes votes={tally.votes} />}
            </li>
          ))}
        </ul>
      )}
    </footer>
  )
}

function TierVotes({ votes }: { votes: readonly number[] }) {
  const nameOf = useChoiceName()
  return (
    <span className={styles.tierVotes}>
      {votes.map((count, index) => (
        // eslint-disable-next-line react/no-array-index-key -- the three answers, in their order
        <span
          key={index}
          data-choice={markOf({ form: 'yesNo' }, index)}
          title={nameOf({ form: 'yesNo' }, index)}
        >
          <ChoiceMark choice={markOf({ form: 'yesNo' }, index)} />
          {count}
        </span>
      ))}
    </span>
  )
}
