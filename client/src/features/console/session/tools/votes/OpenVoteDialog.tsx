import type { MotionView, SessionView } from '@diem-cau/protocol'
import { TriangleAlert } from 'lucide-react'
import { useState, type ReactNode } from 'react'
import { errorText, useLanguage, useTranslation } from '../../../../../i18n/index.ts'
import { FEW_BALLOTS, prospectOf } from '../../../../../state/votes/deskVotes.ts'
import { Button, Dialog, ErrorText, Switch } from '../../../../../ui/index.ts'
import type { SessionScreen } from '../../../useSessionScreen.ts'
import styles from './Votes.module.css'

interface OpenVoteDialogProps {
  screen: SessionScreen
  view: SessionView
  motion: MotionView
  onClose: () => void
}

/** Before a vote opens: who would have a right, whether there is a quorum, and what can not be taken back. */
export function OpenVoteDialog({ screen, view, motion, onClose }: OpenVoteDialogProps) {
  const { t } = useTranslation('votes')
  const language = useLanguage()
  const [anyway, setAnyway] = useState(false)
  const { motionId, fields } = motion
  const { sites, votes, uncounted } = prospectOf(view, fields.weight)
  const { quorum } = view.rollCall
  const lacksQuorum = quorum !== null && !quorum.reached
  const place = `motion:${motionId}` as const
  const problem = screen.conduct.problems.get(place)
  const open = async () => {
    const reply = await screen.conductor.order(place, 'vote.open', {
      motionId,
      ...(anyway ? { withoutQuorum: true } : {}),
    })
    if (reply !== null) onClose()
  }
  return (
    <Dialog
      open
      onOpenChange={(isOpen) => !isOpen && onClose()}
      title={t('opening.title')}
      description={fields.title}
      footer={
        <Button
          tone="primary"
          disabled={votes === 0 || (lacksQuorum && !anyway)}
          busy={screen.conduct.busy.has(place)}
          onClick={() => void open()}
          data-testid="confirm-open-vote"
        >
          {t('opening.open')}
        </Button>
      }
    >
      <div className={styles.opening}>
        <p className={styles.prospect}>
          {votes === 0 ? t('opening.nobody') : t('opening.prospect', { sites, votes })}
        </p>
        {votes > 0 && fields.weight === 'delegates' && uncounted > 0 && (
          <Warning>{t('opening.uncounted', { count: uncounted })}</Warning>
        )}
        {fields.ballot === 'secret' && sites > 0 && sites <= FEW_BALLOTS && (
          <Warning>{t('opening.fewSecret', { count: sites })}</Warning>
        )}
        {lacksQuorum && (
          <>
            <Warning>
              {t('opening.noQuorum', { have: quorum.have, of: quorum.of, need: quorum.need })}
            </Warning>
            <Switch label={t('opening.noQuorumAnyway')} checked={anyway} onChange={setAnyway} />
          </>
        )}
        <p className={styles.soft}>{t('opening.late')}</p>
        {problem !== undefined && <ErrorText>{errorText(problem, language)}</ErrorText>}
      </div>
    </Dialog>
  )
}

function Warning({ children }: { children: ReactNode }) {
  return (
    <p className={styles.warning}>
      <TriangleAlert size={16} aria-hidden="true" />
      <span>{children}</span>
    </p>
  )
}
