import { useId, useState, type ReactNode, type SubmitEvent } from 'react'
import { errorText, useLanguage, useTranslation } from '../../../../../i18n/index.ts'
import {
  faultsIn,
  fieldsOf,
  MAJORITY_NAMES,
  mayDecideTie,
  VOTE_SECONDS,
  type MajorityName,
  type MotionDraft,
} from '../../../../../state/votes/motionDraft.ts'
import { Button, Dialog, ErrorText, Segmented, Select, Switch, TextField } from '../../../../../ui/index.ts'
import type { SessionScreen } from '../../../useSessionScreen.ts'
import type { Composing } from './VotesPanel.tsx'
import styles from './Votes.module.css'

interface MotionDialogProps {
  screen: SessionScreen
  composing: Composing
  onClose: () => void
}

/** A motion is written, or changed as long as nobody has seen it. */
export function MotionDialog({ screen, composing, onClose }: MotionDialogProps) {
  const { t } = useTranslation('votes')
  const language = useLanguage()
  const [draft, setDraft] = useState(composing.draft)
  const [tried, setTried] = useState(false)
  const faults = faultsIn(draft)
  const problem = screen.conduct.problems.get('votes')
  const change = (changes: Partial<MotionDraft>) => setDraft((before) => ({ ...before, ...changes }))
  const form = useId()
  const save = async (event: SubmitEvent) => {
    event.preventDefault()
    setTried(true)
    if (faults.length > 0) return
    const fields = fieldsOf(draft)
    const { motionId } = composing
    const reply =
      motionId === null
        ? await screen.conductor.order('votes', 'vote.propose', { fields })
        : await screen.conductor.order('votes', 'vote.amend', { motionId, fields })
    if (reply !== null) onClose()
  }
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t(composing.motionId === null ? 'form.newTitle' : 'form.editTitle')}
      width="lg"
      footer={
        <Button type="submit" form={form} tone="primary" busy={screen.conduct.busy.has('votes')}>
          {t('form.save')}
        </Button>
      }
    >
      <form id={form} className={styles.form} noValidate onSubmit={(event) => void save(event)}>
        <TextField
          label={t('form.title')}
          hint={t('form.titleHint')}
          value={draft.title}
          maxLength={500}
          onChange={(title) => change({ title })}
          error={tried && faults.includes('title') ? t('form.fault.title') : undefined}
        />
        <Lines
          label={t('form.text')}
          value={draft.text}
          maxLength={5_000}
          onChange={(text) => change({ text })}
        />
        <Options draft={draft} onChange={change} />
        <Question draft={draft} onChange={change} tried={tried} />
        {problem !== undefined && <ErrorText>{errorText(problem, language)}</ErrorText>}
      </form>
    </Dialog>
  )
}

interface PartProps {
  draft: MotionDraft
  onChange: (changes: Partial<MotionDraft>) => void
}

function Options({ draft, onChange }: PartProps) {
  const { t } = useTranslation('votes')
  const secondsText = useSecondsText()
  return (
    <div className={styles.pair}>
      <Choice label={t('form.ballot')}>
        <Segmented
          label={t('form.ballot')}
          value={draft.ballot}
          onChange={(ballot) => onChange({ ballot })}
          options={[
            { value: 'open', label: t('form.ballotOpen') },
            { value: 'secret', label: t('form.ballotSecret') },
          ]}
        />
      </Choice>
      <Select
        label={t('form.seconds')}
        value={String(draft.seconds)}
        onChange={(value) => onChange({ seconds: value === 'null' ? null : Number(value) })}
        options={VOTE_SECONDS.map((seconds) => ({ value: String(seconds), label: secondsText(seconds) }))}
      />
      <Select
        label={t('form.weight')}
        value={draft.weight}
        onChange={(weight) => onChange({ weight: weight === 'delegates' ? 'delegates' : 'site' })}
        options={[
          { value: 'site', label: t('form.weightSite') },
          { value: 'delegates', label: t('form.weightDelegates'), detail: t('form.weightDelegatesHint') },
        ]}
      />
      <Choice label={t('form.form')}>
        <Segmented
          label={t('form.form')}
          value={draft.form}
          onChange={(form) => onChange({ form })}
          options={[
            { value: 'yesNo', label: t('form.yesNo') },
            { value: 'list', label: t('form.list') },
          ]}
        />
      </Choice>
    </div>
  )
}

function Question({ draft, onChange, tried }: PartProps & { tried: boolean }) {
  const { t } = useTranslation('votes')
  const faults = tried ? faultsIn(draft) : []
  if (draft.form === 'yesNo') {
    return (
      <div className={styles.pair}>
        <Select
          label={t('form.majority')}
          value={draft.majority}
          onChange={(value) => onChange({ majority: majorityIn(value) })}
          options={MAJORITY_NAMES.map((name) => ({ value: name, label: t(`form.majorityOf.${name}`) }))}
        />
        <Switch
          label={t('form.tie')}
          hint={t('form.tieHint')}
          checked={draft.chairDecidesTie && mayDecideTie(draft)}
          disabled={!mayDecideTie(draft)}
          onChange={(chairDecidesTie) => onChange({ chairDecidesTie })}
        />
      </div>
    )
  }
  const listFault = (['fewChoices', 'manyChoices', 'sameChoice'] as const).find((name) =>
    faults.includes(name),
  )
  return (
    <>
      <Lines
        label={t('form.choices')}
        value={draft.choices}
        maxLength={6_000}
        rows={5}
        onChange={(choices) => onChange({ choices })}
        error={listFault === undefined ? undefined : t(`form.fault.${listFault}`)}
      />
      <TextField
        label={t('form.choose')}
        inputMode="numeric"
        className={styles.short}
        value={draft.choose}
        onChange={(choose) => onChange({ choose })}
        error={faults.includes('choose') ? t('form.fault.choose') : undefined}
      />
    </>
  )
}

function majorityIn(value: string): MajorityName {
  return MAJORITY_NAMES.find((name) => name === value) ?? 'halfCast'
}

function Choice({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className={styles.choice}>
      <span className={styles.choiceLabel} aria-hidden="true">
        {label}
      </span>
      {children}
    </div>
  )
}

interface LinesProps {
  label: string
  value: string
  maxLength: number
  rows?: number
  onChange: (value: string) => void
  error?: string | undefined
}

function Lines({ label, value, maxLength, rows = 2, onChange, error }: LinesProps) {
  const id = useId()
  return (
    <div className={styles.choice}>
      <label className={styles.choiceLabel} htmlFor={id}>
        {label}
      </label>
      <textarea
        id={id}
        className={styles.lines}
        rows={rows}
        maxLength={maxLength}
        value={value}
        aria-invalid={error === undefined ? undefined : true}
        aria-describedby={error === undefined ? undefined : `${id}-error`}
        onChange={(event) => onChange(event.target.value)}
      />
      {error !== undefined && <ErrorText id={`${id}-error`}>{error}</ErrorText>}
    </div>
  )
}

/** `60 giây`, `3 phút`, or until it is ended by hand. */
export function useSecondsText(): (seconds: number | null) => string {
  const { t } = useTranslation('votes')
  return (seconds) => {
    if (seconds === null) return t('form.noLimit')
    return seconds % 60 === 0
      ? t('form.minutesOf', { count: seconds / 60 })
      : t('form.secondsOf', { count: seconds })
  }
}
