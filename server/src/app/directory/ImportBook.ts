import { setImmediate } from 'node:timers/promises'
import {
  BridgeError,
  MAX_EDITS,
  type AccountId,
  type ImportId,
  type ImportState,
  type PreviewCounts,
  type PreviewRow,
  type UnitId,
} from '@diem-cau/protocol'
import {
  HistoryDraft,
  siteOf,
  trustRecords,
  unitOf,
  type AnyRecord,
  type EditPair,
} from '../../core/directory/index.ts'
import type { Clock } from '../ports.ts'
import type { ChangeAuthor, DirectoryBook } from './DirectoryBook.ts'
import { itemsAt, itemsOf, placesOf } from './chunks.ts'
import { pageOf, type Page } from './directoryPages.ts'
import type { StoredChange } from './ports.ts'

export type FileFormat = 'csv' | 'xlsx' | 'yaml'

export interface FileToPlan {
  bytes: Uint8Array
  fileName: string
  format: FileFormat
  mode: 'update' | 'replace'
  scopes: readonly UnitId[]
  today: string
  /** What it is compared with must be this one. */
  revision: number
}

/**
 * A preview as it waits: as the texts that another thread has made of it. Taking them over costs next to nothing, and
 * only what is looked at is read.
 */
export interface PlannedFile {
  counts: PreviewCounts
  /** Chunks of `PreviewRow`. */
  rows: readonly string[]
  /** A letter a row. */
  outcomes: string
  /** Chunks of `EditPair`. */
  pairs: readonly string[]
}

/** Reads files and compares them with the stored directory, away from the thread that serves. */
export interface ImportPlanner {
  /** @throws {BridgeError} `changed_meanwhile` when the directory is at another revision already */
  plan(file: FileToPlan): Promise<PlannedFile>
  /** What takes a stored change back. @throws {BridgeError} `directory_undo_stale`, `changed_meanwhile` */
  planUndo(change: number, revision: number): Promise<Omit<PlannedFile, 'rows' | 'outcomes'>>
}

interface Import extends PlannedFile {
  importId: ImportId
  accountId: AccountId
  fileName: string
  revision: number
  scopes: readonly UnitId[]
  expiresAt: number
}

const LIFETIME_MS = 30 * 60_000
const MAX_IMPORTS = 6
const MAX_PER_ACCOUNT = 3

/** Files that were read and wait to be applied; they belong to whoever brought them, and are forgotten in time. */
export class ImportBook {
  readonly #book: DirectoryBook
  readonly #planner: ImportPlanner
  readonly #clock: Clock
  readonly #newId: () => ImportId
  readonly #imports = new Map<ImportId, Import>()
  /** Being read. */
  #underWay = 0

  constructor(options: { book: DirectoryBook; planner: ImportPlanner; clock: Clock; newId: () => ImportId }) {
    this.#book = options.book
    this.#planner = options.planner
    this.#clock = options.clock
    this.#newId = options.newId
  }

