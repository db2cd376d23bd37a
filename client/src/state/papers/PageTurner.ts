/** Asks the server to turn to a page; resolves to whether it has. */
export type SendPage = (page: number) => Promise<boolean>

/**
 * Turns pages at once on the own screen and tells the server, one page at a time and never one that was left meanwhile.
 * When the server refuses, or somebody else turns, its page is right.
 */
export class PageTurner {
  readonly #onChange: () => void
  #server: number
  #wanted: number | null = null
  #sending = false

  constructor(page: number, onChange: () => void) {
    this.#server = page
    this.#onChange = onChange
  }

  /** The page that is on the own screen. */
  get page(): number {
    return this.#wanted ?? this.#server
  }

  /** The server has said which page is open. */
  see(page: number): void {
    if (page === this.#server) return
    this.#server = page
    if (!this.#sending) this.#wanted = null
    this.#onChange()
  }

  turn(page: number, send: SendPage): void {
    if (page === this.page) return
    this.#wanted = page
    this.#onChange()
    if (!this.#sending) void this.#tell(send)
  }

  async #tell(send: SendPage): Promise<void> {
    this.#sending = true
    let isDone = true
    let told: number | null = null
    while (isDone && this.#wanted !== null && this.#wanted !== told) {
      told = this.#wanted
      isDone = await send(told)
    }
    this.#sending = false
    // The view that shows it has come before the reply, or comes with the next one.
    if (!isDone || this.#server === this.#wanted) this.#wanted = null
    this.#onChange()
  }
}
