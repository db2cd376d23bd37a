/** Why a paper can't be shown. */
export type PaperTrouble =
  /** The server can't be reached, or is busy. */
  | 'unreached'
  /** It is not there for this page: closed meanwhile, or not this page's to see. */
  | 'refused'
  /** The file can't be read. */
  | 'damaged'
  /** It asks for a password. */
  | 'locked'

export class PaperFailed extends Error {
  readonly trouble: PaperTrouble

  constructor(trouble: PaperTrouble, options?: ErrorOptions) {
    super(`The paper can't be shown: ${trouble}`, options)
    this.name = 'PaperFailed'
    this.trouble = trouble
  }
}

export interface PaperFileOptions {
  /** Where the file is read from now; asked again when an address does not hold any more. */
  address: (fresh: boolean) => Promise<string>
  fetch: (url: string, init: RequestInit) => Promise<Response>
  /** Resolves after so many milliseconds. */
  wait: (ms: number) => Promise<void>
}

export interface FileHead {
  contentType: string
  bytes: number
  /** The beginning of the file, or all of it. */
  data: Uint8Array<ArrayBuffer>
}

/** The end of a PDF says where everything is, its beginning what comes first: most papers of some pages are in it. */
export const FIRST_BYTES = 256 * 1024
/** A room is told after some seconds; the paper is opened anew soon after. */
const WAITS_MS = [500, 1_000, 2_000] as const

/**
 * A paper as it is read over a link that may fail: in parts, each tried again until it has come, by a new address
 * where the old one is over. Owns nothing but what is under way; `close` ends that.
 */
export class PaperFile {
  readonly #options: PaperFileOptions
  readonly #ended = new AbortController()
  #address: Promise<string> | null = null

  constructor(options: PaperFileOptions) {
    this.#options = options
  }

  close(): void {
    this.#ended.abort()
  }

  /** What the file is, and its beginning. @throws {PaperFailed} */
  async head(): Promise<FileHead> {
    const response = await this.#read(`bytes=0-${FIRST_BYTES - 1}`)
    const data = new Uint8Array(await this.#body(response))
    const whole = /\/(\d+)$/.exec(response.headers.get('content-range') ?? '')?.[1]
    const contentType = (response.headers.get('content-type') ?? '').split(';', 1)[0] ?? ''
    return { contentType, bytes: whole === undefined ? data.length : Number(whole), data }
  }

  /** A part of the file, the last byte not included. @throws {PaperFailed} */
  async part(begin: number, end: number): Promise<Uint8Array<ArrayBuffer>> {
    const response = await this.#read(`bytes=${begin}-${end - 1}`)
    const data = new Uint8Array(await this.#body(response))
    return response.status === 206 ? data : data.slice(begin, end)
  }

  async #read(range: string): Promise<Response> {
    for (let attempt = 0; ; attempt += 1) {
      const outcome = await this.#attempt(range, attempt > 0)
      if (outcome instanceof Response) return outcome
      const wait = WAITS_MS[attempt]
      if (wait === undefined || this.#ended.signal.aborted) throw outcome
      await this.#options.wait(wait)
    }
  }

  async #attempt(range: string, again: boolean): Promise<Response | PaperFailed> {
    try {
      const url = await this.#addressOf(again)
      const response = await this.#options.fetch(url, { headers: { range }, signal: this.#ended.signal })
      if (response.ok) return response
      this.#address = null
      const isOver = response.status === 403 || response.status === 401 || response.status === 404
      return new PaperFailed(isOver ? 'refused' : 'unreached')
    } catch (error) {
      this.#address = null
      return error instanceof PaperFailed ? error : new PaperFailed('unreached', { cause: error })
    }
  }

  /** One address for all parts that are asked for meanwhile. */
  #addressOf(fresh: boolean): Promise<string> {
    this.#address ??= this.#options.address(fresh)
    return this.#address
  }

  async #body(response: Response): Promise<ArrayBuffer> {
    try {
      return await response.arrayBuffer()
    } catch (error) {
      throw new PaperFailed('unreached', { cause: error })
    }
  }
}
