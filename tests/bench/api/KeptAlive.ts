import { Agent, request } from 'node:http'

export interface Said {
  status: number
  etag: string | null
  body: unknown
}

/** One client of the programming interface: one connection that is kept, one call after another. */
export class KeptAlive {
  readonly #agent = new Agent({ keepAlive: true, maxSockets: 1 })
  readonly #port: number
  readonly #cookie: string

  constructor(port: number, cookie: string) {
    this.#port = port
    this.#cookie = cookie
  }

  call(
    method: string,
    path: string,
    { body, ifMatch }: { body?: unknown; ifMatch?: string } = {},
  ): Promise<Said> {
    const text = body === undefined ? null : JSON.stringify(body)
    return new Promise((resolve, reject) => {
      const sent = request(
        {
          agent: this.#agent,
          host: '127.0.0.1',
          port: this.#port,
          method,
          path,
          headers: {
            cookie: this.#cookie,
            ...(text === null
              ? {}
              : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) }),
            ...(ifMatch === undefined ? {} : { 'if-match': ifMatch }),
          },
        },
        (response) => {
          const chunks: Buffer[] = []
          response.on('data', (chunk: Buffer) => chunks.push(chunk))
          response.on('error', reject)
          response.on('end', () => {
            const answer: unknown = JSON.parse(Buffer.concat(chunks).toString() || 'null')
            resolve({ status: response.statusCode ?? 0, etag: response.headers.etag ?? null, body: answer })
          })
        },
      )
      sent.on('error', reject)
      sent.end(text ?? undefined)
    })
  }

  close(): void {
    this.#agent.destroy()
  }
}
