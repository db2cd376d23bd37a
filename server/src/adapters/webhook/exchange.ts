import { request as httpRequest, type IncomingMessage } from 'node:http'
import { request as httpsRequest } from 'node:https'

/** An answer is read so far; more of it says nothing. */
const MOST_ANSWER_BYTES = 64 * 1024

export interface Exchange {
  url: URL
  method: 'POST' | 'GET'
  headers: Readonly<Record<string, string>>
  body: string
  /** PEM of the authority; null for the well-known ones. */
  ca: string | null
  timeoutMs: number
}

export type ExchangeResult =
  | { answered: true; status: number; retryAfterMs: number | null; body: string }
  /** `isSent`: the request had been given to the other side, which may have acted on it. */
  | { answered: false; isSent: boolean; error: string }

/**
 * One HTTP request, without redirects. Beside its answer it is known whether the other side can have got it: a connection
 * that is refused can be tried again without harm, a line that breaks while one waits for the answer can not.
 */
export function exchange(asked: Exchange, signal: AbortSignal): Promise<ExchangeResult> {
  return new Promise((resolve) => {
    let isSent = false
    const fail = (error: unknown): void => resolve({ answered: false, isSent, error: wordsOf(error) })
    const open = asked.url.protocol === 'https:' ? httpsRequest : httpRequest
    const request = open(asked.url, {
      method: asked.method,
      headers: {
        ...asked.headers,
        ...(asked.method === 'POST' ? { 'content-length': Buffer.byteLength(asked.body) } : {}),
      },
      // A connection that is kept may be closed by the other side just when it is used again.
      agent: false,
      signal: AbortSignal.any([signal, AbortSignal.timeout(asked.timeoutMs)]),
      ...(asked.ca === null ? {} : { ca: asked.ca }),
    })
    request.on('error', fail)
    request.on('socket', (socket) => {
      const opened = asked.url.protocol === 'https:' ? 'secureConnect' : 'connect'
      socket.once(opened, () => {
        isSent = true
      })
    })
    request.on('response', (response) => {
      answerOf(response)
        .then(resolve, fail)
        .finally(() => request.destroy())
    })
    request.end(asked.method === 'POST' ? asked.body : undefined)
  })
}

async function answerOf(response: IncomingMessage): Promise<ExchangeResult> {
  return {
    answered: true,
    status: response.statusCode ?? 0,
    retryAfterMs: retryAfterMs(response.headers['retry-after'], Date.now()),
    body: await read(response),
  }
}

async function read(response: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  let bytes = 0
  for await (const chunk of response as AsyncIterable<Buffer>) {
    chunks.push(chunk)
    bytes += chunk.length
    if (bytes >= MOST_ANSWER_BYTES) break
  }
  return Buffer.concat(chunks).subarray(0, MOST_ANSWER_BYTES).toString('utf8')
}

/** `Retry-After` in seconds or as a date (RFC 9110, 10.2.3). */
export function retryAfterMs(header: string | undefined, now: number): number | null {
  if (header === undefined) return null
  if (/^\d{1,9}$/.test(header)) return Number(header) * 1_000
  const at = Date.parse(header)
  return Number.isNaN(at) ? null : Math.max(0, at - now)
}

/** Of a system's error only its code: the rest may hold addresses with secrets in them. */
function wordsOf(error: unknown): string {
  if (!(error instanceof Error)) return 'failed'
  if (error.name === 'TimeoutError' || error.name === 'AbortError') {
    const { cause } = error
    return cause instanceof Error && cause.name === 'TimeoutError' ? 'timeout' : 'interrupted'
  }
  const code: unknown = Reflect.get(error, 'code')
  return typeof code === 'string' ? code : error.name
}
