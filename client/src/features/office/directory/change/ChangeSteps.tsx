import type { ReactNode } from 'react'
import { errorText, useLanguage, useTranslation } from '../../../../i18n/index.ts'
import { writtenCount } from '../../../../state/directory/preview.ts'
import { Button, ErrorText } from '../../../../ui/index.ts'
import { OvertakenNotice } from './OvertakenNotice.tsx'
import styles from './Preview.module.css'
import { PreviewPanel } from './PreviewPanel.tsx'
import { useChangeFlow, type ChangePlan } from './useChangeFlow.ts'

export interface ChangeStepsOptions {
  /** What is typed, as edits or as a plan to ask for; null when something is wrong with it, which the fields then say. */
  planOf: () => ChangePlan | null
  /** One line for the history of changes. */
  summary: () => string
  /** What the preview says in words, above its rows. */
  inWords?: ReactNode | undefined
  /** Somebody else has changed the directory: brings the fields up to date, so that it can be looked at again. */
  onOvertaken?: () => Promise<void>
  onCancel?: () => void
  onApplied: () => void
}

export interface ChangeSteps {
  readonly isTyping: boolean
  /** The fields while typing; they stay mounted and keep what is typed while the preview is on screen. */
  readonly body: (fields: ReactNode) => ReactNode
  /** The buttons of the step, the one that goes on last. */
  readonly actions: ReactNode
}

/** Fields, then what they would change, then done; the same in a dialog and on a page. */
export function useChangeSteps(options: ChangeStepsOptions): ChangeSteps {
  const { t } = useTranslation(['directory', 'common'])
  const language = useLanguage()
  const { flow, look, apply, back } = useChangeFlow({ onApplied: options.onApplied })
  const counts = flow.step === 'looking' ? flow.looked.preview.counts : null
  const refused = counts?.refused ?? 0
  const written = counts === null ? 0 : writtenCount(counts)
  const isTyping = flow.step === 'typing'

  function lookAtIt() {
    const plan = options.planOf()
    if (plan !== null) void look(plan)
  }
  async function lookAgain() {
    await options.onOvertaken?.()
    back()
  }

  const actions = (
    <>
      {isTyping && options.onCancel !== undefined && (
        <Button onClick={options.onCancel}>{t('common:action.cancel')}</Button>
      )}
      {flow.step === 'typing' && (
        <Button tone="primary" busy={flow.busy} onClick={lookAtIt}>
          {t('change.preview')}
        </Button>
      )}
      {flow.step === 'looking' && (
        <>
          <Button onClick={back}>{t('change.back')}</Button>
          <Button
            tone="primary"
            busy={flow.busy}
            disabled={refused > 0 || written === 0}
            onClick={() => void apply(options.summary())}
          >
            {t('change.apply', { count: written })}
          </Button>
        </>
      )}
      {flow.step === 'overtaken' && (
        <Button tone="primary" onClick={() => void lookAgain()}>
          {t('overtaken.again')}
        </Button>
      )}
    </>
  )

  const body = (fields: ReactNode) => (
    <>
      <form
        hidden={!isTyping}
        onSubmit={(event) => {
          event.preventDefault()
          lookAtIt()
        }}
      >
        {fields}
        <button type="submit" hidden aria-hidden="true" tabIndex={-1} />
      </form>
      {flow.step === 'looking' && (
        <>
          <output className={styles.verdict} data-bad={refused > 0}>
            {refused > 0
              ? t('change.refused', { count: refused })
              : written === 0
                ? t('change.nothing')
                : t('change.would', { count: written })}
          </output>
          {options.inWords}
          <PreviewPanel preview={flow.looked.preview} />
        </>
      )}
      {flow.step === 'overtaken' && <OvertakenNotice changes={flow.changes} />}
      {flow.step !== 'overtaken' && flow.problem !== null && (
        <ErrorText>{errorText(flow.problem, language)}</ErrorText>
      )}
    </>
  )
  return { isTyping, body, actions }
}
