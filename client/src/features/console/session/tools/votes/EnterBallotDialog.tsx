import type { MotionView } from '@diem-cau/protocol'
import { useState } from 'react'
import { errorText, useLanguage, useTranslation } from '../../../../../i18n/index.ts'
import {
  canSend,
  choicesOf,
  emptyBallot,
  mostOf,
  toggled,
  withCount,
} from '../../../../../state/votes/ballotDraft.ts'
import type { Waiting } from '../../../../../state/votes/deskVotes.ts'
import { Button, Dialog, ErrorText, TextField } from '../../../../../ui/index.ts'
import { ChoiceMark, markOf, useChoiceName } from '../../../../votes/choices.tsx'
import type { SessionScreen } from '../../../useSessionScreen.ts'
import styles from './Votes.module.css'

interface EnterBallotDialogProps {
  screen: SessionScreen
  motion: MotionView
  waiting: Waiting
  onClose: () => void
}

/** What a site has told by telephone. */
export function EnterBallotDialog({ screen, motion, waiting, onClose }: EnterBallotDialogProps) {
  const { t } = useTranslation('votes')
  const language = useLanguage()
  const nameOf = useChoiceName()
  const { motionId, fields } = motion
  const { siteId, weight } = waiting.right
  const asked = { question: fields.question, weight }
  const [votes, setVotes] = useState(() => emptyBallot(asked))
  const place = `motion:${motionId}` as const
  const problem = screen.conduct.problems.get(place)
  const send = async () => {
    const reply = await screen.conductor.order(place, 'vote.enter', { motionId, siteId, votes })
    if (reply !== null) onClose()
  }
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t('desk.enterTitle', { name: waiting.site?.name ?? siteId })}
      description={t('desk.enterBody')}
      width="sm"
      footer={
        <>
          {!canSend(asked, votes) && (
            <span className={styles.soft}>{t('desk.enterFault', { most: mostOf(asked) })}</span>
          )}
          <Button
            tone="primary"
            disabled={!canSend(asked, votes)}
            busy={screen.conduct.busy.has(place)}
            onClick={() => void send()}
          >
            {t('desk.enterSend')}
          </Button>
        </>
      }
    >
      <div className={styles.entries}>
        {choicesOf(asked).map((key, index) => {
          const name = nameOf(fields.question, index)
          return weight === 1 ? (
            <Button
              key={key}
              pressed={(votes[index] ?? 0) > 0}
              block
              onClick={() => setVotes(toggled(asked, votes, index))}
              icon={<ChoiceMark choice={markOf(fields.question, index)} />}
            >
              {name}
            </Button>
          ) : (
            <TextField
              key={key}
              label={name}
              inputMode="numeric"
              value={String(votes[index] ?? 0)}
              onChange={(text) =>
                setVotes(withCount(asked, votes, index, Number(text.replaceAll(/\D/g, ''))))
              }
            />
          )
        })}
      </div>
      {problem !== undefined && <ErrorText>{errorText(problem, language)}</ErrorText>}
    </Dialog>
  )
}
