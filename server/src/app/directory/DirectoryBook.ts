import { setImmediate } from 'node:timers/promises'
import {
  BridgeError,
  type DirectoryEdit,
  type GroupId,
  type PreviewCounts,
  type SiteId,
} from '@diem-cau/protocol'
import {
  applyEdits,
  commonUnit,
  concernedUnits,
  countRows,
  heirsOf,
  indexedOn,
  inverseOf,
  turningDays,
  vietnamDay,
  type Applied,
  type CalendarDate,
  type Directory,
  type DirectoryHistory,
  type EditPair,
} from '../../core/directory/index.ts'
import type { Clock } from '../ports.ts'
import type { DirectoryStore, StoredChange } from './ports.ts'

const DAY_MS = 86_400_000
/** Other days' directories that are kept ready. */
const DAYS_KEPT = 4

/** Who changes the directory, and how they call it. */
export interface ChangeAuthor {
  actor: string
  actorName: string
  summary: string
}

/** A sound outcome that waits to be written. */
interface Prepared {
  history: DirectoryHistory
  pairs: readonly EditPair[]
  counts: PreviewCounts
}

/**
 * The directory as everybody reads it: today's (`current`), that of any other day, and its whole history. The only
 * way to change it; what has changed is announced when it is stored.
 */
export class DirectoryBook {
  readonly #store: DirectoryStore
  readonly #clock: Clock
  readonly #listeners = new Set<() => void>()
  #history: DirectoryHistory
  #revision: number
  #turningDays: readonly CalendarDate[]
  #current: { from: number; day: CalendarDate; directory: Directory } | null = null
  #days = new Map<CalendarDate, Directory>()

  private constructor(
    options: { store: DirectoryStore; clock: Clock },
    stored: { history: DirectoryHistory; revision: number },
  ) {
    this.#store = options.store
    this.#clock = options.clock
    this.#history = stored.history
    this.#revision = stored.revision
    this.#turningDays = turningDays(stored.history)
  }

  /** Reads what is stored; null in a new installation, which has to be planted first. */
  static async open(options: { store: DirectoryStore; clock: Clock }): Promise<DirectoryBook | null> {
    const stored = await options.store.load()
    if (stored === null) return null
    const book = new DirectoryBook(options, stored)
    void book.#warmUp(book.current)
    return book
  }

  get history(): DirectoryHistory {
    return this.#history
  }

  /** Counts the changes; 1 is what was imported at the first start. */
  get revision(): number {
    return this.#revision
  }

  /** Days on which something begins or has just ended, sorted. */
  get turningDays(): readonly CalendarDate[] {
    return this.#turningDays
  }

  /** Today in Vietnam. */
  get today(): CalendarDate {
    return this.#now().day
  }

  /** The directory of today. A new one after every change, and on days on which something begins or ends. */
  get current(): Directory {
    return this.#now().directory
  }

