import type { DirectoryEdit } from '@diem-cau/protocol'
import type { ReactNode } from 'react'
import { errorText, useLanguage, useTranslation } from '../../../../i18n/index.ts'
import { writtenCount } from '../../../../state/directory/preview.ts'
import { Button, Dialog, ErrorText } from '../../../../ui/index.ts'
import { OvertakenNotice } from './OvertakenNotice.tsx'
import styles from './Preview.module.css'
import { PreviewPanel } from './PreviewPanel.tsx'
import { useChangeFlow } from './useChangeFlow.ts'

interface ChangeDialogProps {
  title: string
  description?: string
  /** The fields. They stay mounted and keep what is typed while the preview is on screen. */
  children: ReactNode
  /** What is typed, as edits; null when something is wrong with it, which the fields then say. */
  editsOf: () => readonly DirectoryEdit[] | null
  /** One line for the history of changes. */
  summary: () => string
  /** Somebody else has changed the directory: brings the fields up to date, so that it can be looked at again. */
  onOvertaken?: () => Promise<void>
  onClose: () => void
}

/** Fields, then what they would change, then done. */
export function ChangeDialog(props: ChangeDialogProps) {
  const { t } = useTranslation(['directory', 'common'])
  const language = useLanguage()
  const { flow, look, apply, back } = useChangeFlow({ onApplied: props.onClose })
  const counts = flow.step === 'looking' ? flow.looked.preview.counts : null
  const refused = counts?.refused ?? 0
  const written = counts === null ? 0 : writtenCount(counts)
  const isTyping = flow.step === 'typing'

  function lookAtIt() {
    const edits = props.editsOf()
    if (edits !== null && edits.length > 0) void look(edits)
  }
  async function lookAgain() {
    await props.onOvertaken?.()
    back()
  }

  return (
    <Dialog
      open
      onOpenChange={(open) => !open && props.onClose()}
      width="lg"
      title={props.title}
      {...(props.description === undefined || !isTyping ? {} : { description: props.description })}
      footer={
        <>
          {isTyping && (
            <>
              <Button onClick={props.onClose}>{t('common:action.cancel')}</Button>
              <Button tone="primary" busy={flow.busy} onClick={lookAtIt}>
                {t('change.preview')}
              </Button>
            </>
          )}
          {flow.step === 'looking' && (
            <>
              <Button onClick={back}>{t('change.back')}</Button>
              <Button
                tone="primary"
                busy={flow.busy}
                disabled={refused > 0 || written === 0}
                onClick={() => void apply(props.summary())}
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
      }
    >
      <form
        hidden={!isTyping}
        onSubmit={(event) => {
          event.preventDefault()
          lookAtIt()
        }}
      >
        {props.children}
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
          <PreviewPanel preview={flow.looked.preview} />
        </>
      )}
      {flow.step === 'overtaken' && <OvertakenNotice changes={flow.changes} />}
      {flow.step !== 'overtaken' && flow.problem !== null && (
        <ErrorText>{errorText(flow.problem, language)}</ErrorText>
      )}
    </Dialog>
  )
}
