import { rest } from '../../../../state/rest.ts'

const MOST = 500

/**
 * Ids of all units, of any time, that carry or carried a code. A code may pass to another unit after a merger; the id
 * of the unit that had it before must not pass with it.
 */
export async function unitIdsWithCode(code: string): Promise<ReadonlySet<string>> {
  const { items } = await rest('directory.units', { query: { all: true, q: code.trim(), limit: MOST } })
  return new Set<string>(items.map(({ unitId }) => unitId))
}
