import type { MotionFields } from '@diem-cau/protocol'
import { CircleCheckBig, DiamondMinus, SquareX, Vote } from 'lucide-react'
import { useTranslation } from '../../i18n/index.ts'

/** Each answer has a shape of its own, beside its colour and its word. */
export function ChoiceMark({ choice }: { choice: string }) {
  switch (choice) {
    case 'yes':
      return <CircleCheckBig aria-hidden="true" />
    case 'no':
      return <SquareX aria-hidden="true" />
    case 'abstain':
      return <DiamondMinus aria-hidden="true" />
    default:
      return <Vote aria-hidden="true" />
  }
}

const ANSWERS = ['yes', 'no', 'abstain'] as const

/** What a choice is called: of a list as it was written, otherwise in the language of the page. */
export function useChoiceName(): (question: MotionFields['question'], index: number) => string {
  const { t } = useTranslation('votes')
  return (question, index) => {
    if (question.form === 'list') return question.choices[index] ?? ''
    const answer = ANSWERS[index]
    return answer === undefined ? '' : t(`choice.${answer}`)
  }
}

/** The choice's own sign: one of the three answers, or a choice of a list. */
export function markOf(question: MotionFields['question'], index: number): string {
  return question.form === 'list' ? 'list' : (ANSWERS[index] ?? 'list')
}
