import type { SessionBody, SessionDetail, SessionLine } from '@diem-cau/protocol'
import { Send } from 'lucide-react'
import { useRef, useState } from 'react'
import { navigate } from '../../../../app/navigation.tsx'
import { errorText, useLanguage, useTranslation } from '../../../../i18n/index.ts'
import { dayOf } from '../../../../state/schedule/days.ts'
import type { KeptDraft } from '../../../../state/schedule/keptDraft.ts'
import { dayText } from '../../../../state/schedule/typed.ts'
import {
  Button,
  ConfirmDialog,
  Dialog,
  ErrorText,
  focusFirstFault,
  LiveRegion,
  useToast,
} from '../../../../ui/index.ts'
import { useConsole } from '../../../console/ConsoleContext.ts'
import { sessionPath, type NewFrom } from '../places.ts'
import { useToldWords } from '../useToldWords.ts'
import { useDayWords } from '../words.ts'
import { AgendaSection } from './AgendaSection.tsx'
import { ConflictsPanel, useConflicts } from './Conflicts.tsx'
import { DifferenceDialog } from './DifferenceDialog.tsx'
import { DocumentsSection } from './DocumentsSection.tsx'
import styles from './Form.module.css'
import { InvitedSection } from './InvitedSection.tsx'
import { LikeLast } from './LikeLast.tsx'
import { MoreSection } from './MoreSection.tsx'
import { RepeatSection } from './RepeatSection.tsx'
import { useInvitedCount } from './useInvitedCount.ts'
import { useLeaveGuard } from './useLeaveGuard.ts'
import { useSessionForm } from './useSessionForm.ts'
import { WhatSection } from './WhatSection.tsx'
import { WhenSection } from './WhenSection.tsx'

interface SessionFormProps {
  place: string
  start: KeptDraft
  wasKept: boolean
  takenFrom: SessionLine | null
  /** The session that is changed; null for a new one. */
  session: SessionDetail | null
  from: NewFrom | null
  onDiscardKept: () => void
  /** Leaves without saving; what was typed is forgotten. */
  onLeave: () => void
}

