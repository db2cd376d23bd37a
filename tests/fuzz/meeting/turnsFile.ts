import type { Turn } from './Meeting.ts'

/** One turn a line, so that two files can be compared. */
export function writeTurns(turns: readonly Turn[]): string {
  return `[\n${turns.map((turn) => JSON.stringify(turn)).join(',\n')}\n]\n`
}

/** @throws {SyntaxError} when it is not what `writeTurns` has written */
export function readTurns(text: string): Turn[] {
  const read: unknown = JSON.parse(text)
  if (!Array.isArray(read)) throw new SyntaxError('A list of turns is expected')
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- our own file, for whoever looks for a fault
  return read as Turn[]
}
