import type { MotionView } from '@diem-cau/protocol'
import { Vote } from 'lucide-react'
import { useMemo, useState } from 'react'
import { errorText, useLanguage, useTranslation } from '../../../../../i18n/index.ts'
import { deskVotes } from '../../../../../state/votes/deskVotes.ts'
import { EMPTY_MOTION, type MotionDraft } from '../../../../../state/votes/motionDraft.ts'
import { EmptyState, ErrorText, LiveRegion } from '../../../../../ui/index.ts'
import { useConsole } from '../../../ConsoleContext.ts'
import type { ToolProps } from '../tools.ts'
import { Drafts } from './Drafts.tsx'
import { LiveVote } from './LiveVote.tsx'
import { MotionDialog } from './MotionDialog.tsx'
import { OpenVoteDialog } from './OpenVoteDialog.tsx'
import { PastVotes } from './PastVotes.tsx'
import { TemplateMenu } from './TemplateMenu.tsx'
import styles from './Votes.module.css'

/** A draft on its way: of which motion, or of a new one. */
export interface Composing {
  motionId: string | null
  draft: MotionDraft
}

/** Votes: what is open now, what is prepared, and what was decided. */
export function VotesPanel({ screen, view }: ToolProps) {
  const { t } = useTranslation('votes')
  const language = useLanguage()
  const { canConduct } = useConsole()
  const votes = useMemo(() => deskVotes(view), [view])
  const [composing, setComposing] = useState<Composing | null>(null)
  const [opening, setOpening] = useState<MotionView | null>(null)
  const problem = screen.conduct.problems.get('votes')
  const compose = (changes: Partial<MotionDraft> = {}) =>
    setComposing({ motionId: null, draft: { ...EMPTY_MOTION, ...changes } })
  const { open, drafts, past, offered } = votes
  const isEmpty = open === null && drafts.length + past.length + offered.length === 0
  return (
    <div className={styles.panel} data-testid="votes-panel">
      <VoteNews open={open} past={past} />
      {canConduct && <TemplateMenu onCompose={compose} />}
      {problem !== undefined && <ErrorText>{errorText(problem, language)}</ErrorText>}
      {isEmpty && (
        <EmptyState icon={<Vote size={36} strokeWidth={1.5} aria-hidden="true" />} title={t('desk.empty')}>
          {t('desk.emptyBody')}
        </EmptyState>
      )}
      {open !== null && <LiveVote key={open.motionId} screen={screen} motion={open} />}
      <Drafts
        screen={screen}
        drafts={drafts}
        offered={offered}
        isBusy={open !== null}
        onCompose={compose}
        onEdit={setComposing}
        onOpen={setOpening}
      />
      {past.length > 0 && <PastVotes screen={screen} view={view} past={past} />}
      {composing !== null && (
        <MotionDialog screen={screen} composing={composing} onClose={() => setComposing(null)} />
      )}
      {opening !== null && (
        <OpenVoteDialog screen={screen} view={view} motion={opening} onClose={() => setOpening(null)} />
      )}
    </div>
  )
}

/** Said when a vote opens, and what has become of it. */
function VoteNews({ open, past }: { open: MotionView | null; past: readonly MotionView[] }) {
  const { t } = useTranslation('votes')
  const [last] = past
  const result = last?.result
  if (open !== null) return <LiveRegion text={t('desk.announceOpen', { title: open.fields.title })} />
  const text =
    last === undefined || result === null || result === undefined
      ? ''
      : t('desk.announceResult', { title: last.fields.title, outcome: t(`outcome.${result.outcome}`) })
  return <LiveRegion text={text} />
}
