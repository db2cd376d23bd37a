import type { SiteRollView } from '@diem-cau/protocol'
import { ArrowRight, Delete, Send } from 'lucide-react'
import { useEffect, useRef, useState, type KeyboardEvent } from 'react'
import { useTranslation } from '../../../i18n/index.ts'
import {
  answerOf,
  draftOf,
  faultOf,
  withDigit,
  type RollDraft,
  type RollFault,
  type RollNumber,
} from '../../../state/site/rollDraft.ts'
import { VisuallyHidden } from '../../../ui/index.ts'
import { useModel } from '../hooks.ts'
import { RoomButton } from '../RoomButton.tsx'
import styles from './RollCallSheet.module.css'
import { stepTo } from './stepTo.ts'

interface RollCallFormProps {
  roll: SiteRollView
  onClose: () => void
  onSent: () => void
}

/** Two numbers and one name, by a remote control, a keyboard or a mouse. */
export function RollCallForm({ roll, onClose, onSent }: RollCallFormProps) {
  const { t } = useTranslation('rollCall')
  const model = useModel()
  const [draft, setDraft] = useState<RollDraft>(() => draftOf(roll))
  const [field, setField] = useState<RollNumber>('present')
  const [fault, setFault] = useState<RollFault | null>(null)
  const [busy, setBusy] = useState(false)
  const sheet = useRef<HTMLFormElement>(null)
  const sendButton = useRef<HTMLButtonElement>(null)
  useFocusFirst(sheet)

  const change = (next: (before: RollDraft) => Partial<RollDraft>) => {
    setFault(null)
    setDraft((before) => ({ ...before, ...next(before) }))
  }
  const digit = (text: string) => change((before) => ({ [field]: withDigit(before[field], text) }))
  const erase = () => change((before) => ({ [field]: before[field].slice(0, -1) }))
  const next = () => {
    if (field === 'present' && draft.invited === '') setField('invited')
    else sendButton.current?.focus()
  }
  const send = async () => {
    const wrong = faultOf(draft)
    setFault(wrong)
    if (wrong !== null || busy) {
      if (wrong === 'presentMissing') setField('present')
      return
    }
    setBusy(true)
    const isSent = await model.order('rollCall.answer', answerOf(draft))
    setBusy(false)
    if (isSent) onSent()
  }
  const handleKey = (event: KeyboardEvent<HTMLFormElement>) => {
    const isTyping = event.target instanceof HTMLInputElement
    if (stepTo(event, isTyping)) return
    if (isTyping || event.ctrlKey || event.altKey || event.metaKey) return
    if (/^\d$/.test(event.key)) digit(event.key)
    else if (event.key === 'Backspace') erase()
    else return
    event.preventDefault()
    event.stopPropagation()
  }

  return (
    // eslint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- digits count wherever the focus is
    <form
      ref={sheet}
      className={styles.sheet}
      aria-labelledby="roll-title"
      data-testid="roll-sheet"
      onKeyDown={handleKey}
      onSubmit={(event) => {
        event.preventDefault()
        void send()
      }}
    >
      <header>
        <h2 id="roll-title" className={styles.title}>
          {t(roll.answer === null ? 'site.title' : 'site.correct')}
        </h2>
        <p className={styles.lead}>{t('site.lead')}</p>
      </header>
      <div className={styles.body}>
        <div className={styles.fields}>
          <NumberField id="present" draft={draft} chosen={field} onChoose={setField} />
          <NumberField
            id="invited"
            draft={draft}
            chosen={field}
            onChoose={setField}
            hint={t('site.invitedHint')}
          />
          <label className={styles.head}>
            <span className={styles.label}>
              {t('site.head')} <small className={styles.hint}>{t('site.headHint')}</small>
            </span>
            <input
              className={styles.input}
              value={draft.head}
              maxLength={200}
              autoComplete="off"
              onChange={({ target }) => change(() => ({ head: target.value }))}
              data-room-button
              data-testid="roll-head"
            />
          </label>
        </div>
        <Keypad onDigit={digit} onErase={erase} onNext={next} />
      </div>
      <p className={styles.fault} role="alert" data-testid="roll-fault">
        {fault !== null && t(`site.fault.${fault}`)}
      </p>
      <div className={styles.actions}>
        <RoomButton
          ref={sendButton}
          type="submit"
          tone="primary"
          busy={busy}
          icon={<Send aria-hidden="true" />}
          data-room-button
          data-testid="roll-send"
        >
          {t('site.send')}
        </RoomButton>
        <RoomButton tone="quiet" onClick={onClose} data-room-button data-testid="roll-later">
          {t('site.later')}
        </RoomButton>
      </div>
    </form>
  )
}

interface NumberFieldProps {
  id: RollNumber
  draft: RollDraft
  chosen: RollNumber
  onChoose: (id: RollNumber) => void
  hint?: string
}

/** A number that the keypad writes into while it is the chosen one. */
function NumberField({ id, draft, chosen, onChoose, hint }: NumberFieldProps) {
  const { t } = useTranslation('rollCall')
  const value = draft[id]
  const label = t(`site.${id}`)
  return (
    <button
      type="button"
      className={styles.number}
      aria-pressed={chosen === id}
      onClick={() => onChoose(id)}
      data-room-button
      data-testid={`roll-${id}`}
    >
      <span className={styles.label}>
        {label} {hint !== undefined && <small className={styles.hint}>{hint}</small>}
      </span>
      <span className={styles.value}>
        {value === '' ? (
          <>
            <span aria-hidden="true">–</span>
            <VisuallyHidden>{t('site.blank')}</VisuallyHidden>
          </>
        ) : (
          value
        )}
      </span>
    </button>
  )
}

const DIGITS = ['1', '2', '3', '4', '5', '6', '7', '8', '9']

function Keypad(props: { onDigit: (digit: string) => void; onErase: () => void; onNext: () => void }) {
  const { t } = useTranslation('rollCall')
  const key = (digit: string) => (
    <RoomButton
      key={digit}
      className={styles.key}
      onClick={() => props.onDigit(digit)}
      data-room-button
      data-testid={`roll-key-${digit}`}
    >
      {digit}
    </RoomButton>
  )
  return (
    <div className={styles.keypad}>
      {DIGITS.map(key)}
      <RoomButton
        className={styles.key}
        onClick={props.onErase}
        aria-label={t('site.erase')}
        data-room-button
      >
        <Delete aria-hidden="true" />
      </RoomButton>
      {key('0')}
      <RoomButton
        className={styles.key}
        onClick={props.onNext}
        aria-label={t('site.next')}
        data-room-button
        data-testid="roll-next"
      >
        <ArrowRight aria-hidden="true" />
      </RoomButton>
    </div>
  )
}

/** The first key of the pad takes the focus, unless somebody is in the middle of something: OK then writes a digit. */
function useFocusFirst(sheet: React.RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const { activeElement } = document
    const isFree = activeElement === null || activeElement === document.body
    const isOnButton = activeElement instanceof HTMLElement && 'roomButton' in activeElement.dataset
    if (isFree || isOnButton) {
      sheet.current?.querySelector<HTMLElement>('[data-testid="roll-key-1"]')?.focus()
    }
    return () => document.querySelector<HTMLElement>('[data-testid="primary-action"]')?.focus()
  }, [sheet])
}
