import type { AccountId } from '@diem-cau/protocol'
import type { Store } from './openStore.ts'

/** How accounts are called: by their display name, or the name that they log in with. */
export async function accountNames(
  store: Store,
  accountIds: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  if (accountIds.length === 0) return new Map()
  const rows = await store
    .selectFrom('accounts')
    .select(['account_id', 'user_name', 'display_name'])
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- an id that is none finds nothing
    .where('account_id', 'in', accountIds as readonly AccountId[])
    .execute()
  return new Map(rows.map((row) => [row.account_id, row.display_name || row.user_name]))
}
