import type { ChatLine } from '@diem-cau/protocol'
import { Check, CheckCheck, Send, X } from 'lucide-react'
import { useEffect, useRef, useState, type FormEvent, type KeyboardEvent } from 'react'
import { formatClock, useTranslation } from '../../../i18n/index.ts'
import { CANNED_ASKS, isLastLineRead } from '../../../state/site/help.ts'
import { useHelpSheet } from '../HelpContext.ts'
import { useModel } from '../hooks.ts'
import { RoomButton } from '../RoomButton.tsx'
import styles from './HelpSheet.module.css'
import type { SheetProps } from './Sheets.tsx'
import { stepTo } from './stepTo.ts'

/** Asks the duty crew for help: a line is chosen by the arrows and sent by OK, or typed where there is a keyboard. */
export function HelpSheet({ site }: SheetProps) {
  const sheet = useHelpSheet()
  if (sheet === null || !sheet.isOpen) return null
  return <OpenSheet site={site} onClose={() => sheet.setOpen(false)} />
}

function OpenSheet({ site, onClose }: SheetProps & { onClose: () => void }) {
  const { t } = useTranslation('help')
  const model = useModel()
  const [sending, setSending] = useState<string | null>(null)
  const first = useRef<HTMLButtonElement>(null)
  const { chat, self } = site
  useEffect(() => {
    first.current?.focus()
    return () => document.querySelector<HTMLElement>('[data-testid="primary-action"]')?.focus()
  }, [])
  // What is answered while the sheet is open is read here.
  const lastId = chat.lines.findLast(({ from }) => from === 'crew')?.lineId
  useEffect(() => {
    if (chat.unread > 0 && lastId !== undefined) void model.order('chat.markOwnRead', { lineId: lastId })
  }, [model, chat.unread, lastId])

  const say = async (text: string): Promise<boolean> => {
    if (sending !== null) return false
    setSending(text)
    const isSent = await model.order('chat.say', { text })
    setSending(null)
    return isSent
  }
  const handleKey = (event: KeyboardEvent<HTMLElement>) => {
    if (event.key === 'Escape') onClose()
    else stepTo(event, event.target instanceof HTMLInputElement)
  }
  return (
    // eslint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- the arrows walk over what is in it
    <section
      className={styles.sheet}
      aria-labelledby="help-title"
      onKeyDown={handleKey}
      data-testid="help-sheet"
    >
      <header className={styles.header}>
        <div>
          <h2 id="help-title" className={styles.title}>
            {t('room.title')}
          </h2>
          <p className={styles.lead}>
            {self.helpPhone === '' ? t('room.lead') : t('room.leadCall', { phone: self.helpPhone })}
          </p>
        </div>
        <RoomButton
          size="small"
          tone="quiet"
          icon={<X aria-hidden="true" />}
          onClick={onClose}
          data-room-button
          data-testid="help-close"
        >
          {t('room.close')}
        </RoomButton>
      </header>
      <div className={styles.canned}>
        {CANNED_ASKS.map((ask, index) => {
          const text = t(`room.ask.${ask}`)
          return (
            <RoomButton
              key={ask}
              {...(index === 0 ? { ref: first } : {})}
              size="small"
              busy={sending === text}
              onClick={() => void say(text)}
              data-room-button
              data-testid={`ask-${ask}`}
            >
              {text}
            </RoomButton>
          )
        })}
      </div>
      <Thread chat={site.chat} />
      <OwnWords onSay={say} busy={sending !== null} />
    </section>
  )
}

/** What was written, newest last; what the crew has read says so. */
function Thread({ chat }: { chat: SheetProps['site']['chat'] }) {
  const { t } = useTranslation('help')
  const count = chat.lines.length
  if (count === 0) return <p className={styles.none}>{t('room.none')}</p>
  const isRead = isLastLineRead(chat)
  const last = chat.lines.findLast(({ from }) => from === 'site')
  return (
    <ol className={styles.thread} aria-label={t('room.thread')} aria-live="polite">
      {chat.lines.map((line) => (
        <Line key={line.lineId} line={line} read={line === last ? isRead : null} />
      ))}
      <li key={count} ref={scrollHere} aria-hidden="true" />
    </ol>
  )
}

function Line({ line, read }: { line: ChatLine; read: boolean | null }) {
  const { t } = useTranslation('help')
  const { from, by, text, at } = line
  return (
    <li className={styles.line} data-from={from}>
      <p className={styles.text}>{text}</p>
      <p className={styles.small}>
        {from === 'crew' ? t('room.crew', { name: by }) : t('room.own')} · {formatClock(at)}
        {read !== null && (
          <span className={styles.read}>
            {read ? <CheckCheck aria-hidden="true" /> : <Check aria-hidden="true" />}
            {t(read ? 'room.read' : 'room.sent')}
          </span>
        )}
      </p>
    </li>
  )
}

interface OwnWordsProps {
  onSay: (text: string) => Promise<boolean>
  busy: boolean
}

function OwnWords({ onSay, busy }: OwnWordsProps) {
  const { t } = useTranslation('help')
  const [text, setText] = useState('')
  const send = async (event: FormEvent) => {
    event.preventDefault()
    if (text.trim() !== '' && (await onSay(text))) setText('')
  }
  return (
    <form className={styles.own} onSubmit={(event) => void send(event)}>
      <input
        className={styles.input}
        value={text}
        maxLength={1_000}
        autoComplete="off"
        placeholder={t('room.placeholder')}
        aria-label={t('room.placeholder')}
        onChange={(event) => setText(event.target.value)}
        data-room-button
        data-testid="help-text"
      />
      <RoomButton
        type="submit"
        size="small"
        tone="primary"
        icon={<Send aria-hidden="true" />}
        disabled={text.trim() === ''}
        busy={busy}
        data-room-button
        data-testid="help-send"
      >
        {t('room.send')}
      </RoomButton>
    </form>
  )
}

/** The newest line comes into sight. */
function scrollHere(line: HTMLLIElement | null): void {
  line?.scrollIntoView({ block: 'nearest' })
}
