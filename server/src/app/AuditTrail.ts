import { BridgeError, foldText, type ErrorCode, type UnitId } from '@diem-cau/protocol'
import type { AuditNote } from './rest/define.ts'
import type { Clock, Logger } from './ports.ts'
import { soundText } from './soundText.ts'

/** One line of the audit trail. */
export interface AuditRecord {
  readonly seq: number
  readonly at: number
  readonly actor: string
  readonly actorName: string
  readonly address: string
  readonly action: string
  readonly outcome: 'done' | 'refused'
  readonly code: string | null
  readonly unitId: UnitId | null
  readonly unitName: string | null
  readonly subject: string
  readonly subjectName: string
  readonly details: Readonly<Record<string, unknown>>
  /** Covers this line and the hash of the line before: what is changed or removed later shows. */
  readonly hash: string
}

export interface AuditQuery {
  /** Units whose lines may be seen; null: all lines, also those that are about no unit. */
  units: ReadonlySet<UnitId> | null
  from: number | null
  to: number | null
  /** Folded text. */
  text: string
  actor: string | null
  action: string | null
  subject: string | null
  outcome: 'done' | 'refused' | null
}

export interface AuditStore {
  last(): Promise<{ seq: number; hash: string } | null>
  /** Adds lines, in their order, all or none, synced to disk. */
  append(records: readonly (AuditRecord & { search: string })[]): Promise<void>
  /** Newest first. @param before lines below this number only */
  page(query: AuditQuery, before: number | null, limit: number): Promise<AuditRecord[]>
  count(query: AuditQuery): Promise<number>
  /** Oldest first, from a number on. */
  from(seq: number, limit: number): Promise<AuditRecord[]>
}

/** Who did something, for the trail. */
export interface AuditActor {
  /** `person:…`, `token:…`, `site:…`, `system` */
  text: string
  name: string
  address: string
}

interface Waiting {
  record: Omit<AuditRecord, 'seq' | 'hash'>
  written: () => void
  failed: (error: unknown) => void
}

export interface AuditTrailOptions {
  store: AuditStore
  digest: (text: string) => string
  unitName: (unitId: UnitId) => string | null
  clock: Clock
  log: Logger
}

/** What a live command leaves waits at most so long for company: one sync to disk for all of them. */
const GATHER_MS = 200
const RETRY_MS = 2_000
/** Beyond that the oldest is given up while the disk takes nothing; a line says how many. */
const MOST_WAITING = 10_000
const MOST_AT_ONCE = 500

const nothing = (): void => undefined

/**
 * Who did what, in order, each line chained to the one before it. `write` has returned when the line is on disk; `note`
 * is for the live floor and returns at once. When the disk takes nothing the floor goes on and its lines wait; changes
 * by the office are refused beforehand (`isBehind`), so that at most those under way are not on disk.
 */
export class AuditTrail {
  readonly #options: AuditTrailOptions
  #waiting: Waiting[] = []
  #last: { seq: number; hash: string } | null = null
  #writing: Promise<void> | null = null
  #timer: NodeJS.Timeout | null = null
  #lost = 0
  #isBehind = false
  #isClosed = false

  constructor(options: AuditTrailOptions) {
    this.#options = options
  }

  /** Lines could not be written and wait. */
  get isBehind(): boolean {
    return this.#isBehind
  }

