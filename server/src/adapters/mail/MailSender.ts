import MailComposer from 'nodemailer/lib/mail-composer'
import type { NoticeSender, SendOutcome } from '../../app/notices/ports.ts'
import type { LetterWriter } from '../../core/notices/texts.ts'
import { oneLine } from '../../core/notices/template.ts'
import type { Letter } from '../../core/notices/values.ts'
import { calendarOf } from '../calendar/calendarOf.ts'
import { deliver, type SmtpServer } from './deliver.ts'

export interface MailOptions {
  server: SmtpServer
  from: { address: string; name: string }
  writer: LetterWriter
  concurrency: number
  perMinute: number
  clock: () => number
}

/** Sends notices as e-mail: text, HTML and, where a calendar changes, the entry for it. */
export class MailSender implements NoticeSender {
  readonly channel = 'email'
  readonly mayRepeat = false
  readonly concurrency: number
  readonly intervalMs: number
  readonly #options: MailOptions

  constructor(options: MailOptions) {
    this.#options = options
    this.concurrency = options.concurrency
    this.intervalMs = 60_000 / options.perMinute
  }

  async send(letter: Letter, signal: AbortSignal): Promise<SendOutcome> {
    const { server, from } = this.#options
    const message = await this.#compose(letter)
    return deliver(server, { from: from.address, to: letter.recipient }, message, signal)
  }

  /** The whole message as bytes. Names and addresses go in as values: none can add a header or a recipient. */
  #compose(letter: Letter): Promise<Buffer> {
    const { from, writer, clock } = this.#options
    const { subject, text, html } = writer.mail(letter)
    const calendar = calendarOf(letter, text, from.address)
    const composer = new MailComposer({
      from: { name: oneLine(from.name), address: from.address },
      to: { name: oneLine(letter.recipientName), address: letter.recipient },
      subject,
      text,
      html,
      date: new Date(clock()),
      // Always the same one for a notice: a mailbox that gets it twice can tell.
      messageId: `<${letter.noticeId}@diem-cau.${domainOf(from.address)}>`,
      headers: {
        'Auto-Submitted': 'auto-generated',
        'X-Auto-Response-Suppress': 'All',
        ...(letter.kind === 'urgent' ? { Importance: 'High', 'X-Priority': '1 (Highest)' } : {}),
      },
      ...(calendar === null
        ? {}
        : {
            icalEvent: { method: calendar.method, filename: 'giay-moi.ics', content: calendar.content },
          }),
      disableFileAccess: true,
      disableUrlAccess: true,
    })
    return composer.compile().build()
  }
}

function domainOf(address: string): string {
  return address.slice(address.lastIndexOf('@') + 1)
}