  /** Read by the clock each time, so that midnight needs nobody and a clock that jumps either way does no harm. */
  #now(): { day: CalendarDate; directory: Directory } {
    const now = this.#clock()
    const known = this.#current
    if (known !== null && now >= known.from && now < known.from + DAY_MS) return known
    const day = vietnamDay(now)
    const directory = known !== null && !this.#turnsBetween(known.day, day) ? known.directory : this.on(day)
    const from = Date.parse(`${day}T00:00:00+07:00`)
    this.#current = { from, day, directory }
    return this.#current
  }

  #turnsBetween(a: CalendarDate, b: CalendarDate): boolean {
    const [first, last] = a < b ? [a, b] : [b, a]
    return this.#turningDays.some((day) => first < day && day <= last)
  }

  /** The directory of a day; the earliest one for days before the first. */
  on(day: CalendarDate): Directory {
    // Between two turning days every day's directory is the same.
    const key = this.#turningDays.findLast((turning) => turning <= day) ?? this.#turningDays[0] ?? day
    const known = this.#days.get(key)
    if (known !== undefined) return known
    const directory = indexedOn(this.#history, key)
    const [oldest] = this.#days.keys()
    if (this.#days.size >= DAYS_KEPT && oldest !== undefined) this.#days.delete(oldest)
    this.#days.set(key, directory)
    return directory
  }

  /** The sites of a saved group as they are today; whatever carries on a unit that has ended is in its place. */
  sitesOfGroup(groupId: GroupId): readonly SiteId[] {
    const group = this.#history.groups.get(groupId)
    if (group === undefined) return []
    const directory = this.current
    const owners = directory.standInsOf(group.ownerUnitId)
    const units = group.unitIds.flatMap((unitId) => heirsOf(unitId, directory))
    const siteIds = [
      ...units.flatMap((unitId) => directory.sitesOfSubtree(unitId).map(({ id }) => id)),
      ...group.siteIds.filter((siteId) => directory.site(siteId) !== undefined),
    ]
    return [...new Set(siteIds)].filter((siteId) =>
      owners.some((owner) => directory.isSiteInSubtree(siteId, owner)),
    )
  }

  groupName(groupId: GroupId): string | undefined {
    return this.#history.groups.get(groupId)?.name
  }

  /** The site in whose room a site sits today: itself, unless it is the guest of another. */
  roomOf(siteId: SiteId): SiteId {
    return this.current.site(siteId)?.hostedAtSiteId ?? siteId
  }

  /** Called after every change, and when the day has changed. @returns ends it */
  listen(listener: () => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** Tells the listeners when another day's directory has come into force. Called now and then. */
  tick(): void {
    const before = this.#current?.directory
    if (before !== undefined && this.current !== before) this.#announce()
  }

  /** What edits would come to. */
  preview(edits: readonly DirectoryEdit[]): Applied {
    return applyEdits(this.#history, edits)
  }

  /**
   * Applies edits, all or none.
   * @param expected the revision that was looked at
   * @throws {BridgeError} `changed_meanwhile`, `directory_invalid`, `directory_unchanged` or `storage_failed`
   */
  async change(
    expected: number,
    edits: readonly DirectoryEdit[],
    author: ChangeAuthor,
  ): Promise<StoredChange> {
    if (expected !== this.#revision) throw new BridgeError('changed_meanwhile')
    const applied = this.preview(edits)
    if (applied.faults.length > 0) throw invalid(applied)
    return this.commit({ ...applied, counts: countRows(applied.rows) }, author)
  }

  /**
   * Takes a change back, as a change of its own.
   * @throws {BridgeError} `not_found`, `directory_undo_stale`, `directory_undo_first`, or as `change`
   */
  async undo(revision: number, author: ChangeAuthor): Promise<StoredChange> {
    if (revision === 1) throw new BridgeError('directory_undo_first')
    const edits = inverseOf(await this.#store.editsOf(revision))
    if (edits.length === 0) throw new BridgeError('not_found')
    if (!(await this.#store.standing([revision])).has(revision)) {
      throw new BridgeError('directory_undo_stale', { revision })
    }
    const applied = this.preview(edits)
    if (applied.faults.length > 0) throw new BridgeError('directory_undo_stale', { revision })
    return this.commit({ ...applied, counts: countRows(applied.rows) }, author, revision)
  }

  /** Writes what has been found sound at the present revision. */
  async commit(
    { history, pairs, counts }: Prepared,
    author: ChangeAuthor,
    undoes: number | null = null,
  ): Promise<StoredChange> {
    if (pairs.length === 0) throw new BridgeError('directory_unchanged')
    const expected = this.#revision
    const directory = this.current
    const edits = pairs.map(({ edit }) => edit)
    const unitId = commonUnit(directory, concernedUnits(this.#history, edits, directory.root.id))
    const change = { ...author, at: this.#clock(), unitId, counts, edits: pairs, undoes }
    const revision = await this.#store.apply(expected, change)
    if (revision === null) {
      await this.#reload()
      throw new BridgeError('changed_meanwhile')
    }
    this.#take(history, revision)
    return { ...change, revision, recordCount: pairs.length, undoneBy: null, stands: undoes === null }
  }

  /** The changes that were applied, newest first. */
  async changes(): Promise<Omit<StoredChange, 'stands'>[]> {
    return this.#store.changes()
  }

  /** Those of some changes that can be taken back. */
  async undoable(revisions: readonly number[]): Promise<ReadonlySet<number>> {
    return this.#store.standing(revisions.filter((revision) => revision > 1))
  }

  /** One change that was applied; null if there is none of that revision. */
  async changeAt(revision: number): Promise<Omit<StoredChange, 'stands'> | null> {
    return (await this.changes()).find((change) => change.revision === revision) ?? null
  }

  /** Looks whether somebody else has written: the command line, or another server. Called now and then. */
  async refresh(): Promise<void> {
    if ((await this.#store.revision()) > this.#revision) await this.#reload()
  }

  async #reload(): Promise<void> {
    const stored = await this.#store.load()
    if (stored !== null) this.#take(stored.history, stored.revision)
  }

  #take(history: DirectoryHistory, revision: number): void {
    if (revision <= this.#revision) return
    this.#history = history
    this.#revision = revision
    this.#turningDays = turningDays(history)
    this.#current = null
    this.#days = new Map()
    this.#announce()
    void this.#warmUp(this.current)
  }

  /** Readies a directory for searching, unless another one has taken its place. Nothing in it can fail. */
  async #warmUp(directory: Directory): Promise<void> {
    const steps = directory.warmUp()
    while (steps.next().done !== true) {
      await setImmediate()
      if (this.#current?.directory !== directory) return
    }
  }

  #announce(): void {
    for (const listener of this.#listeners) listener()
  }
}

/** The first fault in words, with the record's name before it. */
function invalid({ faults, rows }: Applied): BridgeError {
  const [fault] = faults
  if (fault === undefined) return new BridgeError('directory_unchanged')
  const name = rows.find(({ id, what }) => id === fault.at.id && what === fault.at.what)?.name ?? ''
  const prefix = name === '' ? '' : `${name}: `
  return new BridgeError('directory_invalid', {
    reasonVi: `${prefix}${withoutStop(fault.reason.vi)}`,
    reasonEn: `${prefix}${withoutStop(fault.reason.en)}`,
    id: fault.at.id,
    count: faults.length,
  })
}

/** A sentence as part of another one, which brings its own full stop. */
function withoutStop(sentence: string): string {
  return sentence.replace(/\.$/, '')
}
