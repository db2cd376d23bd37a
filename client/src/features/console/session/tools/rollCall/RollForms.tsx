import type { RollSite } from '@diem-cau/protocol'
import { useState, type FormEvent, type KeyboardEvent } from 'react'
import { useTranslation } from '../../../../../i18n/index.ts'
import { answerIn, entryOf, type EntryDraft } from '../../../../../state/console/rollCall.ts'
import { Button, TextField } from '../../../../../ui/index.ts'
import type { SessionScreen } from '../../../useSessionScreen.ts'
import styles from './RollCall.module.css'

interface FormProps {
  row: RollSite
  screen: SessionScreen
  onDone: () => void
}

function onEscape(act: () => void) {
  return (event: KeyboardEvent) => {
    if (event.key !== 'Escape') return
    event.preventDefault()
    event.stopPropagation()
    act()
  }
}

/** What a site says on the telephone: typed while one listens, Enter keeps it. */
export function EntryForm({ row, screen, onDone }: FormProps) {
  const { t } = useTranslation('rollCall')
  const [draft, setDraft] = useState<EntryDraft>(() => entryOf(row))
  const { siteId } = row
  const answer = answerIn(draft)
  const change = (next: Partial<EntryDraft>) => setDraft((before) => ({ ...before, ...next }))
  const save = async (event: FormEvent) => {
    event.preventDefault()
    if (answer === null) return
    const reply = await screen.conductor.order(`site:${siteId}`, 'rollCall.enter', { siteId, ...answer })
    if (reply !== null) onDone()
  }
  return (
    // eslint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- Escape leaves it from any field
    <form
      className={styles.entry}
      aria-label={t('desk.enterOf', { name: row.name })}
      onSubmit={(event) => void save(event)}
      onKeyDown={onEscape(onDone)}
      data-testid="roll-entry"
    >
      <TextField
        className={styles.count}
        label={t('desk.present')}
        inputMode="numeric"
        maxLength={4}
        value={draft.present}
        onChange={(present) => change({ present })}
        // eslint-disable-next-line jsx-a11y/no-autofocus -- somebody has just asked for it
        autoFocus
      />
      <TextField
        className={styles.count}
        label={t('desk.invited')}
        inputMode="numeric"
        maxLength={4}
        value={draft.invited}
        onChange={(invited) => change({ invited })}
      />
      <TextField
        className={styles.wide}
        label={t('desk.head')}
        maxLength={200}
        autoComplete="off"
        value={draft.head}
        onChange={(head) => change({ head })}
      />
      <Button
        type="submit"
        tone="primary"
        disabled={answer === null}
        busy={screen.conduct.busy.has(`site:${siteId}`)}
        data-testid="roll-entry-save"
      >
        {t('desk.save')}
      </Button>
      <Button tone="quiet" onClick={onDone}>
        {t('desk.cancel')}
      </Button>
    </form>
  )
}

/** Why nobody comes, in the words of who called. */
export function ExcuseForm({ row, screen, onDone }: FormProps) {
  const { t } = useTranslation('rollCall')
  const [reason, setReason] = useState('')
  const { siteId } = row
  const save = async (event: FormEvent) => {
    event.preventDefault()
    if (reason.trim() === '') return
    const reply = await screen.conductor.order(`site:${siteId}`, 'rollCall.excuse', { siteId, reason })
    if (reply !== null) onDone()
  }
  return (
    // eslint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- Escape leaves it from any field
    <form
      className={styles.entry}
      aria-label={t('desk.excuseOf', { name: row.name })}
      onSubmit={(event) => void save(event)}
      onKeyDown={onEscape(onDone)}
      data-testid="roll-excuse-form"
    >
      <TextField
        className={styles.wide}
        label={t('desk.reason')}
        placeholder={t('desk.reasonHint')}
        maxLength={500}
        autoComplete="off"
        value={reason}
        onChange={setReason}
        // eslint-disable-next-line jsx-a11y/no-autofocus -- somebody has just asked for it
        autoFocus
      />
      <Button type="submit" tone="primary" disabled={reason.trim() === ''}>
        {t('desk.excuse')}
      </Button>
      <Button tone="quiet" onClick={onDone}>
        {t('desk.cancel')}
      </Button>
    </form>
  )
}
