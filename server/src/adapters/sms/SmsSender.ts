import type { NoticeSender, SendOutcome } from '../../app/notices/ports.ts'
import { normalPhone, type PhoneFormat } from '../../core/notices/phone.ts'
import { fillTemplate, parseTemplate, type Escape, type Template } from '../../core/notices/template.ts'
import type { LetterWriter } from '../../core/notices/texts.ts'
import type { Letter } from '../../core/notices/values.ts'
import { exchange } from '../webhook/exchange.ts'
import { readAnswer, type AnswerRules } from './readAnswer.ts'

export interface SmsGateway {
  url: string
  method: 'POST' | 'GET'
  contentType: 'application/json' | 'application/x-www-form-urlencoded' | 'text/xml'
  headers: readonly { name: string; value: string }[]
  body: string
  brandname: string
  /** Empty where the gateway needs none. */
  secret: string
  ca: string | null
  answer: AnswerRules
  phoneFormat: PhoneFormat
  unaccented: boolean
  maxSegments: number
  timeoutMs: number
}

export interface SmsOptions {
  gateway: SmsGateway
  writer: LetterWriter
  concurrency: number
  perMinute: number
}

const PLACEHOLDERS = new Set(['to', 'text', 'brand', 'secret', 'id'])

const ESCAPES: Record<SmsGateway['contentType'], Escape> = {
  'application/json': (value) => JSON.stringify(value).slice(1, -1),
  'application/x-www-form-urlencoded': encodeURIComponent,
  'text/xml': (value) => value.replaceAll(/[<>&"']/g, (character) => `&#${character.codePointAt(0) ?? 0};`),
}
/** A header's value is one line whatever is filled in. */
const headerEscape: Escape = (value) => value.replaceAll(/[^\x20-\x7E]/g, '')

/** Sends notices as SMS by a gateway that is described in the configuration. */
export class SmsSender implements NoticeSender {
  readonly channel = 'sms'
  readonly mayRepeat = false
  readonly concurrency: number
  readonly intervalMs: number
  readonly #options: SmsOptions
  readonly #url: Template
  readonly #body: Template
  readonly #headers: readonly { name: string; value: Template }[]

  constructor(options: SmsOptions) {
    this.#options = options
    this.concurrency = options.concurrency
    this.intervalMs = 60_000 / options.perMinute
    const { url, body, headers } = options.gateway
    this.#url = parseTemplate(url, PLACEHOLDERS).template
    this.#body = parseTemplate(body, PLACEHOLDERS).template
    this.#headers = headers.map(({ name, value }) => ({
      name,
      value: parseTemplate(value, PLACEHOLDERS).template,
    }))
  }

  /** What is wrong with a gateway's texts: placeholders that are not known, brackets that do not match. */
  static faultsOf({ url, body, headers }: Pick<SmsGateway, 'url' | 'body' | 'headers'>): string[] {
    return [url, body, ...headers.map(({ value }) => value)].flatMap((text) =>
      parseTemplate(text, PLACEHOLDERS).faults.map(({ at }) => at),
    )
  }

  async send(letter: Letter, signal: AbortSignal): Promise<SendOutcome> {
    const { gateway, writer } = this.#options
    const to = normalPhone(letter.recipient, gateway.phoneFormat)
    if (to === null) return { outcome: 'refused', error: 'bad_number' }
    const values = {
      to,
      text: writer.sms(letter, gateway),
      brand: gateway.brandname,
      secret: gateway.secret,
      id: letter.noticeId,
    }
    const url = URL.parse(fillTemplate(this.#url, values, encodeURIComponent))
    if (url === null) return { outcome: 'refused', error: 'bad_address' }
    const filled = this.#headers.map(({ name, value }) => [
      name.toLowerCase(),
      fillTemplate(value, values, headerEscape),
    ])
    const result = await exchange(
      {
        url,
        method: gateway.method,
        headers: {
          ...(gateway.method === 'POST' ? { 'content-type': `${gateway.contentType}; charset=utf-8` } : {}),
          ...Object.fromEntries(filled),
        },
        body: fillTemplate(this.#body, values, ESCAPES[gateway.contentType]),
        ca: gateway.ca,
        timeoutMs: gateway.timeoutMs,
      },
      signal,
    )
    return withoutSecrets(readAnswer(result, gateway.answer), [gateway.secret, to, letter.recipient])
  }
}

/** The gateway's own words are shown to people; it may repeat in them what it was sent. */
function withoutSecrets(outcome: SendOutcome, secrets: readonly string[]): SendOutcome {
  if (outcome.outcome === 'sent') return outcome
  const error = secrets
    .filter((secret) => secret !== '')
    .reduce((text, secret) => text.replaceAll(secret, '…'), outcome.error)
  return { ...outcome, error }
}
