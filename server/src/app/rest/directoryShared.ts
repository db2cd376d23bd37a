import { BridgeError, type DirectoryChange, type DirectoryEdit, type UnitId } from '@diem-cau/protocol'
import { concernedUnits, isCalendarDate, type CalendarDate } from '../../core/directory/index.ts'
import { scopesOf, type Action, type Target } from '../../core/policy/policy.ts'
import type { DirectoryBook } from '../directory/DirectoryBook.ts'
import type { DirectoryFiles } from '../directory/DirectoryFiles.ts'
import type { ImportBook } from '../directory/ImportBook.ts'
import type { StoredChange } from '../directory/ports.ts'
import type { AuditNote, Caller } from './define.ts'

export interface DirectoryDeps {
  book: DirectoryBook
  imports: ImportBook
  files: DirectoryFiles
}

/** @throws {BridgeError} `invalid_message` for a day that the calendar does not have */
export function dayOf(on: string | undefined, book: DirectoryBook): CalendarDate {
  if (on === undefined) return book.today
  if (!isCalendarDate(on)) throw new BridgeError('invalid_message', { path: '/on', reason: 'not a day' })
  return on
}

/** What a list is made from: its cursors are good as long as this is the same. */
export const stateOf = (book: DirectoryBook): string => `${book.revision}-${book.today}`

/** The units in whose subtrees a caller may do something. */
export function scopesIn(book: DirectoryBook, { person }: Caller, action: Action): UnitId[] {
  return scopesOf(person, action).filter((unitId) => book.current.knowsUnit(unitId))
}

export function insideOf(book: DirectoryBook, caller: Caller, action: Action): (unitId: UnitId) => boolean {
  const scopes = scopesIn(book, caller, action)
  return (unitId) => scopes.some((scope) => book.current.isInSubtree(unitId, scope))
}

export function targetOf(book: DirectoryBook, edits: readonly DirectoryEdit[]): Target {
  return { unitIds: concernedUnits(book.history, edits, book.current.root.id) }
}

export function authorOf(caller: Caller, summary: string) {
  return { actor: caller.text, actorName: caller.name, summary: summary.trim() }
}

/** The change as it is answered, noted for the audit trail. */
export function noted(note: AuditNote, book: DirectoryBook, change: StoredChange): DirectoryChange {
  note.unitId = change.unitId
  note.subject = `unit:${change.unitId}`
  note.subjectName = book.current.unitName(change.unitId) ?? change.unitId
  note.details = { revision: change.revision, counts: change.counts, undoes: change.undoes }
  return changeView(change, change.stands)
}

export function changeView(change: Omit<StoredChange, 'stands'>, undoable: boolean): DirectoryChange {
  const { revision, at, actorName, summary, counts, undoneBy } = change
  return { revision, at, actorName, summary, counts, undoable, undoneBy }
}
