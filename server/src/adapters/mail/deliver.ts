import { Readable } from 'node:stream'
import SMTPConnection from 'nodemailer/lib/smtp-connection'
import type { SendOutcome } from '../../app/notices/ports.ts'

export interface SmtpServer {
  host: string
  port: number
  /** `tls` from the first byte; `starttls` or nothing is sent; `none` in the clear. */
  security: 'starttls' | 'tls' | 'none'
  /** PEM of the authority that signed the server's certificate; null for the well-known ones. */
  ca: string | null
  login: { user: string; password: string } | null
  timeoutMs: number
}

interface Envelope {
  from: string
  to: string
}

/**
 * Hands one message to an SMTP server, over a connection of its own. Once the server has been given any of the message,
 * a lost line leaves open whether it has been taken: only an answer of the server settles that.
 */
export function deliver(
  server: SmtpServer,
  envelope: Envelope,
  message: Buffer,
  signal: AbortSignal,
): Promise<SendOutcome> {
  const connection = new SMTPConnection({
    host: server.host,
    port: server.port,
    secure: server.security === 'tls',
    requireTLS: server.security === 'starttls',
    ignoreTLS: server.security === 'none',
    connectionTimeout: server.timeoutMs,
    greetingTimeout: server.timeoutMs,
    socketTimeout: server.timeoutMs,
    ...(server.ca === null ? {} : { tls: { ca: server.ca } }),
  })
  let isHandedOver = false
  return new Promise((resolve) => {
    const settle = (outcome: SendOutcome): void => {
      signal.removeEventListener('abort', abort)
      resolve(outcome)
      connection.close()
    }
    const fail = (error: unknown): void => settle(outcomeOf(error, isHandedOver))
    const abort = (): void => fail(Object.assign(new Error('ending'), { code: 'interrupted' }))
    signal.addEventListener('abort', abort, { once: true })
    const send = (): void => {
      const body = watched(message, () => {
        isHandedOver = true
      })
      connection.send({ from: envelope.from, to: [envelope.to] }, body, (error) => {
        if (error !== null && error !== undefined) return fail(error)
        connection.quit()
        settle({ outcome: 'sent' })
      })
    }
    connection.on('error', fail)
    // What the server said before it hung up tells more, and comes after this.
    connection.on(
      'end',
      () => void setImmediate(() => fail(Object.assign(new Error('hung up'), { code: 'ECONNRESET' }))),
    )
    connection.connect((error) => {
      if (error !== null && error !== undefined) return fail(error)
      if (server.login === null) return send()
      const { user, password } = server.login
      connection.login({ user, credentials: { user, pass: password } }, (refusal) =>
        refusal === null || refusal === undefined ? send() : fail(refusal),
      )
    })
  })
}

/** The message as a stream that says when somebody begins to read it. */
function watched(message: Buffer, onRead: () => void): Readable {
  return new Readable({
    read() {
      onRead()
      this.push(message)
      this.push(null)
    },
  })
}

function outcomeOf(thrown: unknown, isHandedOver: boolean): SendOutcome {
  const error = describe(thrown)
  const code = numberOf(thrown, 'responseCode')
  // Whatever else is refused (encryption, the login, the sender) is a setting that somebody will mend: it waits for that.
  const isAboutIt = ['RCPT TO', 'DATA'].includes(textOf(thrown, 'command'))
  if (code !== null && code >= 500 && code !== 503 && isAboutIt) return { outcome: 'refused', error }
  if (code === null && isHandedOver) return { outcome: 'unknown', error }
  return { outcome: 'deferred', error, retryAfterMs: null }
}

/** In the server's words; where it said none, the code of what happened, which tells nothing of what was sent. */
function describe(error: unknown): string {
  const said = textOf(error, 'response')
    .replaceAll(/\p{Cc}+/gu, ' ')
    .slice(0, 300)
  return said || textOf(error, 'originalCode') || textOf(error, 'code') || 'internal'
}

function textOf(error: unknown, key: string): string {
  const value: unknown = error instanceof Error ? Reflect.get(error, key) : undefined
  return typeof value === 'string' ? value : ''
}

function numberOf(error: unknown, key: string): number | null {
  const value: unknown = error instanceof Error ? Reflect.get(error, key) : undefined
  return typeof value === 'number' ? value : null
}