  /** Writes a line, and returns when it is on disk. @throws {BridgeError} `storage_failed`; the line is kept and tried again */
  write(actor: AuditActor, action: string, note: AuditNote, refusal: ErrorCode | null): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#take(actor, action, note, refusal, resolve, reject)
      this.#begin()
    })
  }

  /** Writes a line soon, together with others. */
  note(actor: AuditActor, action: string, note: AuditNote, refusal: ErrorCode | null): void {
    this.#take(actor, action, note, refusal, nothing, nothing)
    this.#after(GATHER_MS)
  }

  /** Everything that waits has been tried. */
  async idle(): Promise<void> {
    if (this.#waiting.length > 0) this.#begin()
    while (this.#writing !== null) await this.#writing
  }

  /** Writes what waits, and begins nothing more. */
  async close(): Promise<void> {
    this.#isClosed = true
    if (this.#timer !== null) clearTimeout(this.#timer)
    await this.idle()
  }

  #take(
    actor: AuditActor,
    action: string,
    { unitId, subject, subjectName, details }: AuditNote,
    refusal: ErrorCode | null,
    written: Waiting['written'],
    failed: Waiting['failed'],
  ): void {
    this.#waiting.push({
      record: {
        at: this.#options.clock(),
        // One line that a database does not take would hold up all that follow.
        actor: soundText(actor.text),
        actorName: soundText(actor.name),
        address: actor.address,
        action,
        outcome: refusal === null ? 'done' : 'refused',
        code: refusal,
        unitId,
        unitName: unitId === null ? null : this.#options.unitName(unitId),
        subject: soundText(subject),
        subjectName: soundText(subjectName),
        details: { ...details },
      },
      written,
      failed,
    })
    if (this.#waiting.length > MOST_WAITING) {
      this.#waiting.shift()?.failed(new BridgeError('storage_failed'))
      this.#lost += 1
    }
  }

  #after(milliseconds: number): void {
    if (this.#timer !== null || this.#isClosed) return
    this.#timer = setTimeout(() => {
      this.#timer = null
      this.#begin()
    }, milliseconds)
  }

  #begin(): void {
    if (this.#writing !== null) return
    this.#writing = this.#writeAll().finally(() => {
      this.#writing = null
      // Who was just told that a line is written may have had the next one before this turn was over.
      if (this.#waiting.length > 0 && !this.#isBehind) this.#begin()
    })
  }

  /** One group after the other, in their order; a group that fails stays first in line. */
  async #writeAll(): Promise<void> {
    while (this.#waiting.length > 0) {
      const group = this.#waiting.splice(0, MOST_AT_ONCE)
      try {
        await this.#append(group)
      } catch (error) {
        this.#failed(group, error)
        return
      }
      for (const { written } of group) written()
      if (this.#isBehind) this.#options.log.info({}, 'The audit trail is written again')
      this.#isBehind = false
    }
  }

  /** The command line, or another server, may have taken the next number meanwhile: then once more, after its line. */
  async #append(group: readonly Waiting[]): Promise<void> {
    const isFresh = this.#last === null
    try {
      await this.#appendAfterLast(group)
    } catch (error) {
      if (isFresh) throw error
      await this.#appendAfterLast(group)
    }
  }

  async #appendAfterLast(group: readonly Waiting[]): Promise<void> {
    const { store, digest } = this.#options
    this.#last ??= (await store.last()) ?? { seq: 0, hash: '' }
    let { seq, hash } = this.#last
    const lines = [...this.#gap(), ...group.map(({ record }) => record)].map((record) => {
      seq += 1
      hash = digest(chained(hash, { ...record, seq }))
      return { ...record, seq, hash, search: searchText(record) }
    })
    try {
      await store.append(lines)
    } catch (error) {
      // Whether they are there is not certain (a lost connection): asked before the next attempt.
      this.#last = null
      throw error
    }
    this.#last = { seq, hash }
    this.#lost = 0
  }

  #gap(): Waiting['record'][] {
    if (this.#lost === 0) return []
    return [
      {
        at: this.#options.clock(),
        actor: 'system',
        actorName: '',
        address: '',
        action: 'audit.lost',
        outcome: 'done',
        code: null,
        unitId: null,
        unitName: null,
        subject: '',
        subjectName: '',
        details: { lines: this.#lost },
      },
    ]
  }

  #failed(group: readonly Waiting[], error: unknown): void {
    if (!this.#isBehind) this.#options.log.error({ err: error }, 'The audit trail can not be written')
    this.#isBehind = true
    this.#waiting.unshift(...group)
    for (const waiting of group) {
      waiting.failed(error)
      // Who waited has been told; the line itself is still to be written.
      waiting.failed = nothing
      waiting.written = nothing
    }
    this.#after(RETRY_MS)
  }
}

/** What a line's hash is made of: the hash before it, and everything that it says. */
export function chained(before: string, { details, ...record }: Omit<AuditRecord, 'hash'>): string {
  const { seq, at, actor, actorName, address, action, outcome, code, unitId, unitName } = record
  return JSON.stringify([
    before,
    seq,
    at,
    actor,
    actorName,
    address,
    action,
    outcome,
    code,
    unitId,
    unitName,
    record.subject,
    record.subjectName,
    JSON.stringify(details),
  ])
}

/**
 * Goes through the whole chain.
 * @returns how many lines there are, and the first that is not as it was written (changed, added or removed before it)
 */
export async function verifyTrail(
  store: AuditStore,
  digest: (text: string) => string,
): Promise<{ lines: number; brokenAt: number | null }> {
  let lines = 0
  let hash = ''
  for (;;) {
    const records = await store.from(lines + 1, MOST_AT_ONCE)
    for (const record of records) {
      hash = digest(chained(hash, record))
      if (record.seq !== lines + 1 || record.hash !== hash) return { lines, brokenAt: lines + 1 }
      lines += 1
    }
    if (records.length === 0) return { lines, brokenAt: null }
  }
}

function searchText(record: Waiting['record']): string {
  const { actorName, actor, address, action, code, unitName, subject, subjectName, details } = record
  const texts = [actorName, actor, address, action, code ?? '', unitName ?? '', subject, subjectName]
  return foldText(`${texts.join(' ')} ${JSON.stringify(details)}`).slice(0, 4_000)
}
