import type { RequestRow } from '@diem-cau/protocol'
import { useEffect, useRef, useState, type SubmitEvent } from 'react'
import { useTranslation } from '../../../i18n/index.ts'
import { Button, Segmented, TextField } from '../../../ui/index.ts'
import type { SessionScreen } from '../useSessionScreen.ts'
import styles from './SpeechLine.module.css'

const ASKED_KINDS = ['discussion', 'question', 'pointOfOrder'] as const
type AskedKind = (typeof ASKED_KINDS)[number]

interface SpeechFormProps {
  request: RequestRow
  screen: SessionScreen
  onClose: () => void
}

/** Writes who speaks and on what. Enter writes it, Escape leaves it as it was. */
export function SpeechForm({ request, screen, onClose }: SpeechFormProps) {
  const { t } = useTranslation(['conduct', 'common'])
  const [speaker, setSpeaker] = useState(request.speaker)
  const [topic, setTopic] = useState(request.topic)
  const [kind, setKind] = useState(request.kind)
  const first = useRef<HTMLInputElement>(null)
  useEffect(() => first.current?.select(), [])
  async function submit(event: SubmitEvent) {
    event.preventDefault()
    const asked = kind === 'paper' || kind === request.kind ? {} : { kind }
    const { requestId, siteId } = request
    const words = { requestId, speaker: speaker.trim(), topic: topic.trim(), ...asked }
    const done = await screen.conductor.order(`site:${siteId}`, 'floor.describe', words)
    if (done !== null) onClose()
  }
  return (
    // eslint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- Escape leaves the whole form
    <form
      className={styles.form}
      aria-label={t('speech.edit')}
      onSubmit={(event) => void submit(event)}
      onKeyDown={(event) => event.key === 'Escape' && onClose()}
    >
      {request.kind !== 'paper' && (
        <Segmented<AskedKind>
          label={t('speech.kind')}
          size="sm"
          value={kind === 'paper' ? 'discussion' : kind}
          onChange={setKind}
          options={ASKED_KINDS.map((value) => ({ value, label: t(`kind.${value}`) }))}
        />
      )}
      <TextField
        ref={first}
        label={t('speech.speaker')}
        value={speaker}
        maxLength={200}
        autoComplete="off"
        onChange={setSpeaker}
      />
      <TextField
        label={t('speech.topic')}
        value={topic}
        maxLength={300}
        autoComplete="off"
        onChange={setTopic}
      />
      <div className={styles.formActions}>
        <Button size="sm" onClick={onClose}>
          {t('common:action.cancel')}
        </Button>
        <Button
          size="sm"
          type="submit"
          tone="primary"
          busy={screen.conduct.busy.has(`site:${request.siteId}`)}
        >
          {t('speech.save')}
        </Button>
      </div>
    </form>
  )
}