  /** Makes a preview. The account's oldest one gives way. @throws {BridgeError} `import_too_many`, `changed_meanwhile` */
  async prepare(accountId: AccountId, file: Omit<FileToPlan, 'today' | 'revision'>): Promise<ImportState> {
    this.#forgetOld(accountId)
    if (this.#imports.size + this.#underWay >= MAX_IMPORTS) throw new BridgeError('import_too_many')
    this.#underWay++
    try {
      const { revision, today } = this.#book
      const planned = await this.#planner.plan({ ...file, today, revision })
      const importId = this.#newId()
      const expiresAt = this.#clock() + LIFETIME_MS
      const { fileName, scopes } = file
      const made = { ...planned, importId, accountId, fileName, revision, scopes, expiresAt }
      this.#imports.set(importId, made)
      return stateOf(made)
    } finally {
      this.#underWay--
    }
  }

  /** The units that an import may change: rights are asked for anew at every step. @throws {BridgeError} `not_found` */
  scopesOf(importId: ImportId, accountId: AccountId): readonly UnitId[] {
    return this.#find(importId, accountId).scopes
  }

  /** @throws {BridgeError} `not_found` */
  fileNameOf(importId: ImportId, accountId: AccountId): string {
    return this.#find(importId, accountId).fileName
  }

  /** @throws {BridgeError} `not_found` */
  rows(
    importId: ImportId,
    accountId: AccountId,
    query: { outcome?: PreviewRow['outcome']; limit?: number; cursor?: string },
  ): Page<PreviewRow> {
    const { rows, outcomes } = this.#find(importId, accountId)
    const { outcome } = query
    const page = pageOf(placesOf(outcomes, outcome), `${importId}-${outcome ?? 'all'}`, query)
    return { ...page, items: itemsAt<PreviewRow>(rows, page.items) }
  }

  /**
   * Applies a preview in one transaction.
   * @throws {BridgeError} `not_found`, `import_refused_rows`, `changed_meanwhile`, `directory_unchanged`
   */
  async apply(
    importId: ImportId,
    accountId: AccountId,
    skipRefused: boolean,
    author: ChangeAuthor,
  ): Promise<StoredChange> {
    const found = this.#find(importId, accountId)
    const { counts, pairs, revision } = found
    if (counts.refused > 0 && !skipRefused) {
      throw new BridgeError('import_refused_rows', { count: counts.refused })
    }
    if (revision !== this.#book.revision) throw new BridgeError('changed_meanwhile')
    const prepared = await this.#takeOver(pairs)
    if (revision !== this.#book.revision) throw new BridgeError('changed_meanwhile')
    const change = await this.#book.commit({ ...prepared, counts: { ...counts, refused: 0 } }, author)
    this.#imports.delete(importId)
    return change
  }

  /**
   * Takes a change back. A large one is worked out away from the thread that serves.
   * @throws {BridgeError} as `DirectoryBook.undo`
   */
  async undo(change: number, author: ChangeAuthor): Promise<StoredChange> {
    const stored = await this.#book.changeAt(change)
    if (stored === null) throw new BridgeError('not_found')
    const isLarge = stored.recordCount > MAX_EDITS && change > 1
    if (!isLarge) return this.#book.undo(change, author)
    const { revision } = this.#book
    const { counts, pairs } = await this.#planner.planUndo(change, revision)
    const prepared = await this.#takeOver(pairs)
    if (revision !== this.#book.revision) throw new BridgeError('changed_meanwhile')
    return this.#book.commit({ ...prepared, counts }, author, change)
  }

  /** @throws {BridgeError} `not_found` */
  discard(importId: ImportId, accountId: AccountId): void {
    this.#find(importId, accountId)
    this.#imports.delete(importId)
  }

  /** Reads the edits piece by piece, so that a meeting goes on beside a whole country. They were found sound before. */
  async #takeOver(chunks: readonly string[]) {
    const draft = new HistoryDraft(this.#book.history)
    const pairs: EditPair[] = []
    for (const chunk of chunks) {
      for (const pair of itemsOf<EditPair>(chunk)) {
        prepareRecord(draft.apply(pair.edit)?.after ?? null)
        pairs.push(pair)
      }
      await setImmediate()
    }
    return { history: draft.history(), pairs }
  }

  #find(importId: ImportId, accountId: AccountId): Import {
    const found = this.#imports.get(importId)
    if (found === undefined || found.accountId !== accountId || found.expiresAt <= this.#clock()) {
      throw new BridgeError('not_found')
    }
    return found
  }

  #forgetOld(accountId: AccountId): void {
    const now = this.#clock()
    for (const [importId, { expiresAt }] of this.#imports)
      if (expiresAt <= now) this.#imports.delete(importId)
    const own = [...this.#imports.values()].filter((one) => one.accountId === accountId)
    for (const { importId } of own.slice(0, Math.max(0, own.length - MAX_PER_ACCOUNT + 1))) {
      this.#imports.delete(importId)
    }
  }
}

/** What is made of each record once, made now rather than of all at once later. */
function prepareRecord(record: AnyRecord | null): void {
  if (record === null || 'tiers' in record || 'groupId' in record) return
  trustRecords([record])
  if ('siteId' in record) siteOf(record)
  else unitOf(record)
}

function stateOf({ importId, fileName, revision, counts, expiresAt }: Import): ImportState {
  return { importId, fileName, revision, counts, expiresAt }
}
