import type { SpeechLimits } from '@diem-cau/protocol'
import { useId, useState, type SubmitEvent } from 'react'
import { errorText, useLanguage, useTranslation } from '../../../i18n/index.ts'
import { setLimits } from '../../../state/console/floorRules.ts'
import {
  LIMIT_FIELDS,
  limitsDraft,
  limitsOf,
  parseMinutes,
  type LimitsDraft,
} from '../../../state/console/limits.ts'
import { Button, Dialog, ErrorText, Segmented, TextField } from '../../../ui/index.ts'
import type { SessionScreen } from '../useSessionScreen.ts'
import styles from './Rules.module.css'

interface LimitsDialogProps {
  screen: SessionScreen
  limits: SpeechLimits
  onClose: () => void
}

/** How long speeches of each kind may take, and what happens at the end of that time. */
export function LimitsDialog({ screen, limits, onClose }: LimitsDialogProps) {
  const { t } = useTranslation('conduct')
  const language = useLanguage()
  const formId = useId()
  const [draft, setDraft] = useState<LimitsDraft>(() => limitsDraft(limits))
  const wanted = limitsOf(draft)
  const problem = screen.conduct.problems.get('rules')
  async function submit(event: SubmitEvent) {
    event.preventDefault()
    if (wanted !== null && (await setLimits(screen.conductor, wanted, limits))) onClose()
  }
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t('limits.title')}
      description={t('limits.body')}
      footer={
        <Button
          type="submit"
          form={formId}
          tone="primary"
          disabled={wanted === null}
          busy={screen.conduct.busy.has('rules')}
        >
          {t('limits.save')}
        </Button>
      }
    >
      <form id={formId} className={styles.form} onSubmit={(event) => void submit(event)}>
        <div className={styles.fields}>
          {LIMIT_FIELDS.map(({ field, kind }) => (
            <TextField
              key={field}
              label={t(`kind.${kind}`)}
              inputMode="decimal"
              autoComplete="off"
              value={draft[field]}
              placeholder={t('limits.unlimited')}
              trailing={<span className={styles.minutes}>{t('limits.minutes').toLowerCase()}</span>}
              error={parseMinutes(draft[field]) === 'wrong' ? t('limits.wrong') : undefined}
              onChange={(text) => setDraft({ ...draft, [field]: text })}
            />
          ))}
        </div>
        <div className={styles.ends}>
          <span className={styles.label}>{t('limits.atEnd')}</span>
          <Segmented<SpeechLimits['atEnd']>
            label={t('limits.atEnd')}
            value={draft.atEnd}
            onChange={(atEnd) => setDraft({ ...draft, atEnd })}
            options={[
              { value: 'sign', label: t('limits.sign') },
              { value: 'closeMicrophone', label: t('limits.closeMicrophone') },
            ]}
          />
          <span className={styles.hint}>{t(`limits.${draft.atEnd}Hint`)}</span>
        </div>
        {problem !== undefined && <ErrorText>{errorText(problem, language)}</ErrorText>}
      </form>
    </Dialog>
  )
}
