import type { MotionView } from '@diem-cau/protocol'
import { Lock, Pencil, Play, Trash2, Users } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from '../../../../../i18n/index.ts'
import { draftOf, majorityName, type MotionDraft } from '../../../../../state/votes/motionDraft.ts'
import { Button, ConfirmDialog, IconButton } from '../../../../../ui/index.ts'
import { useConsole } from '../../../ConsoleContext.ts'
import type { SessionScreen } from '../../../useSessionScreen.ts'
import { useSecondsText } from './MotionDialog.tsx'
import type { Composing } from './VotesPanel.tsx'
import styles from './Votes.module.css'

interface DraftsProps {
  screen: SessionScreen
  drafts: readonly MotionView[]
  /** Titles of the agenda's votes that are not prepared. */
  offered: readonly string[]
  /** Something is voted on: another one can not be opened. */
  isBusy: boolean
  onCompose: (changes: Partial<MotionDraft>) => void
  onEdit: (composing: Composing) => void
  onOpen: (motion: MotionView) => void
}

/** What was prepared beforehand, and what the agenda still asks for. */
export function Drafts({ screen, drafts, offered, isBusy, onCompose, onEdit, onOpen }: DraftsProps) {
  const { t } = useTranslation('votes')
  const { canConduct } = useConsole()
  const [discarding, setDiscarding] = useState<MotionView | null>(null)
  return (
    <>
      {drafts.length > 0 && (
        <section className={styles.section}>
          <h3 className={styles.heading}>{t('desk.drafts')}</h3>
          <ul className={styles.rows}>
            {drafts.map((motion) => (
              <li key={motion.motionId} className={styles.row} data-testid="draft">
                <div className={styles.rowWords}>
                  <strong>{motion.fields.title}</strong>
                  <DraftFacts motion={motion} />
                </div>
                {canConduct && (
                  <>
                    <IconButton
                      size="sm"
                      label={`${t('desk.edit')}: ${motion.fields.title}`}
                      icon={<Pencil size={15} />}
                      onClick={() => onEdit({ motionId: motion.motionId, draft: draftOf(motion.fields) })}
                    />
                    <IconButton
                      size="sm"
                      label={`${t('desk.discard')}: ${motion.fields.title}`}
                      icon={<Trash2 size={15} />}
                      onClick={() => setDiscarding(motion)}
                    />
                    <Button
                      size="sm"
                      tone="primary"
                      icon={<Play size={14} />}
                      disabled={isBusy}
                      aria-label={`${t('desk.open')}: ${motion.fields.title}`}
                      onClick={() => onOpen(motion)}
                    >
                      {t('desk.open')}
                    </Button>
                  </>
                )}
              </li>
            ))}
          </ul>
        </section>
      )}
      {canConduct && offered.length > 0 && (
        <section className={styles.section}>
          <h3 className={styles.heading}>{t('desk.offered')}</h3>
          <ul className={styles.rows}>
            {offered.map((title) => (
              <li key={title} className={styles.row}>
                <div className={styles.rowWords}>{title}</div>
                <Button size="sm" onClick={() => onCompose({ title })}>
                  {t('desk.useOffer')}
                </Button>
              </li>
            ))}
          </ul>
        </section>
      )}
      <ConfirmDialog
        open={discarding !== null}
        onOpenChange={(open) => !open && setDiscarding(null)}
        title={t('desk.discardTitle')}
        consequence={t('desk.discardBody', { title: discarding?.fields.title ?? '' })}
        confirmLabel={t('desk.discard')}
        onConfirm={async () => {
          if (discarding === null) return
          await screen.conductor.order('votes', 'vote.withdraw', { motionId: discarding.motionId })
        }}
      />
    </>
  )
}

/** How it will be voted on, in a line. */
function DraftFacts({ motion: { fields } }: { motion: MotionView }) {
  const { t } = useTranslation('votes')
  const secondsText = useSecondsText()
  const majority = majorityName(fields.majority)
  const parts = [
    t(`ballot.${fields.ballot}`),
    t(fields.weight === 'site' ? 'form.weightSite' : 'form.weightDelegates'),
    ...(fields.question.form === 'list'
      ? [t('sheet.mark', { count: fields.question.choose })]
      : majority === null
        ? []
        : [t(`form.majorityOf.${majority}`)]),
    secondsText(fields.seconds),
  ]
  return (
    <span className={styles.facts}>
      {fields.ballot === 'secret' ? (
        <Lock size={13} aria-hidden="true" />
      ) : (
        <Users size={13} aria-hidden="true" />
      )}
      {parts.join(' · ')}
    </span>
  )
}
