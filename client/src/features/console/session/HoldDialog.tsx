import { useId, useState, type SubmitEvent } from 'react'
import { errorText, useLanguage, useTranslation } from '../../../i18n/index.ts'
import { Button, Dialog, ErrorText, TextField } from '../../../ui/index.ts'
import type { SessionScreen } from '../useSessionScreen.ts'

/** Words in place of the picture, for everybody. */
export function HoldDialog({ screen, onClose }: { screen: SessionScreen; onClose: () => void }) {
  const { t } = useTranslation('conduct')
  const language = useLanguage()
  const formId = useId()
  const [text, setText] = useState('')
  const problem = screen.conduct.problems.get('stage')
  async function submit(event: SubmitEvent) {
    event.preventDefault()
    const done = await screen.conductor.order('stage', 'stage.hold', { text: text.trim() })
    if (done !== null) onClose()
  }
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t('stage.holdTitle')}
      description={t('stage.holdBody')}
      footer={
        <Button type="submit" form={formId} tone="primary" busy={screen.conduct.busy.has('stage')}>
          {t('stage.holdConfirm')}
        </Button>
      }
    >
      <form id={formId} onSubmit={(event) => void submit(event)}>
        <TextField
          label={t('stage.holdText')}
          value={text}
          maxLength={300}
          autoComplete="off"
          placeholder={t('stage.holdPlaceholder')}
          onChange={setText}
        />
        {problem !== undefined && <ErrorText>{errorText(problem, language)}</ErrorText>}
      </form>
    </Dialog>
  )
}
