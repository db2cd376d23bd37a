import type { PreviewCounts, UnitId } from '@diem-cau/protocol'
import type { DirectoryHistory, EditPair } from '../../core/directory/index.ts'

export interface StoredDirectory {
  history: DirectoryHistory
  revision: number
  /** SHA-256 of the file that the directory was first made from, hexadecimal. */
  fileHash: string
}

export interface NewChange {
  at: number
  /** As it is written in the audit trail. */
  actor: string
  actorName: string
  /** The lowest unit that everything concerned lies below: whoever sees it may see the change. */
  unitId: UnitId
  summary: string
  counts: PreviewCounts
  edits: readonly EditPair[]
  /** The revision that this change takes back. */
  undoes: number | null
}

export interface StoredChange extends Omit<NewChange, 'edits'> {
  revision: number
  /** Records that it wrote or removed. */
  recordCount: number
  undoneBy: number | null
  /** Every record is as this change left it. */
  stands: boolean
}

/** Where the directory is kept. */
export interface DirectoryStore {
  /** Null in a new installation. */
  load(): Promise<StoredDirectory | null>
  /** Makes the first revision. */
  plant(
    history: DirectoryHistory,
    fileHash: string,
    first: Omit<NewChange, 'edits' | 'undoes'>,
  ): Promise<void>
  /** The revision that stands, whoever wrote it; 0 in a new installation. */
  revision(): Promise<number>
  /** The configured file has been looked at again, and says nothing more that is not here. */
  rememberFile(fileHash: string): Promise<void>
  /**
   * Applies a change in one transaction, if the directory is still at the revision that it was made for. Long ones
   * let other work have its turn in between.
   * @returns the new revision; null if somebody else's change came first
   */
  apply(expected: number, change: NewChange): Promise<number | null>
  /** Newest first, without their edits. */
  changes(): Promise<Omit<StoredChange, 'stands'>[]>
  /** Those of some revisions that still stand. */
  standing(revisions: readonly number[]): Promise<ReadonlySet<number>>
  editsOf(revision: number): Promise<EditPair[]>
}