/** Everything that is planned of one session, on one page. */
export function SessionForm(props: SessionFormProps) {
  const { session, from, takenFrom, wasKept } = props
  const { t } = useTranslation('schedule')
  const language = useLanguage()
  const toast = useToast()
  const { link } = useConsole()
  const form = useSessionForm(props)
  const page = useRef<HTMLDivElement>(null)
  const conflicts = useConflicts(form, session?.sessionId ?? null)
  const invitedCount = useInvitedCount(form.draft, form.today)
  const [confirming, setConfirming] = useState<SessionBody | null>(null)
  const guard = useLeaveGuard(form.isChanged)
  const isDraft = session === null || session.state === 'draft'
  const { faults } = form

  function done(saved: SessionDetail | null, text: string) {
    if (saved === null) return
    toast({ text })
    navigate(sessionPath(saved.sessionId))
  }
  /** The plan when it may be saved; otherwise the first thing to put right has the focus. */
  function readyOrFault(): SessionBody | null {
    const body = form.ready()
    if (body === null && page.current !== null) focusFirstFault(page.current)
    return body
  }
  async function save() {
    const body = readyOrFault()
    if (body !== null) done(await form.save(body, 'save'), isDraft ? t('form.saved') : t('form.changed'))
  }
  async function schedule(body: SessionBody) {
    setConfirming(null)
    done(await form.save(body, 'schedule'), t('form.scheduled'))
  }

  async function settle(body: SessionBody) {
    done(await form.settle(body), t('form.changed'))
  }

  return (
    <div ref={page} className={styles.page}>
      <header className={styles.head}>
        <h1 className={styles.title}>
          {session === null ? t('form.newTitle') : t('form.editTitle', { title: session.title })}
        </h1>
        {form.isChanged && <span className={styles.unsaved}>{t('form.unsaved')}</span>}
        <span className={styles.space} />
        <Button tone="quiet" onClick={props.onLeave}>
          {t('form.leave')}
        </Button>
        <Button
          busy={form.busy === 'save'}
          tone={isDraft ? 'secondary' : 'primary'}
          onClick={() => void save()}
        >
          {isDraft ? t('form.save') : t('form.saveChanges')}
        </Button>
        {isDraft && (
          <Button
            tone="primary"
            icon={<Send size={16} />}
            busy={form.busy === 'schedule'}
            onClick={() => setConfirming(readyOrFault())}
          >
            {t('form.schedule')}
          </Button>
        )}
      </header>
      <div className={styles.columns}>
        <div className={styles.main}>
          {wasKept && (
            <p className={styles.kept}>
              {t('form.kept', { place: t('form.keptHere') })}
              <Button size="sm" onClick={props.onDiscardKept}>
                {t('form.discardKept')}
              </Button>
            </p>
          )}
          {session === null && from !== null && !wasKept && <LikeLast from={from} />}
          {takenFrom !== null && (
            <p className={styles.takenFrom}>
              {t('form.takenFrom', { title: takenFrom.title, day: dayText(dayOf(takenFrom.startsAt)) })}
            </p>
          )}
          <WhatSection form={form} isNew={session === null} />
          <WhenSection form={form} />
          <InvitedSection form={form} count={invitedCount} />
          <AgendaSection form={form} />
          <DocumentsSection form={form} />
          {(session?.seriesId ?? null) === null && isDraft && <RepeatSection form={form} />}
          <MoreSection form={form} />
        </div>
        <aside className={styles.side}>
          {form.shownFaults.length > 0 && (
            <ErrorText>{t('form.faults', { count: form.shownFaults.length })}</ErrorText>
          )}
          {form.problem !== null && <ErrorText>{errorText(form.problem, language)}</ErrorText>}
          <ConflictsPanel conflicts={conflicts} />
        </aside>
      </div>
      <LiveRegion
        text={
          faults.length > 0 && form.shownFaults.length > 0 ? t('form.faults', { count: faults.length }) : ''
        }
      />
      <ConfirmSchedule
        body={confirming}
        count={invitedCount}
        conflicts={conflicts.data?.total ?? 0}
        isOnline={link.kind === 'live'}
        onBack={() => setConfirming(null)}
        onConfirm={(body) => void schedule(body)}
      />
      {form.clash !== null && (
        <DifferenceDialog
          clash={form.clash}
          onCancel={form.dismissClash}
          onSettle={(body) => void settle(body)}
        />
      )}
      <ConfirmDialog
        open={guard.wanted !== null}
        onOpenChange={(open) => !open && guard.stay()}
        title={t('form.leaveTitle')}
        consequence={t('form.leaveBody')}
        confirmLabel={t('form.leaveConfirm')}
        onConfirm={() => {
          form.forget()
          guard.go(props.place)
        }}
      />
    </div>
  )
}

interface ConfirmScheduleProps {
  body: SessionBody | null
  count: number | null
  conflicts: number
  isOnline: boolean
  onBack: () => void
  onConfirm: (body: SessionBody) => void
}

/** Says how many are told, by which ways, before they are. */
function ConfirmSchedule({ body, count, conflicts, isOnline, onBack, onConfirm }: ConfirmScheduleProps) {
  const { t } = useTranslation('schedule')
  const { span } = useDayWords()
  const told = useToldWords()
  const values = { count: count ?? 0, title: body?.title ?? '' }
  const when = body === null ? '' : span(body.startsAt, body.startsAt + body.durationMinutes * 60_000)
  return (
    <Dialog
      open={body !== null}
      onOpenChange={(open) => !open && onBack()}
      width="sm"
      title={t('form.confirmTitle', values)}
      description={t('form.confirmBody', { ...values, when, told })}
      footer={
        <>
          <Button onClick={onBack}>{t('form.confirmBack')}</Button>
          <Button
            tone="primary"
            icon={<Send size={16} />}
            disabled={!isOnline}
            onClick={() => body !== null && onConfirm(body)}
          >
            {t('form.schedule')}
          </Button>
        </>
      }
    >
      {conflicts > 0 && <ErrorText>{t('form.confirmConflicts', { count: conflicts })}</ErrorText>}
    </Dialog>
  )
}
