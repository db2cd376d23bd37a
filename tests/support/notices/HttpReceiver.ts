import { once } from 'node:events'
import { createServer, type IncomingHttpHeaders, type Server, type ServerResponse } from 'node:http'

export interface ReceivedCall {
  method: string
  url: string
  headers: IncomingHttpHeaders
  body: string
}

type Answer = (call: ReceivedCall, response: ServerResponse) => void

/** A real HTTP server on the loopback, as an SMS gateway or the receiver of a webhook: it remembers and answers. */
export class HttpReceiver {
  readonly calls: ReceivedCall[] = []
  /** What it answers; 200 and `{}` until told otherwise. */
  answer: Answer = (_call, response) => void response.end('{}')
  readonly #server: Server

  private constructor() {
    this.#server = createServer((request, response) => {
      const chunks: Buffer[] = []
      request.on('data', (chunk: Buffer) => chunks.push(chunk))
      request.on('end', () => {
        const call = {
          method: request.method ?? '',
          url: request.url ?? '',
          headers: request.headers,
          body: Buffer.concat(chunks).toString('utf8'),
        }
        this.calls.push(call)
        this.answer(call, response)
      })
    })
  }

  static async start(): Promise<HttpReceiver> {
    const receiver = new HttpReceiver()
    receiver.#server.listen(0, '127.0.0.1')
    await once(receiver.#server, 'listening')
    return receiver
  }

  get url(): string {
    const address = this.#server.address()
    if (address === null || typeof address === 'string') throw new Error('the receiver does not listen')
    return `http://127.0.0.1:${address.port}`
  }

  /** Answers with a status and a text. */
  answers(status: number, body = '', headers: Record<string, string> = {}): void {
    this.answer = (_call, response) => void response.writeHead(status, headers).end(body)
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections()
    await new Promise((resolve) => this.#server.close(resolve))
  }
}
