import type { SessionId } from '@diem-cau/protocol'
import type { Store } from './openStore.ts'

/** How many notices of each session did not reach whom they were for, or perhaps not. */
export async function failedNotices(
  store: Store,
  sessionIds: readonly SessionId[],
): Promise<ReadonlyMap<SessionId, number>> {
  if (sessionIds.length === 0) return new Map()
  const rows = await store
    .selectFrom('notices')
    .select((build) => ['session_id', build.fn.countAll<number>().as('n')])
    .where('session_id', 'in', sessionIds)
    .where('state', 'in', ['failed', 'uncertain'])
    .groupBy('session_id')
    .execute()
  return new Map(rows.map((row) => [row.session_id, row.n]))
}
