import { once } from 'node:events'
import { SMTPServer, type SMTPServerOptions } from 'smtp-server'

export interface ReceivedMail {
  from: string
  to: string[]
  raw: string
}

/** What the server does with a message or a recipient: takes it, or refuses it with an SMTP code. */
export type Verdict = 'take' | { code: number; text: string }

/** A real mail server on the loopback, which remembers what it was given and refuses on demand. */
export class MailServer {
  readonly received: ReceivedMail[] = []
  /** Asked for every recipient. */
  onRecipient: (address: string) => Verdict = () => 'take'
  /** Asked when a whole message is there; the answer may take its time. */
  onMessage: (mail: ReceivedMail) => Promise<Verdict> = () => Promise.resolve('take')
  connections = 0
  readonly #server: SMTPServer

  private constructor(options: SMTPServerOptions) {
    this.#server = new SMTPServer({
      authOptional: true,
      disabledCommands: options.secure === true || options.key !== undefined ? [] : ['STARTTLS'],
      ...options,
      onConnect: (_session, done) => {
        this.connections += 1
        done()
      },
      onRcptTo: ({ address }, _session, done) => done(refusal(this.onRecipient(address))),
      onData: (stream, session, done) => {
        const chunks: Buffer[] = []
        stream.on('data', (chunk: Buffer) => chunks.push(chunk))
        stream.on('end', () => {
          const { mailFrom, rcptTo } = session.envelope
          const mail = {
            from: mailFrom === false ? '' : mailFrom.address,
            to: rcptTo.map(({ address }) => address),
            raw: Buffer.concat(chunks).toString('utf8'),
          }
          void this.#judge(mail, done)
        })
      },
    })
    // A client that hangs up in the middle is what some tests are about.
    this.#server.on('error', () => undefined)
  }

  static async start(options: SMTPServerOptions = {}): Promise<MailServer> {
    const server = new MailServer(options)
    const listening = server.#server.listen(0, '127.0.0.1')
    await once(listening, 'listening')
    return server
  }

  async #judge(mail: ReceivedMail, done: (refused: Error | null) => void): Promise<void> {
    const verdict = await this.onMessage(mail).catch((): Verdict => ({ code: 451, text: 'failed' }))
    if (verdict === 'take') this.received.push(mail)
    done(refusal(verdict))
  }

  get port(): number {
    const address = this.#server.server.address()
    if (address === null || typeof address === 'string') throw new Error('the mail server does not listen')
    return address.port
  }

  close(): Promise<void> {
    return new Promise((resolve) => this.#server.close(() => resolve()))
  }
}

function refusal(verdict: Verdict): Error | null {
  if (verdict === 'take') return null
  return Object.assign(new Error(verdict.text), { responseCode: verdict.code })
}
