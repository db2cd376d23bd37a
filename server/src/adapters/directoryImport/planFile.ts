import type { FileToPlan, PlannedFile } from '../../app/directory/ImportBook.ts'
import { planImport } from '../../app/directory/planImport.ts'
import type { DirectoryHistory } from '../../core/directory/index.ts'
import { parseFile } from './parseFile.ts'

/** Reads a file and compares it with the directory; the outcome as text, which passes between threads at once. */
export function planFile(history: DirectoryHistory, request: FileToPlan): PlannedFile {
  const { fileName, format, bytes, mode, scopes, today } = request
  const file = parseFile(fileName, format, bytes)
  const { rows, counts, pairs } = planImport(history, { file, mode, scopes, today })
  return {
    counts,
    rows: rows.map((row) => JSON.stringify(row)),
    outcomes: rows.map(({ outcome }) => outcome),
    pairs: pairs.map((pair) => JSON.stringify(pair)),
  }
}
