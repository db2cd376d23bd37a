import { BridgeError } from '@diem-cau/protocol'
import { outcomeLetters, toChunks } from '../../app/directory/chunks.ts'
import type { FileToPlan, PlannedFile } from '../../app/directory/ImportBook.ts'
import { planImport } from '../../app/directory/planImport.ts'
import type { DirectoryStore } from '../../app/directory/ports.ts'
import { applyEdits, countRows, inverseOf, type DirectoryHistory } from '../../core/directory/index.ts'
import { parseFile } from './parseFile.ts'

/** Reads a file and compares it with the directory; the outcome as text, which passes between threads at once. */
export function planFile(history: DirectoryHistory, request: FileToPlan): PlannedFile {
  const { fileName, format, bytes, mode, scopes, today } = request
  const file = parseFile(fileName, format, bytes)
  const { rows, counts, pairs } = planImport(history, { file, mode, scopes, today })
  return {
    counts,
    rows: toChunks(rows),
    outcomes: outcomeLetters(rows),
    pairs: toChunks(pairs),
  }
}

/** Works out what takes a stored change back. @throws {BridgeError} `directory_undo_stale` */
export async function planUndo(
  store: Pick<DirectoryStore, 'editsOf' | 'standing'>,
  history: DirectoryHistory,
  change: number,
): Promise<Omit<PlannedFile, 'rows' | 'outcomes'>> {
  const stands = (await store.standing([change])).has(change)
  const { faults, rows, pairs } = applyEdits(history, stands ? inverseOf(await store.editsOf(change)) : [])
  if (!stands || faults.length > 0) throw new BridgeError('directory_undo_stale', { revision: change })
  return { counts: countRows(rows), pairs: toChunks(pairs) }
}
