import { createHmac } from 'node:crypto'
import type { NoticeSender, SendOutcome } from '../../app/notices/ports.ts'
import type { LetterWriter } from '../../core/notices/texts.ts'
import type { Letter } from '../../core/notices/values.ts'
import { exchange, type ExchangeResult } from './exchange.ts'

export interface WebhookEndpoint {
  name: string
  url: URL
  secret: string
}

export interface WebhookOptions {
  endpoints: readonly WebhookEndpoint[]
  ca: string | null
  writer: LetterWriter
  mayRepeat: boolean
  perMinute: number
  timeoutMs: number
  clock: () => number
}

/** Tells other systems, in JSON that they can trust: signed, with an id by which they know a repetition. */
export class WebhookSender implements NoticeSender {
  readonly channel = 'webhook'
  readonly concurrency = 2
  readonly intervalMs: number
  readonly mayRepeat: boolean
  readonly #options: WebhookOptions

  constructor(options: WebhookOptions) {
    this.#options = options
    this.mayRepeat = options.mayRepeat
    this.intervalMs = 60_000 / options.perMinute
  }

  async send(letter: Letter, signal: AbortSignal): Promise<SendOutcome> {
    const endpoint = this.#options.endpoints.find(({ name }) => name === letter.recipient)
    if (endpoint === undefined) return { outcome: 'refused', error: 'no_webhook' }
    const body = JSON.stringify(payloadOf(letter, this.#options.writer))
    const timestamp = Math.floor(this.#options.clock() / 1_000)
    const result = await exchange(
      {
        url: endpoint.url,
        method: 'POST',
        headers: {
          'content-type': 'application/json; charset=utf-8',
          'user-agent': 'diem-cau',
          'webhook-id': letter.noticeId,
          'webhook-timestamp': String(timestamp),
          'webhook-signature': `v1,${signatureOf(endpoint.secret, letter.noticeId, timestamp, body)}`,
        },
        body,
        ca: this.#options.ca,
        timeoutMs: this.#options.timeoutMs,
      },
      signal,
    )
    return outcomeOf(result)
  }
}

/**
 * HMAC-SHA256 over `id.timestamp.body` in base64, as the Standard Webhooks specification has it: who receives it checks
 * the signature and refuses a timestamp that is more than some minutes off.
 */
export function signatureOf(secret: string, id: string, timestamp: number, body: string): string {
  return createHmac('sha256', secret).update(`${id}.${timestamp}.${body}`).digest('base64')
}

function outcomeOf(result: ExchangeResult): SendOutcome {
  if (!result.answered) {
    const { isSent, error } = result
    return isSent ? { outcome: 'unknown', error } : { outcome: 'deferred', error, retryAfterMs: null }
  }
  const { status, retryAfterMs } = result
  if (status >= 200 && status < 300) return { outcome: 'sent' }
  const error = `HTTP ${status}`
  const isTemporary = status >= 500 || status === 429 || status === 408 || status === 425
  return isTemporary ? { outcome: 'deferred', error, retryAfterMs } : { outcome: 'refused', error }
}

function payloadOf(letter: Letter, writer: LetterWriter) {
  const { session, kind, noticeId, siteIds, reason, createdAt } = letter
  const { subject, text } = writer.mail(letter)
  return {
    type: `session.${kind}`,
    noticeId,
    createdAt: new Date(createdAt).toISOString(),
    subject,
    text,
    reason,
    session: {
      sessionId: session.sessionId,
      version: session.version,
      type: session.type,
      title: session.title,
      hostUnit: { id: session.hostUnitId, name: session.names[session.hostUnitId] ?? session.hostUnitId },
      startsAt: new Date(session.startsAt).toISOString(),
      endsAt: new Date(session.startsAt + session.durationMinutes * 60_000).toISOString(),
      rehearsalAt: session.rehearsalAt === null ? null : new Date(session.rehearsalAt).toISOString(),
      chair: session.chair,
    },
    sites: siteIds.map((siteId) => ({ id: siteId, name: session.names[siteId] ?? siteId })),
  }
}
