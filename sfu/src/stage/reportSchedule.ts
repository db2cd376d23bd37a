const REPORT_INTERVAL_MS = 1_000
/** The media worker estimates a sender's clock from three reports: the first ones follow each other quickly. */
const FIRST_REPORTS = 3
const FIRST_REPORT_INTERVAL_MS = 15

/** When a track's next sender report is due. Reports go with packets: a track that sends nothing reports nothing. */
export class ReportSchedule {
  #nextAtMs = -Infinity
  #lastAtMs = -Infinity
  /** Reports sent at different times: the worker counts those of one instant once. */
  #distinct = 0

  isDue(now: number): boolean {
    return now >= this.#nextAtMs
  }

  /** Something has changed that listeners must learn now. */
  hasten(now: number): void {
    this.#nextAtMs = now
  }

  noteSent(now: number): void {
    if (now - this.#lastAtMs >= FIRST_REPORT_INTERVAL_MS) this.#distinct += 1
    this.#lastAtMs = now
    this.#nextAtMs = now + (this.#distinct < FIRST_REPORTS ? FIRST_REPORT_INTERVAL_MS : REPORT_INTERVAL_MS)
  }
}
