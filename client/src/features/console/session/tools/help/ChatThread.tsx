import type { ChatLine, SiteId } from '@diem-cau/protocol'
import { Check, CheckCheck, Phone, Save, Send, X } from 'lucide-react'
import { useState, type KeyboardEvent } from 'react'
import { errorText, formatMoment, useLanguage, useTranslation } from '../../../../../i18n/index.ts'
import { OwnAnswers } from '../../../../../state/console/help.ts'
import { Button, ErrorText, IconButton } from '../../../../../ui/index.ts'
import { useConsole } from '../../../ConsoleContext.ts'
import { TalkbackButton } from '../../../talkback/TalkbackButton.tsx'
import type { ToolProps } from '../tools.ts'
import styles from './Help.module.css'
import { useTechnician } from './useTechnician.ts'

const ANSWERS = ['seen', 'check', 'cable', 'volume', 'reload', 'calling', 'solved'] as const
const MOST = 1_000

interface ChatThreadProps extends ToolProps {
  siteId: SiteId
  onAnswered: () => void
}

/** What one site and the crew have written to each other, with whom to call there, and what one answers. */
export function ChatThread({ screen, view, siteId, onAnswered }: ChatThreadProps) {
  const { t } = useTranslation('help')
  const language = useLanguage()
  const { directory, link } = useConsole()
  const { conductor, conduct } = screen
  const chat = view[`chat:${siteId}`]
  const name = directory?.site(siteId)?.name ?? siteId
  const place = `site:${siteId}` as const
  const problem = conduct.problems.get(place)
  const isAway = view[`site:${siteId}`]?.presence !== 'connected'
  const lastId = chat?.lines.findLast(({ from }) => from === 'site')?.lineId
  const reply = async (text: string): Promise<boolean> => {
    const isDone = (await conductor.order(place, 'chat.reply', { siteId, text })) !== null
    if (isDone) onAnswered()
    return isDone
  }
  return (
    <section className={styles.talk} aria-label={name} data-testid="chat-thread">
      <header className={styles.talkHead}>
        <div className={styles.talkName}>
          <h3>{name}</h3>
          <Technician screen={screen} view={view} siteId={siteId} />
        </div>
        <TalkbackButton screen={screen} siteId={siteId} />
        {chat !== undefined && chat.unread > 0 && lastId !== undefined && (
          <Button
            size="sm"
            icon={<Check size={15} />}
            busy={conduct.busy.has(place)}
            onClick={() => void conductor.order(place, 'chat.markRead', { siteId, lineId: lastId })}
            data-testid="mark-read"
          >
            {t('desk.markRead')}
          </Button>
        )}
      </header>
      <Lines lines={chat?.lines ?? []} unreadBySite={chat?.unreadBySite ?? 0} />
      {isAway && <p className={styles.soft}>{t('desk.offline')}</p>}
      {problem !== undefined && <ErrorText>{errorText(problem, language)}</ErrorText>}
      <Reply name={name} busy={conduct.busy.has(place) || link.kind !== 'live'} onReply={reply} />
    </section>
  )
}

function Technician({ view, screen, siteId }: ToolProps & { siteId: SiteId }) {
  const { t } = useTranslation('help')
  const contact = useTechnician(view, screen.sessionId, siteId)
  if (contact === undefined) return null
  if (contact === null) return <p className={styles.soft}>{t('desk.noTechnician')}</p>
  return (
    <p className={styles.soft}>
      {t('desk.technician', { name: contact.name })}
      {contact.phone !== '' && (
        <>
          {' · '}
          <Phone size={13} aria-hidden="true" /> <strong>{contact.phone}</strong>
        </>
      )}
    </p>
  )
}

function Lines({ lines, unreadBySite }: { lines: readonly ChatLine[]; unreadBySite: number }) {
  const { t } = useTranslation('help')
  const count = lines.length
  if (count === 0) return <p className={styles.nobody}>{t('desk.noLines')}</p>
  const unseen = new Set(
    unreadBySite === 0 ? [] : lines.filter(({ from }) => from === 'crew').slice(-unreadBySite),
  )
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls is reached by the keyboard
    <ol className={styles.lines} tabIndex={0} aria-live="polite">
      {lines.map((line) => (
        <Line key={line.lineId} line={line} seen={!unseen.has(line)} />
      ))}
      <li key={count} ref={scrollHere} aria-hidden="true" />
    </ol>
  )
}

function Line({ line, seen }: { line: ChatLine; seen: boolean }) {
  const { t } = useTranslation('help')
  const { now } = useConsole()
  const { from, by, text, at } = line
  return (
    <li className={styles.line} data-from={from}>
      <p className={styles.text}>{text}</p>
      <p className={styles.soft}>
        {from === 'crew' ? by : t('desk.fromSite')} · {formatMoment(at, now)}
        {from === 'crew' && (
          <span className={styles.seen}>
            {seen ? <CheckCheck size={13} aria-hidden="true" /> : <Check size={13} aria-hidden="true" />}
            {t(seen ? 'desk.seen' : 'desk.notSeen')}
          </span>
        )}
      </p>
    </li>
  )
}

interface ReplyProps {
  name: string
  busy: boolean
  onReply: (text: string) => Promise<boolean>
}

/** Own words, and ready answers that are sent with one press. */
function Reply({ name, busy, onReply }: ReplyProps) {
  const { t } = useTranslation('help')
  const [text, setText] = useState('')
  const [answers] = useState(() => new OwnAnswers(localStorage))
  const [own, setOwn] = useState(() => answers.list())
  const send = async () => {
    if (text.trim() !== '' && !busy && (await onReply(text))) setText('')
  }
  const press = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return
    event.preventDefault()
    void send()
  }
  return (
    <div className={styles.reply}>
      <section className={styles.answers} aria-label={t('desk.canned')}>
        {own.map((answer) => (
          <span key={answer} className={styles.ownAnswer}>
            <Button size="sm" disabled={busy} onClick={() => void onReply(answer)}>
              {answer}
            </Button>
            <IconButton
              size="sm"
              label={t('desk.forget', { text: answer })}
              icon={<X size={13} />}
              onClick={() => setOwn(answers.forget(answer))}
            />
          </span>
        ))}
        {ANSWERS.map((id) => (
          <Button key={id} size="sm" disabled={busy} onClick={() => void onReply(t(`desk.answers.${id}`))}>
            {t(`desk.answers.${id}`)}
          </Button>
        ))}
      </section>
      <div className={styles.write}>
        <textarea
          className={styles.area}
          rows={2}
          maxLength={MOST}
          value={text}
          aria-label={t('desk.replyTo', { name })}
          placeholder={t('desk.replyTo', { name })}
          onChange={(event) => setText(event.target.value)}
          onKeyDown={press}
          data-testid="reply-text"
        />
        <div className={styles.writeActions}>
          <Button
            tone="primary"
            size="sm"
            icon={<Send size={15} />}
            disabled={text.trim() === '' || busy}
            onClick={() => void send()}
            data-testid="reply-send"
          >
            {t('desk.send')}
          </Button>
          <Button
            size="sm"
            tone="quiet"
            icon={<Save size={15} />}
            disabled={text.trim() === ''}
            onClick={() => setOwn(answers.keep(text))}
          >
            {t('desk.keep')}
          </Button>
        </div>
      </div>
    </div>
  )
}

/** The newest line comes into sight. */
function scrollHere(line: HTMLLIElement | null): void {
  line?.scrollIntoView({ block: 'nearest' })
}
